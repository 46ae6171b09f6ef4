package hostile

import (
	"bytes"
	"io"
	"testing"

	"rpcrdma-lint/decode/capture"
)

// Every capture can be read to its end, and is as long as it was asked to be.
func TestCaptures(t *testing.T) {
	for _, c := range Captures {
		t.Run(c.Name, func(t *testing.T) {
			var b bytes.Buffer
			if err := c.Write(&b, 500); err != nil {
				t.Fatal(err)
			}
			r, err := capture.NewReader(&b, c.Name)
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
