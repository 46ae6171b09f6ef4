package rfc8166

import "encoding/binary"

// Decode reads a header off the front of b. It fills h again on each call and reuses its slices. When it fails, h
// holds what came before the failure.
//
// Total is the length in bytes of the message on the wire; b may be a shorter prefix of it, as captured. Bytes of b
// beyond total are not looked at. Bytes behind the header are no error: h.Len tells where they begin.
//
// The error is a [*ShortError] where the captured bytes don't suffice, and a [*DecodeError] where the message itself
// can't be decoded. Values are not judged: any version, credit, rdma_proc and rdma_err is kept. Of a version other than
// 1 only what all versions share is decoded, the fixed words and the ERR_VERS body (RFC 8166 §7); of an rdma_proc that
// version 1 doesn't know, only the fixed words.
func (h *Header) Decode(b []byte, total int) error {
	total = max(total, 0)
	c := cursor{buf: b[:min(len(b), total)], total: total}
	*h = Header{Reads: h.Reads[:0], Writes: h.Writes[:0], segments: h.segments[:0]}
	if h.short(c.buf) {
		return nil
	}
	if h.fixed(&c); c.err == nil {
		h.body(&c)
	}
	h.Len = c.off
	return c.err
}

// short takes the header that most messages have, without a chunk: all three lists are empty. It reports whether b
// begins with one.
func (h *Header) short(b []byte) bool {
	const shortLen = fixedLen + 3*wordLen
	if len(b) < shortLen || binary.BigEndian.Uint32(b[wordLen:]) != Version1 ||
		binary.BigEndian.Uint32(b[3*wordLen:]) > uint32(NoMsg) ||
		binary.BigEndian.Uint64(b[fixedLen:])|uint64(binary.BigEndian.Uint32(b[fixedLen+2*wordLen:])) != 0 {
		return false
	}
	h.XID, h.Version = binary.BigEndian.Uint32(b), Version1
	h.Credit, h.Proc = binary.BigEndian.Uint32(b[2*wordLen:]), Proc(binary.BigEndian.Uint32(b[3*wordLen:]))
	h.Fixed, h.Have, h.Len = 4, HaveLists, shortLen
	return true
}

var fixedNames = [4]string{"rdma_xid", "rdma_vers", "rdma_credit", "rdma_proc"}

func (h *Header) fixed(c *cursor) {
	words := [4]*uint32{&h.XID, &h.Version, &h.Credit, (*uint32)(&h.Proc)}
	for i, w := range words {
		*w = c.word(PartFixed, fixedNames[i])
		if c.err != nil {
			return
		}
		h.Fixed++
	}
}

func (h *Header) body(c *cursor) {
	switch {
	case h.Proc == Error:
		h.errorBody(c)
	case h.Version != Version1:
	case h.Proc == Msg, h.Proc == NoMsg:
		h.lists(c)
	case h.Proc == MsgP:
		h.Align = c.word(PartMsgp, "rdma_align")
		h.Thresh = c.word(PartMsgp, "rdma_thresh")
		if c.err == nil {
			h.Have |= HaveMsgp
			h.lists(c)
		}
	}
}

func (h *Header) errorBody(c *cursor) {
	h.Err = ErrCode(c.word(PartError, "rdma_err"))
	if c.err != nil {
		return
	}
	h.Have |= HaveErr
	if h.Err != ErrVers {
		return
	}
	h.VersLow = c.word(PartError, "rdma_vers_low")
	h.VersHigh = c.word(PartError, "rdma_vers_high")
	if c.err == nil {
		h.Have |= HaveRange
	}
}

func (h *Header) lists(c *cursor) {
	if h.readList(c); c.err != nil {
		return
	}
	h.Have |= HaveReads
	if h.writeList(c); c.err != nil {
		return
	}
	h.Have |= HaveWrites
	if h.HasReply = c.present(PartReply); h.HasReply {
		h.Reply = h.chunk(c, PartReply)
	}
	if c.err == nil {
		h.Have |= HaveReply
	}
}

func (h *Header) readList(c *cursor) {
	for c.present(PartReads) {
		b := c.item(readSegmentLen, PartReads, "a read segment")
		if b == nil {
			return
		}
		h.Reads = append(h.Reads, ReadSegment{Position: binary.BigEndian.Uint32(b), Segment: segmentOf(b[wordLen:])})
	}
}

func (h *Header) writeList(c *cursor) {
	for c.present(PartWrites) {
		chunk := h.chunk(c, PartWrites)
		if c.err != nil {
			return
		}
		h.Writes = append(h.Writes, chunk)
	}
}

// chunk reads a Write chunk, of which a Reply chunk is one. All its segments must be there: room is made only for
// captured ones, never on the word of the count.
func (h *Header) chunk(c *cursor, part string) Chunk {
	n := c.count(part)
	b := c.item(n*segmentLen, part, "the segments")
	if c.err != nil {
		return nil
	}
	start := len(h.segments)
	for ; len(b) > 0; b = b[segmentLen:] {
		h.segments = append(h.segments, segmentOf(b))
	}
	// A chunk read before the slice had to grow stays in the old one, which nothing writes to again.
	return Chunk(h.segments[start:len(h.segments):len(h.segments)])
}
