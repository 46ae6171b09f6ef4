package decode

import "rpcrdma-lint/decode/roce"

// wanted asks the sink how much of an RDMA operation it wants to see.
func (c *Conn) wanted(d *Decoder, k Kind, from Side, p *packet) int {
	d.ev = Event{
		Kind: k, Side: from, Frame: p.frame, LastFrame: p.frame, Time: p.time, LastTime: p.time,
		SentFrame: p.sentFrame, SentTime: p.sentTime, PSN: p.psn, EndPSN: p.psn,
		VA: p.va, Key: p.key, DMALen: p.dma,
	}
	return min(d.sink.Wanted(c, &d.ev), maxMessage)
}

// front keeps what is wanted of a Write, as far as it was captured without a
// hole.
func (a *assembly) front(p *packet) {
	if a.want == 0 || !a.whole {
		return
	}
	a.data = append(a.data, p.data[:min(len(p.data), a.want-len(a.data))]...)
	a.whole = len(p.data) == p.length
}

// take keeps what is wanted of a Read Response, as far as it was captured
// without a hole.
func (r *read) take(p *packet) {
	if r.want == 0 || r.missing {
		return
	}
	if len(r.data) == 0 {
		r.dataAt = p.frame
	}
	r.data = append(r.data, p.data[:min(len(p.data), r.want-len(r.data))]...)
	if len(p.data) != p.length {
		r.want = len(r.data)
	}
}

// expects reports whether a middle packet that travels in dir is the very next
// one of a Write or Read Response of which nobody wants the content, and as long
// as all are. Any other has to prove by its ICRC that it is what it seems.
func (c *Conn) expects(dir int, p *packet) bool {
	if c.proto >= protoOther {
		return true
	}
	if !c.ready || uint32(p.length) != c.pmtu || c.wanting() {
		return false
	}
	side := c.sideOf[dir]
	if p.op == roce.WriteMiddle {
		s := &c.streams[side]
		return s.cur.open && s.cur.kind == KindWrite && s.next == p.psn
	}
	reads := c.streams[side.Other()].reads
	return len(reads) > 0 && roce.PSNAdd(reads[0].psn, int(reads[0].got)) == p.psn
}

// wanting reports whether the middles of Writes and Read Responses are looked
// at now, so that their ICRC counts.
func (c *Conn) wanting() bool {
	for i := range c.streams {
		s := &c.streams[i]
		if s.cur.open && len(s.cur.data) < s.cur.want {
			return true
		}
		for j := range s.reads {
			if r := &s.reads[j]; len(r.data) < r.want {
				return true
			}
		}
	}
	return false
}
