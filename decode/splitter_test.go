package decode

import (
	"testing"

	"rpcrdma-lint/decode/roce"
)

// A panic before the frames come to a Decoder costs one of them, and is told.
func TestSplitterPanics(t *testing.T) {
	defer func(sound func(uint16, []byte, int, *roce.Packet) roce.Kind) { splitFrame = sound }(splitFrame)
	splits := 0
	splitFrame = func(link uint16, data []byte, length int, p *roce.Packet) roce.Kind {
		if splits++; splits == 2 {
			panic("fragile")
		}
		return roce.TCP
	}
	var s Splitter
	var kept []int
	for n := 1; n <= 3; n++ {
		h := Headers{lane: 1} // of an earlier frame
		s.Split(&Frame{Number: n}, &h)
		if _, ok := h.Lane(); ok {
			kept = append(kept, n)
		}
	}
	if len(kept) != 2 || kept[0] != 1 || kept[1] != 3 {
		t.Errorf("frames %v are kept, want 1 and 3", kept)
	}
	d := New(Options{}, nil)
	d.AddSplitter(&s)
	if got := d.Crashes(); len(got) != 1 || got[0].Frame != 2 || got[0].In != "decoding" || got[0].Reason != "fragile" {
		t.Errorf("got %+v, want one at frame 2", got)
	}
}
