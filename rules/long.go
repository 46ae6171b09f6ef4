package rules

import (
	"slices"
	"unsafe"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// maxFront is the number of bytes that are kept of the RPC message of a Long
// Message: room for the largest RPC header (RFC 5531) and some arguments.
const maxFront = 2048

// A longMessage is the front of an RPC message that travels in a Position Zero
// Read chunk or in a Reply chunk.
type longMessage struct {
	data []byte
	have []bool // which of the bytes in data were captured
	at   int    // frame that the first byte was moved in
}

// add takes a piece, moved in frame, at its offset in the RPC message.
func (l *longMessage) add(at uint64, piece []byte, frame int) {
	if at >= maxFront {
		return
	}
	if at == 0 {
		l.at = frame
	}
	piece = piece[:min(len(piece), maxFront-int(at))]
	if need := int(at) + len(piece); need > len(l.data) {
		l.data = append(l.data, make([]byte, need-len(l.data))...)
		l.have = append(l.have, make([]bool, need-len(l.have))...)
	}
	copy(l.data[at:], piece)
	for i := range piece {
		l.have[int(at)+i] = true
	}
}

// front is what is known of the message from its first byte on.
func (l *longMessage) front() []byte {
	if l == nil {
		return nil
	}
	if i := slices.Index(l.have, false); i >= 0 {
		return l.data[:i]
	}
	return l.data
}

// Wanted asks for the fronts of Long Messages.
func (e *Engine) Wanted(dc *decode.Conn, ev *decode.Event) int {
	c, ok := dc.User.(*Conn)
	if !ok || c.crashed() {
		return 0
	}
	m := c.place(ev, ev.Side)
	if m.Fit != FitInside || !m.Segment.long() {
		return 0
	}
	at := m.Segment.offset(ev.VA)
	if at >= maxFront {
		return 0
	}
	return int(min(maxFront-at, uint64(ev.DMALen)))
}

// long reports whether the segment holds a whole RPC message, or part of it.
func (s *Segment) long() bool {
	return s.List == ReplyChunk || s.List == ReadList && s.Position == 0
}

// offset is the place of the address va in the RPC message that the segment
// holds a part of.
func (s *Segment) offset(va uint64) uint64 {
	at := va - s.Offset
	for i := range s.Txn.Segments {
		if o := &s.Txn.Segments[i]; o.List == s.List && o.Position == s.Position && o.Index < s.Index {
			at += uint64(o.Length)
		}
	}
	return at
}

// piece takes the captured part of a Long Message that e moved, to or from
// the address va in s.
func (c *Conn) piece(s *Segment, e *decode.Event, va uint64) {
	if len(e.Front) == 0 || !s.long() {
		return
	}
	l := &s.Txn.longCall
	if s.List == ReplyChunk {
		l = &s.Txn.longReply
	}
	if *l == nil {
		*l = &longMessage{}
		c.grow(s.Txn, costFront)
	}
	(*l).add(s.offset(va), e.Front, e.FrontFrame)
}

// longReplyOf puts the RPC message of a Long Reply into m.
func (m *Message) longReplyOf(t *Transaction) {
	if m.Header.Proc == rfc8166.NoMsg && m.HeaderErr == nil && m.Role == RoleReply {
		m.long(t.longReply, m.Header.Reply.Length())
	}
}

// maxLong is the length, in bytes, up to which a Long Message is taken as one.
const maxLong = 1 << 31

// long puts into m the RPC message of n bytes of which l is the front, where
// something is known of it.
func (m *Message) long(l *longMessage, n uint64) {
	front := l.front()
	if front = front[:min(uint64(len(front)), n)]; len(front) == 0 || n > maxLong {
		return
	}
	m.DecodeLong(front, int(n))
	m.LongAt = l.at
}

// A deferred is a Long Call whose RPC message is being put together.
type deferred struct {
	message decode.Message
	event   decode.Event
	m       Message
}

// later keeps a Long Call until its RPC message is known.
func (c *Conn) later(m *Message) {
	d := &deferred{message: *m.Message, event: *m.Event, m: *m}
	d.message.Header.Reads = slices.Clone(m.Header.Reads)
	d.message.Header.Writes = nil
	for _, w := range m.Header.Writes {
		d.message.Header.Writes = append(d.message.Header.Writes, slices.Clone(w))
	}
	d.message.Header.Reply = slices.Clone(m.Header.Reply)
	d.message.Data = slices.Clone(m.Data)
	d.m.Message, d.m.Event, d.m.Args = &d.message, &d.event, nil
	m.Txn.deferred = d
	c.grow(m.Txn, d.size())
	c.back.wait(m.Txn)
}

// size is about what keeping d costs, in bytes.
func (d *deferred) size() int {
	h := &d.message.Header
	n := int(unsafe.Sizeof(*d)) + len(d.message.Data) + bytesOf(h.Reads) + bytesOf(h.Reply)
	for _, w := range h.Writes {
		n += bytesOf(w) + int(unsafe.Sizeof(w))
	}
	return n
}

// contents runs the rules about the RPC message of a Long Call, with what is
// known of it.
func (e *Engine) contents(c *Conn, t *Transaction) {
	d := t.deferred
	if d == nil {
		return
	}
	t.deferred = nil
	c.grow(t, -d.size())
	if d.m.long(t.longCall, d.message.Header.PositionZero().Length()); d.m.Long != nil {
		e.arguments(&d.m)
		c.compound.note(&d.m)
		t.learn(&d.m)
		switch {
		case t.Defect != NoDefect:
		case d.m.RPC.Has(rpc.FieldType) && d.m.RPC.Type != rpc.Call:
			t.Defect = DefectType
		default:
			t.Defect = d.m.xidDefect()
		}
	}
	c.back.announce(&d.m)
	e.facts, e.subject = c.factsOfMessage(&d.m), t
	e.judge(c.pair.terms.byUnit[PerMessage], c, c.now, func(a *active) Outcome {
		if !a.Contents {
			return NotApplicable
		}
		return a.Message(c, &d.m)
	})
}

// isLongCall reports whether the RPC message of m travels in a Position Zero
// Read chunk.
func (m *Message) isLongCall() bool {
	return m.Role == RoleCall && m.Header.Proc == rfc8166.NoMsg && m.Match == MatchNone && m.Txn != nil && len(m.Txn.Segments) > 0
}

// longHidden is the guard that fails when the Responder may have read of a Long
// Call what the ledger has not.
func (c *Conn) longHidden(t *Transaction) Guard {
	responder := t.requester.Other()
	switch {
	case t.Header.Proc != rfc8166.NoMsg || len(t.longCall.front()) >= minPayload:
		return 0
	case len(t.Pulls) > 0:
		return NotWhole
	case c.gaps[responder] != t.gapsAt[responder]:
		return gapGuard(responder)
	}
	return 0
}
