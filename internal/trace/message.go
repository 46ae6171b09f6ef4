package trace

import (
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strings"
)

// Values of rdma_proc (RFC 8166 §4.2).
const (
	rdmaMsg   = 0
	rdmaNoMsg = 1
	rdmaMsgP  = 2
	rdmaDone  = 3
	rdmaError = 4
)

// defaultCredits is rdma_credit where cr= is absent.
const defaultCredits = 32

// maxMessage bounds every length that the notation can ask for, in bytes.
const maxMessage = 16 << 20

// A message is an RPC-over-RDMA message: the bytes of one Send, and what the
// rest of the trace must know of it.
type message struct {
	xid    uint32
	hasXID bool
	send   []byte
	rpc    []byte // the RPC message, which for RDMA_NOMSG is not in send
	reads  []readSegment
	reply  *chunk
	call   *call // nil for what is no Call
}

// header is an RPC-over-RDMA header to be encoded.
type header struct {
	xid, version, credit, proc uint32
	reads                      []readSegment
	writes                     []chunk
	reply                      *chunk
	lists                      []byte // in place of the three lists
}

func (h *header) fixed() []byte {
	var s stream
	s.u32(h.xid, h.version, h.credit, h.proc)
	return s.b
}

func (h *header) appendLists(b []byte) []byte {
	if h.lists != nil {
		return append(b, h.lists...)
	}
	s := stream{b: b}
	for _, r := range h.reads {
		s.u32(1, r.position)
		s.segment(r.segment)
	}
	s.u32(0)
	for _, c := range h.writes {
		s.u32(1)
		s.chunk(c)
	}
	s.u32(0)
	if h.reply == nil {
		s.u32(0)
		return s.b
	}
	s.u32(1)
	s.chunk(*h.reply)
	return s.b
}

func (s *stream) segment(g segment) {
	s.u32(g.handle, g.length)
	s.u64(g.offset)
}

func (s *stream) chunk(c chunk) {
	s.u32(c.count)
	for _, g := range c.segments {
		s.segment(g)
	}
}

// compose builds the message of a statement.
func (b *builder) compose(st *statement, a *args) *message {
	m := &message{}
	b.transaction(st, a, m)
	h := &header{
		xid:     a.u32("hdr", m.xid),
		version: 1,
		credit:  a.u32("cr", defaultCredits),
		proc:    map[string]uint32{"NOMSG": rdmaNoMsg, "MSGP": rdmaMsgP, "DONE": rdmaDone, "ERR": rdmaError}[st.verb],
	}
	if !m.hasXID {
		m.xid, m.hasXID = h.xid, true
	}
	h.proc = a.u32("proc", h.proc)
	switch h.proc {
	case rdmaError:
		b.composeError(st, a, m, h)
	case rdmaDone:
		h.version = a.u32("vers", 1)
		m.send = h.fixed()
	default:
		b.composeRPC(st, a, m, h)
	}
	b.override(a, m)
	return m
}

// transaction reads the XID.
func (b *builder) transaction(st *statement, a *args, m *message) {
	x, ok := a.word(func(s string) bool { return s == "fresh" || isXID(s) })
	switch {
	case !ok:
		return
	case x.key == "fresh":
		if st.verb == "CALL" {
			b.fresh++
		}
		m.xid = freshXID + b.fresh
	default:
		m.xid, _ = XID(x.key)
	}
	m.hasXID = true
}

func (b *builder) composeError(st *statement, a *args, m *message, h *header) {
	if c := b.callOf(st, m.xid); c != nil {
		h.version = c.version
	}
	h.version = a.u32("vers", h.version)
	s := stream{b: h.fixed()}
	code := a.u32("code", 2)
	switch x := a.find('(', "VERS"); {
	case x != nil:
		s.u32(1)
		s.pair(a, x)
	case a.flag("VERS"):
		s.u32(1, 1, 1)
	default:
		a.flag("CHUNK")
		s.u32(code)
	}
	m.send = s.b
}

