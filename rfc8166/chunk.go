package rfc8166

import (
	"cmp"
	"iter"
	"slices"
)

// A Segment is an RDMA segment (RFC 8166 §3.4.4): memory that its owner offers to the peer.
//
//	+----------+----------+---------------------+
//	|  handle  |  length  |       offset        |
//	+----------+----------+---------------------+
type Segment struct {
	Handle uint32 // the R_Key
	Length uint32 // in bytes
	Offset uint64 // virtual address of the first byte
}

// A ReadSegment is an element of the Read list (RFC 8166 §3.4.5): a segment and where its bytes belong.
type ReadSegment struct {
	Position uint32 // in bytes from the start of the unreduced Payload stream, the XID being at 0
	Segment
}

// A Chunk is a Write chunk or the Reply chunk: segments filled in order (RFC 8166 §3.4.6).
type Chunk []Segment

// Length is the sum of the segments' lengths, in bytes. It can exceed 32 bits.
func (c Chunk) Length() uint64 {
	var sum uint64
	for i := range c {
		sum += uint64(c[i].Length)
	}
	return sum
}

// A ReadChunk is the read segments of one Position in list order (RFC 8166 §3.4.5).
type ReadChunk []ReadSegment

// Position is where the chunk's bytes belong, as in [ReadSegment]. The chunk must have a segment.
func (c ReadChunk) Position() uint32 { return c[0].Position }

// Length is the sum of the segments' lengths, in bytes. It can exceed 32 bits.
func (c ReadChunk) Length() uint64 {
	var sum uint64
	for i := range c {
		sum += uint64(c[i].Length)
	}
	return sum
}

// ReadChunks yields the Read list's chunks in ascending order of Position.
//
// The chunks are parts of h.Reads. Only where a list isn't sorted by Position, which the RFC doesn't ask for but
// senders do, are they parts of a sorted copy.
func (h *Header) ReadChunks() iter.Seq[ReadChunk] {
	return func(yield func(ReadChunk) bool) {
		for list := h.sortedReads(); len(list) > 0; {
			n := 1
			for n < len(list) && list[n].Position == list[0].Position {
				n++
			}
			if !yield(list[:n:n]) {
				return
			}
			list = list[n:]
		}
	}
}

// PositionZero is the Position Zero chunk (RFC 8166 §3.5.3), which holds a whole Payload stream. It is empty where the
// Read list has none.
func (h *Header) PositionZero() ReadChunk {
	for c := range h.ReadChunks() {
		if c.Position() == 0 {
			return c
		}
		break
	}
	return nil
}

// HasPositionZero tells whether a segment of the Read list has Position 0.
func (h *Header) HasPositionZero() bool {
	return slices.ContainsFunc(h.Reads, func(s ReadSegment) bool { return s.Position == 0 })
}

// sortedReads is the Read list in ascending order of Position, segments of one Position in list order. Sorting, and not
// searching the list for each Position, keeps hostile lists of many Positions cheap.
func (h *Header) sortedReads() ReadChunk {
	byPosition := func(a, b ReadSegment) int { return cmp.Compare(a.Position, b.Position) }
	if slices.IsSortedFunc(h.Reads, byPosition) {
		return h.Reads
	}
	list := slices.Clone(h.Reads)
	slices.SortStableFunc(list, byPosition)
	return list
}
