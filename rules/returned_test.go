package rules

import (
	"testing"

	"rpcrdma-lint/rfc8166"
)

func TestChanged(t *testing.T) {
	a, b := rfc8166.Segment{Handle: 1, Length: 100, Offset: 4096}, rfc8166.Segment{Handle: 2, Length: 50, Offset: 8192}
	short, long, moved, other := a, a, a, a
	short.Length, long.Length, moved.Offset, other.Handle = 0, 101, 4097, 3
	for _, tt := range []struct {
		name  string
		got   rfc8166.Chunk
		index int
		want  change
	}{
		{"the same", rfc8166.Chunk{a, b}, 0, unchanged},
		{"unused", rfc8166.Chunk{short, b}, 0, unchanged},
		{"fewer", rfc8166.Chunk{a}, 0, unchanged},
		{"none", nil, 0, unchanged},
		{"longer", rfc8166.Chunk{long, b}, 0, tooLong},
		{"another offset", rfc8166.Chunk{moved, b}, 0, otherMemory},
		{"another handle", rfc8166.Chunk{other, b}, 0, otherMemory},
		{"swapped", rfc8166.Chunk{b, a}, 0, otherMemory},
		{"second longer", rfc8166.Chunk{a, {Handle: 2, Length: 51, Offset: 8192}}, 1, tooLong},
		{"one more", rfc8166.Chunk{a, b, short}, 2, additional},
	} {
		offer := []Segment{{Segment: a}, {Segment: b}}
		if i, how := changed(offer, tt.got); i != tt.index || how != tt.want {
			t.Errorf("%s: segment %d, %d, want %d, %d", tt.name, i, how, tt.index, tt.want)
		}
	}
}

func TestWritten(t *testing.T) {
	for _, tt := range []struct {
		moved          []Range
		n              uint64
		have, from, to uint64
	}{
		{nil, 100, 0, 0, 100},
		{[]Range{{0, 40}}, 100, 40, 40, 100},
		{[]Range{{60, 100}}, 100, 40, 0, 60},
		{[]Range{{0, 40}, {60, 200}}, 100, 80, 40, 60},
		{[]Range{{0, 40}, {50, 60}, {70, 80}}, 100, 60, 40, 50},
		{[]Range{{0, 40}, {150, 160}}, 100, 40, 40, 100},
	} {
		s := Segment{Moved: tt.moved}
		if have, from, to := s.written(tt.n); have != tt.have || from != tt.from || to != tt.to {
			t.Errorf("%v of %d bytes: %d written, %d to %d missing, want %d, %d to %d", tt.moved, tt.n, have, from, to, tt.have, tt.from, tt.to)
		}
	}
}
