package decode_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/trace"
)

// Messages decoded ahead, a batch at a time, are those that the Decoder would
// have found, also where a packet outlives its batch.
func TestAhead(t *testing.T) {
	for _, notation := range []string{
		"est; exchange 5",
		"est; C>CALL 1 len=2500; S>REPLY 1; C>CALL 2; S>ERR 2",
		"est; late=5 late: C>CALL 1 noack; C>CALL 2 noack; C>CALL 3 noack; C>CALL 4 noack; C>CALL 5 noack; C>CALL 6 noack; S>ACK",
		"est; drop C>CALL 1 noack; C>CALL 2 noack; C>CALL 3 noack; S>REPLY 2; S>REPLY 3",
		"drop est; exchange 8; late C>CALL 20 noack; C>CALL 21 noack; S>ACK",
	} {
		tr := trace.Make(t, notation)
		want, _ := run(tr, decode.Options{})
		got := runAhead(tr, 3)
		if d := cmp.Diff(want.lines, got.lines); d != "" {
			t.Errorf("%s: (-want +got):\n%s", notation, d)
		}
		if d := cmp.Diff(want.xids, got.xids); d != "" || len(want.xids) == 0 {
			t.Errorf("%s: XIDs (-want +got):\n%s", notation, d)
		}
	}
}

// runAhead decodes a trace in batches of n frames. When one is done, its bytes
// and messages are used again.
func runAhead(tr *trace.Trace, n int) *recorder {
	r := &recorder{}
	d := decode.New(decode.Options{}, r)
	var s decode.Splitter
	var ms decode.Messages
	headers := make([]decode.Headers, n)
	blocks := make([][]byte, n)
	for first := 0; first < len(tr.Frames()); first += n {
		ms.Reset()
		var batch []decode.Frame
		for i := first; i < min(first+n, len(tr.Frames())); i++ {
			f, k := frameOf(tr, i), i-first
			blocks[k] = append(blocks[k][:0], f.Data...)
			f.Data = blocks[k]
			s.Split(&f, &headers[k])
			ms.Decode(&headers[k])
			batch = append(batch, f)
		}
		for k := range batch {
			d.Take(&batch[k], &headers[k])
		}
		for _, b := range blocks {
			clear(b)
		}
	}
	d.Finish()
	return r
}
