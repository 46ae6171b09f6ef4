package rfc8166_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/rfc8166"
)

// read is a read segment whose handle tells it from others.
func read(position, handle, length uint32) rfc8166.ReadSegment {
	return rfc8166.ReadSegment{Position: position, Segment: rfc8166.Segment{Handle: handle, Length: length}}
}

func TestChunkLength(t *testing.T) {
	c := rfc8166.Chunk{{Length: 1<<32 - 1}, {Length: 0}, {Length: 1<<32 - 1}, {Length: 2}}
	if got, want := c.Length(), uint64(1<<33); got != want {
		t.Errorf("Length = %d, want %d", got, want)
	}
	r := rfc8166.ReadChunk{read(8, 1, 1<<32-1), read(8, 2, 3)}
	if got, want := r.Length(), uint64(1<<32+2); got != want {
		t.Errorf("Length of a Read chunk = %d, want %d", got, want)
	}
}

func TestReadChunks(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   []rfc8166.ReadSegment
		want []rfc8166.ReadChunk
		zero rfc8166.ReadChunk
	}{
		{name: "empty"},
		{
			name: "one", in: []rfc8166.ReadSegment{read(40, 1, 5)},
			want: []rfc8166.ReadChunk{{read(40, 1, 5)}},
		},
		{
			name: "position zero and one more",
			in:   []rfc8166.ReadSegment{read(0, 1, 5), read(0, 2, 6), read(40, 3, 7)},
			want: []rfc8166.ReadChunk{{read(0, 1, 5), read(0, 2, 6)}, {read(40, 3, 7)}},
			zero: rfc8166.ReadChunk{read(0, 1, 5), read(0, 2, 6)},
		},
		{
			name: "scattered",
			in:   []rfc8166.ReadSegment{read(40, 9, 1), read(8, 8, 1), read(40, 7, 1), read(0, 6, 1), read(8, 5, 1), read(0, 4, 1)},
			want: []rfc8166.ReadChunk{{read(0, 6, 1), read(0, 4, 1)}, {read(8, 8, 1), read(8, 5, 1)}, {read(40, 9, 1), read(40, 7, 1)}},
			zero: rfc8166.ReadChunk{read(0, 6, 1), read(0, 4, 1)},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := rfc8166.Header{Reads: slices.Clone(tt.in)}
			if diff := cmp.Diff(tt.want, slices.Collect(h.ReadChunks()), sameHeader...); diff != "" {
				t.Errorf("ReadChunks (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.zero, h.PositionZero(), sameHeader...); diff != "" {
				t.Errorf("PositionZero (-want +got):\n%s", diff)
			}
			if got, want := h.HasPositionZero(), len(tt.zero) > 0; got != want {
				t.Errorf("HasPositionZero = %v, want %v", got, want)
			}
			if !slices.Equal(h.Reads, tt.in) {
				t.Errorf("the list was changed to %v", h.Reads)
			}
		})
	}
}

func TestReadChunksStops(t *testing.T) {
	h := rfc8166.Header{Reads: []rfc8166.ReadSegment{read(0, 1, 5), read(8, 2, 6), read(40, 3, 7)}}
	var seen []uint32
	for c := range h.ReadChunks() {
		if seen = append(seen, c.Position()); len(seen) == 2 {
			break
		}
	}
	if !slices.Equal(seen, []uint32{0, 8}) {
		t.Errorf("positions = %v, want [0 8]", seen)
	}
}
