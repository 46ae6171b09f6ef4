package decode_test

import (
	"bytes"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/trace"
)

// wanter is a Sink that wants the first bytes of each operation.
type wanter struct {
	silent
	want   int
	fronts [][]byte
}

func (w *wanter) Wanted(*decode.Conn, *decode.Event) int { return w.want }

func (w *wanter) Event(_ *decode.Conn, e *decode.Event) {
	if e.Kind == decode.KindWrite || e.Kind == decode.KindReadDone {
		w.fronts = append(w.fronts, bytes.Clone(e.Front))
	}
}

// The front of what an operation moves is kept as far as it is wanted, and was
// captured without a hole.
func TestFront(t *testing.T) {
	const write = "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); "
	const read = "est; C>CALL 1 rd=(p,4096,h); S>READ h; "
	for _, tt := range []struct {
		name  string
		trace string
		want  int
		got   []int // bytes of each operation
	}{
		{name: "nothing wanted", trace: write + "S>WRITE h 0 4096", got: []int{0}},
		{name: "Write", trace: write + "S>WRITE h 0 4096", want: 1500, got: []int{1500}},
		{name: "more than there is", trace: write + "S>WRITE h 0 100; S>WRITE h 100 50", want: 1500, got: []int{100, 50}},
		{name: "Write with a hole", trace: write + "drop=2 S>WRITE h 0 4096", want: 1500, got: []int{1024}},
		{name: "Write cut", trace: write + "set snap=170; S>WRITE h 0 4096", want: 1500, got: []int{100}},
		{name: "Read", trace: read + "C>RRESP", want: 1500, got: []int{1500}},
		{name: "Read with a hole", trace: read + "drop=2 C>RRESP", want: 1500, got: []int{1024}},
		{name: "Read cut", trace: read + "snap=158 C>RRESP", want: 1500, got: []int{100}},
		{name: "Read answered twice", trace: read + "C>RRESP; S>again READ h; C>RRESP", want: 4096, got: []int{4096}},
		{name: "wrong ICRC in the middle", trace: read + "badicrc C>RRESP; S>again READ h; C>RRESP", want: 4096, got: []int{4096}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tr := trace.Make(t, tt.trace)
			w := &wanter{want: tt.want}
			d := decode.New(decode.Options{}, w)
			for i := range tr.Frames() {
				f := frameOf(tr, i)
				d.Frame(&f)
			}
			d.Finish()
			if len(w.fronts) != len(tt.got) {
				t.Fatalf("got %d operations, want %d", len(w.fronts), len(tt.got))
			}
			for i, b := range w.fronts {
				if len(b) != tt.got[i] {
					t.Errorf("operation %d: got %d bytes, want %d", i, len(b), tt.got[i])
				}
			}
		})
	}
}
