package trace

import "encoding/binary"

// A stream is an RPC message under construction, which knows where the items
// stand that a chunk can carry, and leaves them out where one does.
type stream struct {
	b       []byte
	gone    int   // bytes of items left out so far, their pad included
	items   []int // where each item begins, in the unreduced stream
	reduce  bool  // leave the items out
	lengths []int // of the items, in bytes
	sizes   []int // lengths of the items in order; where it ends, the default
	keepPad bool  // leave the pad of a reduced item in
	padByte byte  // what pads are made of
}

func (s *stream) u32(v ...uint32) {
	for _, x := range v {
		s.b = binary.BigEndian.AppendUint32(s.b, x)
	}
}

func (s *stream) u64(v uint64) { s.b = binary.BigEndian.AppendUint64(s.b, v) }

// fixed is opaque data of fixed length, padded.
func (s *stream) fixed(b []byte) {
	s.b = append(s.b, b...)
	s.pad(len(b))
}

// opaque is variable-length opaque data or a string.
func (s *stream) opaque(b []byte) {
	s.u32(uint32(len(b)))
	s.fixed(b)
}

func (s *stream) pad(n int) {
	for range -n & 3 {
		s.b = append(s.b, s.padByte)
	}
}

// offset is the current position in the unreduced stream.
func (s *stream) offset() int { return len(s.b) + s.gone }

// size is the length that the next item was told to have, or def.
func (s *stream) size(def int) int {
	if n := len(s.items); n < len(s.sizes) && s.sizes[n] >= 0 {
		return s.sizes[n]
	}
	return def
}

// item is a DDP-eligible opaque of n bytes: its count word always stays.
func (s *stream) item(n int) {
	s.u32(uint32(n))
	s.bare(n)
}

// bare is an item without a count word. Inline data ends where the message
// reaches maxMessage.
func (s *stream) bare(n int) {
	s.items, s.lengths = append(s.items, s.offset()), append(s.lengths, n)
	if !s.reduce {
		n = min(n, max(0, maxMessage-len(s.b)))
		s.b = appendPattern(s.b, n)
		s.pad(n)
		return
	}
	s.gone += n
	if s.keepPad {
		s.pad(n)
		return
	}
	s.gone += -n & 3
}

// appendPattern appends n bytes of the data that fills items and memory.
func appendPattern(b []byte, n int) []byte {
	for i := range n {
		b = append(b, byte(i))
	}
	return b
}
