package trace

import "slices"

// again sends an earlier request a second time, with its PSNs: "again 7",
// "again READ h from=2048", "again WRITE h", "again" for the latest, "again REQ".
// With "other" the bytes differ, which no real peer does.
func (b *builder) again(st *statement, c *conn) {
	a, e := st.args, c.ends[st.side]
	x, named := a.word(func(s string) bool { return s != "other" && s != "noack" })
	if named && c.mads[x.key] != nil {
		b.cmPSN++
		b.emit(st, c, st.text, c.mads[x.key].datagram(b.cmPSN))
		return
	}
	match := func(*request) bool { return true }
	switch {
	case named && (x.key == "READ" || x.key == "WRITE"):
		h, ok := a.word(func(string) bool { return true })
		match = func(r *request) bool { return r.verb == x.key && (!ok || r.handle == Handle(h.key)) }
	case named:
		xid, ok := XID(x.key)
		if !ok {
			a.fail(x.at, "unknown word %q", x.key)
		}
		match = func(r *request) bool { return r.hasXID && r.xid == xid }
	}
	r := e.latest(match)
	if r == nil {
		a.fail(st.at, "nothing to send again")
		return
	}
	if from := a.size("from"); from >= 0 && r.verb == "READ" {
		if from%c.mtu != 0 || from >= int(r.length) {
			a.fail(st.at, "from=%d is no packet boundary inside %d bytes", from, r.length)
			return
		}
		r.from = from
		ext := reth(r.va+uint64(from), r.handle, r.length-uint32(from))
		r.packets = []*packet{{op: opReadRequest, psn: r.first + uint32(from/c.mtu), ackReq: true, ext: ext}}
	}
	r.read = r.verb == "READ"
	if a.flag("other") {
		r.packets = changed(r.packets)
	}
	b.request(st, c, r)
}

// changed is a copy of packets with the last payload byte of each turned over.
func changed(packets []*packet) []*packet {
	var out []*packet
	for _, p := range packets {
		q := *p
		q.payload = slices.Clone(p.payload)
		if n := len(q.payload); n > 0 {
			q.payload[n-1] ^= 0xff
		}
		out = append(out, &q)
	}
	return out
}
