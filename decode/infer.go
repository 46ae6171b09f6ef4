package decode

import (
	"slices"

	"rpcrdma-lint/decode/roce"
)

const (
	maxHalfLimbo = 2048  // packets of one half that wait for its pairing
	maxLimbo     = 16384 // and of all halves of a pair of hosts
	fitWindow    = 4096  // PSNs by which a response may lag behind the requests captured
	startWindow  = 256   // PSNs after the first one, within which a response still points to it
)

// unpaired takes a packet of a half that belongs to no connection yet.
func (d *Decoder) unpaired(h *half, p *packet) {
	if h.last != nil && h.belated(p) {
		h.last.Stray[h.last.sideOf[h.dir]]++
		return
	}
	pr := h.pair
	h.note(p)
	l := limboPacket{half: h, held: held{from: Side(h.dir), packet: *p}}
	l.keep()
	pr.limbo = append(pr.limbo, l)

	if c := pr.startedAt(d, h, p); c != nil {
		pr.join(d, c, h)
		return
	}
	if p.op.IsResponse() {
		pr.vote(h, p)
	}
	if g := h.partner(2); g != nil {
		pr.marry(d, h, g)
		return
	}
	if h.packets > maxHalfLimbo || len(pr.limbo) > maxLimbo {
		pr.settleHalf(d, pr.limbo[0].half)
	}
}

// belated reports whether a packet on a queue pair whose connection has ended
// belongs to that connection still.
func (h *half) belated(p *packet) bool {
	side := h.last.sideOf[h.dir]
	s := &h.last.streams[side]
	if p.op.IsResponse() {
		s = &h.last.streams[side.Other()]
	}
	diff := roce.PSNDiff(p.psn, s.next)
	return s.anchored && diff < psnWindow && diff > -psnWindow
}

// note remembers which requests the half carried.
func (h *half) note(p *packet) {
	h.packets++
	if !p.op.IsRequest() {
		return
	}
	if !h.hasReq {
		h.hasReq, h.reqFirst, h.reqLast = true, p.psn, p.psn
		return
	}
	if roce.PSNDiff(p.psn, h.reqLast) > 0 {
		h.reqLast = p.psn
	}
}

// fits reports whether a response that names psn may answer what the half
// carried.
func (h *half) fits(psn uint32) bool {
	if c := h.conn; c != nil {
		s := &c.streams[c.sideOf[h.dir]]
		d := roce.PSNDiff(psn, s.next)
		return s.anchored && s.started && d < 1 && d > -fitWindow
	}
	d := roce.PSNDiff(h.reqLast, psn)
	return h.hasReq && d >= 0 && d < fitWindow && roce.PSNDiff(psn, h.reqFirst) >= -1
}

// vote lets a response on h speak for the half that it answers.
func (pr *pair) vote(h *half, p *packet) {
	for key, g := range pr.halves {
		if key.dir == h.dir || !g.single() || !g.fits(p.psn) {
			continue
		}
		if h.votes == nil {
			h.votes = map[*half]*vote{}
		}
		v := h.votes[g]
		if v == nil {
			v = &vote{last: p.psn + 1}
			h.votes[g] = v
		}
		if v.last != p.psn {
			v.n, v.last = v.n+1, p.psn
		}
	}
}

// single reports whether the half lacks a partner.
func (h *half) single() bool {
	return h.conn == nil || h.conn.half[0] == nil || h.conn.half[1] == nil
}

// partner is the one half that the votes of h speak for, with at least need of
// them and more than twice those of any other, or nil: better unpaired than
// paired wrongly.
func (h *half) partner(need int) *half {
	var best *half
	n, next := 0, 0
	for g, v := range h.votes {
		switch {
		case !g.single():
		case v.n > n:
			best, n, next = g, v.n, n
		case v.n > next:
			next = v.n
		}
	}
	if n < need || next*2 >= n {
		return nil
	}
	return best
}

// marry makes one connection of h and g.
func (pr *pair) marry(d *Decoder, h, g *half) {
	if g.conn != nil {
		pr.join(d, g.conn, h)
		return
	}
	c := pr.handshakeOf(d, h, g)
	if c == nil {
		c = pr.newConn(h, g)
	}
	pr.release(d, c)
}

// join makes h the missing half of c.
func (pr *pair) join(d *Decoder, c *Conn, h *half) {
	h.conn = c
	h.votes = nil
	c.half[c.sideOf[h.dir]] = h
	pr.setEndpoints(c)
	pr.release(d, c)
}

// settleHalf gives up waiting for a partner.
func (pr *pair) settleHalf(d *Decoder, h *half) {
	if g := h.partner(1); g != nil {
		pr.marry(d, h, g)
		return
	}
	c := pr.handshakeOf(d, h, nil)
	if c == nil {
		c = pr.newConn(h, nil)
	}
	pr.release(d, c)
}

// pairAll settles all that waits, at the end of the capture.
func (pr *pair) pairAll(d *Decoder) {
	for len(pr.limbo) > 0 {
		h := pr.limbo[0].half
		if g := pr.wooer(h); g != nil {
			pr.marry(d, g, h)
			continue
		}
		pr.settleHalf(d, h)
	}
}

// wooer is the half whose votes speak for h and no other, or nil.
func (pr *pair) wooer(h *half) *half {
	for _, l := range pr.limbo {
		if l.half != h && l.half.conn == nil && l.half.partner(1) == h {
			return l.half
		}
	}
	return nil
}

// newConn makes a connection that is known from its traffic alone. g may be
// nil.
func (pr *pair) newConn(h, g *half) *Conn {
	c := &Conn{pair: pr, sideOf: [2]Side{ClientSide, ServerSide}, Start: StartInferred}
	for _, x := range [...]*half{h, g} {
		if x != nil {
			x.conn, x.votes = c, nil
			c.half[c.sideOf[x.dir]] = x
		}
	}
	pr.setEndpoints(c)
	pr.conns = append(pr.conns, c)
	return c
}

// setEndpoints names the two queue pairs of c as far as they are known. A half
// is named after the queue pair that it goes to.
func (pr *pair) setEndpoints(c *Conn) {
	for dir := range 2 {
		sender := c.sideOf[dir]
		from, to := &c.Client, &c.Server
		if sender == ServerSide {
			from, to = to, from
		}
		from.Addr, to.Addr = pr.src(dir).Netip(), pr.dst(dir).Netip()
		if h := c.half[sender]; h != nil {
			to.QPN, to.Known = h.qpn, true
		}
	}
}

// release gives the packets that waited for the halves of c to it.
func (pr *pair) release(d *Decoder, c *Conn) {
	var mine []limboPacket
	pr.limbo = slices.DeleteFunc(pr.limbo, func(l limboPacket) bool {
		if l.half.conn != c {
			return false
		}
		mine = append(mine, l)
		return true
	})
	for i := range mine {
		d.pkt = mine[i].packet
		c.packet(d, mine[i].half.dir, &d.pkt)
	}
}
