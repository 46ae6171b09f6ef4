package rules

import "slices"

// equal reports whether two Calls ask for the same with lists of the same
// sizes: what was done about one would be done about the other. It is false
// where not all of both was captured.
func (t *Transaction) equal(o *Transaction) bool {
	return t.whole && o.whole && t.digest == o.digest && t.HasLists && o.HasLists && t.sameShape(o)
}

// sameShape reports whether the lists of two Calls differ in nothing but the
// handles and offsets of their segments, which are another registration.
func (t *Transaction) sameShape(o *Transaction) bool {
	return t.HasReply == o.HasReply && slices.Equal(t.Chunks, o.Chunks) &&
		slices.EqualFunc(t.Segments, o.Segments, func(a, b Segment) bool {
			return a.List == b.List && a.Position == b.Position && a.Length == b.Length
		})
}

// replyRoom is the number of bytes that the Reply chunk offers.
func (t *Transaction) replyRoom() uint64 {
	n := uint64(0)
	for i := range t.Segments {
		if s := &t.Segments[i]; s.List == ReplyChunk {
			n += uint64(s.Length)
		}
	}
	return n
}