// composeRPC builds the messages that carry lists and an RPC message.
func (b *builder) composeRPC(st *statement, a *args, m *message, h *header) {
	h.version = a.u32("vers", 1)
	reverse := st.side == Server
	isCall := st.verb == "CALL"
	if st.verb != "CALL" && st.verb != "REPLY" {
		isCall = (st.side == Client) != (m.xid>>24 == ReverseXID>>24)
		isCall = a.flag("call") || (isCall && !a.flag("reply"))
	}
	h.reads = a.reads()
	h.writes, _ = a.writes()
	h.reply = a.reply()
	if raw, ok := a.hex("list"); ok {
		h.lists = raw
	}
	prefix := h.fixed()
	if h.proc == rdmaMsgP {
		prefix = append(prefix, 0, 0, 0, 0, 0, 0, 0, 0) // rdma_align, rdma_thresh
	}
	target := -1 // length of the RPC message
	if n := a.size("len"); n >= 0 {
		target = max(0, n-len(h.appendLists(slices.Clone(prefix))))
	}
	switch {
	case h.proc != rdmaNoMsg:
	case isCall:
		target = positionZero(h.reads)
	case h.reply != nil && h.reply.total() <= maxMessage:
		target = h.reply.total()
	}
	body := &rpcBody{statement: st, args: a, xid: a.u32("rpc", m.xid), header: h, target: target}
	if isCall {
		body.prepareCall(b, m, reverse)
	} else {
		body.prepareReply(b, m)
	}
	m.rpc = body.build()
	if m.call != nil && m.call.count < 0 && m.call.name == "WRITE" && len(body.lengths) > 0 {
		m.call.count = body.lengths[0] // the Reply repeats it
	}
	for i := range h.reads {
		h.reads[i].resolve(a, body.items, body.end)
	}
	m.reads, m.reply = h.reads, h.reply
	m.send = h.appendLists(prefix)
	if h.proc != rdmaNoMsg {
		m.send = append(m.send, m.rpc...)
	}
}

// positionZero is the length of the Position Zero chunk, -1 where there is none.
func positionZero(reads []readSegment) int {
	n, found := 0, false
	for _, r := range reads {
		if r.position == 0 && r.mark == "" {
			n, found = n+int(r.length), true
		}
	}
	if !found || n > maxMessage {
		return -1
	}
	return n
}

// resolve finds the Position behind a mark such as p, p2 or p+4.
func (r *readSegment) resolve(a *args, items []int, end int) {
	if r.mark == "" {
		return
	}
	text, delta := strings.TrimPrefix(r.mark, "p"), 0
	if i := strings.IndexAny(text, "+-"); i >= 0 {
		n, err := number(text[i+1:])
		if err != nil || n > maxMessage {
			a.fail(a.at, "%q is not a position", r.mark)
		}
		delta = int(n)
		if text[i] == '-' {
			delta = -delta
		}
		text = text[:i]
	}
	index := uint64(1)
	if text != "" {
		var err error
		if index, err = number(text); err != nil || index == 0 {
			a.fail(a.at, "%q is not a position", r.mark)
			return
		}
	}
	position := end
	if index <= uint64(len(items)) {
		position = items[index-1]
	}
	r.position = uint32(position + delta)
}

// override applies what spoils a message on purpose, in this order: raw=,
// trail=, poke=, cut=.
func (b *builder) override(a *args, m *message) {
	if raw, ok := a.hex("raw"); ok {
		m.send = raw
	}
	if n := a.size("trail"); n > 0 {
		m.send = appendPattern(m.send, n)
	}
	for x := a.find('=', "poke"); x != nil; x = a.find('=', "poke") {
		at, text, _ := strings.Cut(x.val, ":")
		off, err := number(at)
		raw, err2 := hex.DecodeString(text)
		if err != nil || err2 != nil || off > uint64(len(m.send)) || len(raw) > len(m.send)-int(off) {
			a.fail(x.at, "poke=%s does not fit a message of %d bytes", x.val, len(m.send))
			continue
		}
		copy(m.send[off:], raw)
	}
	if n := a.size("cut"); n >= 0 {
		m.send = m.send[:min(n, len(m.send))]
	}
}

// appendMark appends the record mark of RPC over TCP, which does not belong here.
func appendMark(b []byte, n int) []byte { return binary.BigEndian.AppendUint32(b, 1<<31|uint32(n)) }
