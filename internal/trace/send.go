package trace

import (
	"encoding/binary"
	"slices"
)

// send sends an RPC-over-RDMA message.
func (b *builder) send(st *statement, c *conn) {
	a := st.args
	r := &request{}
	var payload []byte
	if st.verb == "SEND" {
		if x, ok := a.word(isXID); ok {
			r.xid, _ = XID(x.key)
			r.hasXID = true
		}
		payload = make([]byte, max(0, a.size("len")))
		if raw, ok := a.hex("raw"); ok {
			payload = raw
		}
	} else {
		m := b.compose(st, a)
		payload, r.xid, r.hasXID = m.send, m.xid, m.hasXID
		b.remember(st, c, m)
	}
	n := max(1, (len(payload)+c.mtu-1)/c.mtu)
	q := c.ends[st.side].take(st.verb, n)
	q.xid, q.hasXID = r.xid, r.hasXID
	ops := [4]byte{opSendOnly, opSendFirst, opSendMiddle, opSendLast}
	var ext []byte
	if x := a.find('(', "SINV"); x != nil {
		ops[0], ops[3] = opSendOnlyInv, opSendLastInv
		ext = binary.BigEndian.AppendUint32(nil, a.handle(x.at, x.inside))
	} else if v, ok := a.immediate(); ok {
		ops[0], ops[3] = opSendOnlyImm, opSendLastImm
		ext = v
	}
	q.packets = split(payload, c.mtu, q.first, ops, nil, ext)
	q.packets[n-1].se = a.flag("se")
	b.request(st, c, q)
}

// immediate reads imm and imm=N.
func (a *args) immediate() ([]byte, bool) {
	given := a.flag("imm") || slices.ContainsFunc(a.list, func(x *arg) bool { return x.key == "imm" && x.form == '=' })
	return binary.BigEndian.AppendUint32(nil, a.u32("imm", 1)), given
}

// split cuts data into packets: ops are Only, First, Middle, Last. The first
// packet has the header head, the last one tail.
func split(data []byte, mtu int, psn uint32, ops [4]byte, head, tail []byte) []*packet {
	n := max(1, (len(data)+mtu-1)/mtu)
	out := make([]*packet, n)
	for i := range n {
		part := data[i*mtu : min(len(data), (i+1)*mtu)]
		p := &packet{psn: psn + uint32(i), payload: part}
		switch {
		case n == 1:
			p.op = ops[0]
		case i == 0:
			p.op = ops[1]
		case i < n-1:
			p.op = ops[2]
		default:
			p.op = ops[3]
		}
		if i == 0 {
			p.ext = append(p.ext, head...)
		}
		if i == n-1 {
			p.ext = append(p.ext, tail...)
			p.ackReq = true
		}
		out[i] = p
	}
	return out
}
