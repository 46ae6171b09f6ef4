package rfc8166

import "encoding/binary"

// Append encodes h behind b. It is the inverse of Decode: what Append made of a header decodes to that header, and of a
// header that Decode took without error, it makes the same bytes again.
//
// Nothing is corrected: a wrong version, rdma_proc or rdma_err is written as it stands, followed by what Decode would
// look for. Fixed, Have and Len are not looked at.
func (h *Header) Append(b []byte) []byte {
	b = appendWords(b, h.XID, h.Version, h.Credit, uint32(h.Proc))
	switch {
	case h.Proc == Error:
		b = appendWords(b, uint32(h.Err))
		if h.Err == ErrVers {
			b = appendWords(b, h.VersLow, h.VersHigh)
		}
	case h.Version != Version1:
	case h.Proc == MsgP:
		b = h.appendLists(appendWords(b, h.Align, h.Thresh))
	case h.Proc == Msg, h.Proc == NoMsg:
		b = h.appendLists(b)
	}
	return b
}

func (h *Header) appendLists(b []byte) []byte {
	for i := range h.Reads {
		b = appendWords(b, 1, h.Reads[i].Position)
		b = h.Reads[i].Segment.append(b)
	}
	b = appendWords(b, 0)
	for _, c := range h.Writes {
		b = c.append(appendWords(b, 1))
	}
	b = appendWords(b, 0)
	if h.HasReply {
		return h.Reply.append(appendWords(b, 1))
	}
	return appendWords(b, 0)
}

func (c Chunk) append(b []byte) []byte {
	b = appendWords(b, uint32(len(c)))
	for i := range c {
		b = c[i].append(b)
	}
	return b
}

func (s Segment) append(b []byte) []byte {
	b = appendWords(b, s.Handle, s.Length)
	return binary.BigEndian.AppendUint64(b, s.Offset)
}

func appendWords(b []byte, words ...uint32) []byte {
	for _, w := range words {
		b = binary.BigEndian.AppendUint32(b, w)
	}
	return b
}
