package trace

import "slices"

// A region is registered memory with contents that matter: a Call that is read
// through a Position Zero chunk.
type region struct {
	at   uint64
	data []byte
}

type memoryKey struct {
	conn int
	side Side
}

// remember keeps what later statements need of a message.
func (b *builder) remember(st *statement, c *conn, m *message) {
	if m.call == nil {
		return
	}
	for _, n := range []int{c.number, 0} {
		b.calls[callKey{n, st.side, m.xid}] = m.call
	}
	key := memoryKey{c.number, st.side}
	rest := m.rpc
	for _, r := range m.reads {
		data := []byte(nil)
		if r.position == 0 {
			n := min(int(r.length), len(rest))
			data, rest = rest[:n], rest[n:]
		}
		b.memory[key] = append(b.memory[key], region{r.offset, data})
		c.ends[st.side].reads = append(c.ends[st.side].reads, r.segment)
	}
}

// callOf is the Call with that XID that the other side of st made last: on this
// connection, else on any.
func (b *builder) callOf(st *statement, xid uint32) *call {
	if c := b.calls[callKey{st.conn, st.side.other(), xid}]; c != nil {
		return c
	}
	return b.calls[callKey{0, st.side.other(), xid}]
}

// advertised is the read segment of that handle that a side offered last.
func (b *builder) advertised(c *conn, side Side, handle uint32) segment {
	for _, s := range slices.Backward(c.ends[side].reads) {
		if s.handle == handle && s.length <= maxMessage {
			return s
		}
	}
	return segment{handle: handle, offset: Base(handle), length: 4096}
}

// memoryOf is what a side's memory holds: the region that was registered last,
// and the pattern where there is none.
func (b *builder) memoryOf(c *conn, side Side, at uint64, n int) []byte {
	data := appendPattern(nil, n)
	for _, r := range slices.Backward(b.memory[memoryKey{c.number, side}]) {
		if r.at <= at && at-r.at < uint64(len(r.data)) {
			copy(data, r.data[at-r.at:])
			break
		}
	}
	return data
}

// written is the data of an RDMA Write: the part of the Long Reply that the
// next RDMA_NOMSG with this handle in its Reply chunk announces, else the
// pattern.
func (b *builder) written(st *statement, c *conn, g segment) []byte {
	data := appendPattern(nil, int(g.length))
	for _, next := range b.statements[b.index+1:] {
		if next.verb != "NOMSG" || next.conn != st.conn || next.side != st.side {
			continue
		}
		rc := newArgs(next.at, next.words).reply()
		if rc == nil || !slices.ContainsFunc(rc.segments, func(s segment) bool { return s.handle == g.handle }) {
			continue
		}
		m := b.compose(next, newArgs(next.at, next.words))
		rest := m.rpc
		for _, s := range rc.segments {
			part := rest[:min(int(s.length), len(rest))]
			rest = rest[len(part):]
			if s.handle == g.handle && s.offset <= g.offset && g.offset-s.offset < uint64(len(part)) {
				copy(data, part[g.offset-s.offset:])
				break
			}
		}
		return data
	}
	return data
}
