package trace

import "encoding/binary"

// connect sends a CM message.
func (b *builder) connect(st *statement, c *conn) {
	a := newArgs(st.at, append(fields(st.inside, st.at), st.words...))
	st.args = a
	var m *mad
	switch st.verb {
	case "REQ":
		m = c.request(a)
	case "REP":
		m = c.reply(a)
	case "RTU":
		m = c.short(cmRTU, st.side)
	case "DREQ":
		m = c.short(cmDREQ, st.side)
	case "DREP":
		m = c.short(cmDREP, st.side)
	case "MRA":
		m = c.short(cmMRA, st.side)
		m.body()[8], m.body()[9] = (1-byte(st.side))<<6, 20<<3 // MRA of a REP comes from the client
	case "REJ":
		m = c.short(cmREJ, st.side)
		reason := st.count(65535)
		m.body()[8] = (1 - byte(st.side)) << 6
		binary.BigEndian.PutUint16(m.body()[10:], uint16(reason))
	}
	c.mads[st.verb] = m
	b.cmPSN++
	b.emit(st, c, st.text, m.datagram(b.cmPSN))
}
