package rules

import (
	"math"
	"math/bits"
)

const (
	maxLooked = 1024 // segments of one handle that are looked at for one operation
	maxPlain  = 64   // segments of one handle beyond which they are found by address
)

// A shelf holds the segments that were advertised under one handle. A peer may
// have one handle for all its memory, so that there are thousands.
type shelf struct {
	list  []*Segment // the latest last, with those that were retired
	gone  int        // how many were
	index *index     // nil where there are few
}

// An index finds segments by address. Each stands in the one or two blocks that
// it lies in, of the smallest size that holds it.
type index struct {
	blocks map[block][]*Segment
	levels uint64 // a bit for each size of block there is
}

// A block is the stretch of 1<<level bytes that begins at at<<level.
type block struct {
	level int
	at    uint64
}

// add puts a segment onto the shelf.
func (h *shelf) add(s *Segment) {
	h.list = append(h.list, s)
	switch {
	case h.index != nil:
		h.index.add(s)
	case len(h.list) > maxPlain:
		h.index = &index{blocks: map[block][]*Segment{}}
		for _, s := range h.list {
			h.index.add(s)
		}
	}
}

func (x *index) add(s *Segment) {
	level := bits.Len32(s.Length)
	end := s.Offset + uint64(s.Length) // which an operation on nothing may name
	if end < s.Offset {
		end = math.MaxUint64
	}
	x.levels |= 1 << level
	first, last := block{level, s.Offset >> level}, block{level, end >> level}
	x.blocks[first] = append(x.blocks[first], s)
	if last != first {
		x.blocks[last] = append(x.blocks[last], s)
	}
}

// retire says that one more segment is gone. The shelf is cleared up when half
// of it is.
func (h *shelf) retire() {
	h.gone++
	if 2*h.gone < len(h.list) {
		return
	}
	old := h.list
	*h = shelf{list: old[:0]}
	for _, s := range old {
		if !s.Txn.retired {
			h.add(s)
		}
	}
	clear(old[len(h.list):])
}

// some is how many segments are on the shelf.
func (h *shelf) some() int { return len(h.list) - h.gone }

// latest is the segment that was advertised last, or nil.
func (h *shelf) latest() *Segment {
	for i := len(h.list) - 1; i >= 0; i-- {
		if s := h.list[i]; !s.Txn.retired {
			return s
		}
	}
	return nil
}

// latestOpen is the latest segment of an open Call, or nil, and says whether it
// has looked at enough of them to know.
func (h *shelf) latestOpen() (s *Segment, all bool) {
	for i := len(h.list) - 1; i >= 0; i-- {
		if h.list[i].Txn.open {
			return h.list[i], true
		}
		if len(h.list)-i > maxLooked {
			return nil, false
		}
	}
	return nil, true
}

// holding calls f with segments that hold the address va, and some that don't,
// the latest of each size first, until f has enough. It reports whether these
// were all there are.
func (h *shelf) holding(va uint64, f func(*Segment) (enough bool)) (all bool) {
	if h.index == nil {
		look(h.list, f)
		return true
	}
	all = true
	for left := h.index.levels; left != 0; left &= left - 1 {
		level := bits.TrailingZeros64(left)
		all = look(h.index.blocks[block{level, va >> level}], f) && all
	}
	return all
}

func look(list []*Segment, f func(*Segment) bool) (all bool) {
	for i := len(list) - 1; i >= 0; i-- {
		if s := list[i]; !s.Txn.retired && f(s) {
			return true
		}
		if len(list)-i > maxLooked {
			return false
		}
	}
	return true
}
