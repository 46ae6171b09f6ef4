package rfc8166

import (
	"encoding/binary"
	"fmt"
)

// Bytes of the elements of a header (RFC 8166 §4.1).
const (
	wordLen        = 4
	fixedLen       = 4 * wordLen
	segmentLen     = 16 // handle, length, offset
	readSegmentLen = wordLen + segmentLen
)

// A cursor takes items off the front of a message. The first item that doesn't fit sets err, and every later one is
// zero.
type cursor struct {
	buf   []byte // what was captured
	total int    // how long the message was
	off   int
	err   error
}

// item is the next n bytes, which belong to part. The message's true end is looked at before the captured end: what
// the one forbids, the other can't excuse.
func (c *cursor) item(n int, part, what string) []byte {
	if c.err == nil && n <= len(c.buf)-c.off {
		b := c.buf[c.off : c.off+n]
		c.off += n
		return b
	}
	c.fail(n, part, what)
	return nil
}

// fail sets err, unless there is one, for an item of n bytes that isn't there.
func (c *cursor) fail(n int, part, what string) {
	switch {
	case c.err != nil:
	case n > c.total-c.off:
		c.malformed(part, fmt.Sprintf("message ends before %s: %d bytes left, want %d", what, c.total-c.off, n))
	default:
		c.err = &ShortError{Offset: c.off, Want: n, Have: len(c.buf) - c.off, List: part}
	}
}

// malformed sets err for what begins at the cursor.
func (c *cursor) malformed(part, reason string) {
	c.err = &DecodeError{Offset: c.off, List: part, Reason: reason}
}

func (c *cursor) word(part, what string) uint32 {
	if b := c.item(wordLen, part, what); b != nil {
		return binary.BigEndian.Uint32(b)
	}
	return 0
}

// present is a list or optional discriminator, an XDR boolean. Any other value is an error: what follows it would be a
// guess (RFC 8166 §4.1.2).
func (c *cursor) present(part string) bool {
	v := c.word(part, "its discriminator")
	if v > 1 {
		c.off -= wordLen
		c.malformed(part, fmt.Sprintf("discriminator %d, want 0 or 1", v))
	}
	return v == 1 && c.err == nil
}

// count is the segment count of a chunk. It is an error where the message could not hold that many.
func (c *cursor) count(part string) int {
	v := c.word(part, "a segment count")
	if c.err != nil {
		return 0
	}
	if left := c.total - c.off; uint64(v) > uint64(left/segmentLen) {
		c.off -= wordLen
		c.malformed(part, fmt.Sprintf("segment count %d needs %d bytes, %d are left", v, uint64(v)*segmentLen, left))
		return 0
	}
	return int(v)
}

func segmentOf(b []byte) Segment {
	return Segment{
		Handle: binary.BigEndian.Uint32(b),
		Length: binary.BigEndian.Uint32(b[4:]),
		Offset: binary.BigEndian.Uint64(b[8:]),
	}
}
