package trace

import (
	"encoding/binary"
	"slices"
	"strings"
)

func reth(va uint64, key, length uint32) []byte {
	b := binary.BigEndian.AppendUint64(nil, va)
	b = binary.BigEndian.AppendUint32(b, key)
	return binary.BigEndian.AppendUint32(b, length)
}

// region reads "h [offset length]"; length is def(handle) where it is absent.
func (st *statement) region(def func(uint32) segment) (segment, bool) {
	a := st.args
	any := func(string) bool { return true }
	x, ok := a.word(func(s string) bool { return s != "noack" && s != "imm" })
	if !ok {
		a.fail(st.at, "%s needs a handle", st.verb)
		return segment{}, false
	}
	g := def(a.handle(x.at, x.key))
	isOffset := func(s string) bool { _, err := number(strings.TrimPrefix(s, "@")); return err == nil }
	off, ok := a.word(isOffset)
	if !ok {
		return g, true
	}
	g.offset = a.address(off.at, g.handle, off.key)
	length, ok := a.word(any)
	if !ok {
		a.fail(off.at, "%s needs a length behind the offset", st.verb)
		return g, false
	}
	n, err := number(length.key)
	if err != nil || n > maxMessage {
		a.fail(length.at, "%q is not a length up to %d", length.key, maxMessage)
		return g, false
	}
	g.length = uint32(n)
	return g, true
}

// write sends an RDMA Write.
func (b *builder) write(st *statement, c *conn) {
	g, ok := st.region(func(h uint32) segment { return segment{handle: h, offset: Base(h)} })
	if !ok {
		return
	}
	ops := [4]byte{opWriteOnly, opWriteFirst, opWriteMiddle, opWriteLast}
	var tail []byte
	if v, ok := st.args.immediate(); ok {
		ops[0], ops[3] = opWriteOnlyImm, opWriteLastImm
		tail = v
	}
	data := b.written(st, c, g)
	r := c.ends[st.side].take(st.verb, max(1, (len(data)+c.mtu-1)/c.mtu))
	r.handle, r.va, r.length = g.handle, g.offset, g.length
	r.packets = split(data, c.mtu, r.first, ops, reth(g.offset, g.handle, g.length), tail)
	b.request(st, c, r)
}

// read sends an RDMA Read request.
func (b *builder) read(st *statement, c *conn) {
	g, ok := st.region(func(h uint32) segment { return b.advertised(c, st.side.other(), h) })
	if !ok {
		return
	}
	r := c.ends[st.side].take(st.verb, max(1, (int(g.length)+c.mtu-1)/c.mtu))
	r.handle, r.va, r.length, r.read = g.handle, g.offset, g.length, true
	r.packets = []*packet{{op: opReadRequest, psn: r.first, ackReq: true, ext: reth(g.offset, g.handle, g.length)}}
	b.request(st, c, r)
}

// atomic sends FetchAdd or CmpSwap on eight bytes.
func (b *builder) atomic(st *statement, c *conn) {
	g, ok := st.region(func(h uint32) segment { return segment{handle: h, offset: Base(h)} })
	if !ok {
		return
	}
	op := byte(opFetchAdd)
	if st.verb == "CSWAP" {
		op = opCompareSwap
	}
	ext := binary.BigEndian.AppendUint64(nil, g.offset)
	ext = binary.BigEndian.AppendUint32(ext, g.handle)
	ext = append(ext, make([]byte, 16)...)
	r := c.ends[st.side].take(st.verb, 1)
	r.handle, r.atomic = g.handle, true
	r.packets = []*packet{{op: op, psn: r.first, ackReq: true, ext: ext}}
	b.request(st, c, r)
}

// respond answers the oldest open READ or atomic operation of the other side.
func (b *builder) respond(st *statement, c *conn) {
	e := c.ends[st.side.other()]
	handle, named := st.args.word(func(string) bool { return true })
	i := slices.IndexFunc(e.requests, func(r *request) bool {
		return (r.read && st.verb == "RRESP" || r.atomic && st.verb == "ARESP") &&
			(!named || Handle(handle.key) == r.handle)
	})
	if i < 0 {
		st.args.fail(st.at, "%s: the other side has no such operation open", st.verb)
		return
	}
	r := e.requests[i]
	aeth := []byte{b.credits, byte(r.msn >> 16), byte(r.msn >> 8), byte(r.msn)}
	if r.atomic {
		r.atomic = false
		b.emit(st, c, st.text, &packet{op: opAtomicAck, psn: r.first, ext: append(aeth, make([]byte, 8)...)})
		return
	}
	r.read = false
	data := b.memoryOf(c, st.side, r.va+uint64(r.from), int(r.length)-r.from)
	psn := r.first + uint32(r.from/c.mtu)
	ops := [4]byte{opResponseOnly, opResponseFirst, opResponseMiddle, opResponseLast}
	packets := split(data, c.mtu, psn, ops, aeth, nil)
	for _, p := range packets {
		p.ackReq = false
	}
	if n := len(packets); n > 1 {
		packets[n-1].ext = aeth
	}
	b.emit(st, c, st.text, packets...)
}
