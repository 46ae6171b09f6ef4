package decode

import (
	"maps"
	"slices"

	"rpcrdma-lint/decode/roce"
)

const (
	maxHalfLimbo = 2048  // packets of one half that wait for its pairing
	maxLimbo     = 16384 // and of all halves of a pair of hosts
	maxSuitors   = 64    // halves that one half may vote for
	fitWindow    = 4096  // PSNs by which a response may lag behind the requests captured
	startWindow  = 256   // PSNs after the first one, within which a response still points to it
	astray       = 1024  // PSNs by which it may lie beside them, where the capture lacks some
)

// unpaired takes a packet of a half that belongs to no connection yet, or to
// one whose other half is not known. It waits with those of the other half, so
// that both directions come in the order in which they were captured.
func (d *Decoder) unpaired(h *half, p *packet) {
	if h.last != nil && h.belated(p) {
		h.last.Stray[h.last.sideOf[h.dir]]++
		return
	}
	pr := h.pair
	h.note(p)
	h.enterLimbo(d, p)
	pr.relate(h, p)

	if h.conn == nil {
		if c := pr.expecting(h, p); c != nil {
			pr.join(d, c, h)
			return
		}
		if g := pr.hint(h, p); g != nil {
			pr.marry(d, h, g)
			return
		}
	}
	if p.op.IsResponse() {
		pr.vote(d, h, p)
	}
	if g := h.partner(2); g != nil {
		pr.marry(d, h, g)
		return
	}
	switch {
	case len(h.limbo) > maxHalfLimbo:
		d.dropped.over(BoundUnpaired, 1)
		pr.settleHalf(d, h)
	case pr.limbo > maxLimbo:
		d.dropped.over(BoundCrowd, 1)
		pr.settleHalf(d, pr.singles[0])
	case pr.budget.kept > pr.budget.waiting():
		d.dropped.over(pr.budget.crowded(), 1)
		pr.settleHalf(d, pr.singles[0])
	}
}

// enterLimbo keeps a packet until the half has a connection.
func (h *half) enterLimbo(d *Decoder, p *packet) {
	if len(h.limbo) == 0 {
		h.pair.singles = append(h.pair.singles, h)
		h.pair.waiting[h.dir]++
	}
	l := held{from: Side(h.dir), packet: *p}
	l.keep()
	h.limbo = append(h.limbo, l)
	h.pair.limbo++
	h.pair.budget.kept += l.size()
}

// leaveLimbo takes the packets that were kept.
func (h *half) leaveLimbo(d *Decoder) []held {
	out := h.limbo
	if len(out) == 0 {
		return nil
	}
	h.limbo = nil
	h.pair.limbo -= len(out)
	if i := slices.Index(h.pair.singles, h); i >= 0 {
		h.pair.singles = slices.Delete(h.pair.singles, i, i+1)
		h.pair.waiting[h.dir]--
	}
	for i := range out {
		h.pair.budget.kept -= out[i].size()
		if k, ok := out[i].xidKey(h.dir); ok && h.pair.xids[k] == h {
			delete(h.pair.xids, k)
		}
	}
	h.pair.shrinkXIDs()
	return out
}

// belated reports whether a packet on a queue pair whose connection has ended
// belongs to that connection still, not to a later one of which no CM message
// was captured.
func (h *half) belated(p *packet) bool {
	side := h.last.sideOf[h.dir]
	s := &h.last.streams[side]
	if p.op.IsResponse() {
		s = &h.last.streams[side.Other()]
	}
	diff := roce.PSNDiff(p.psn, s.next)
	return s.anchored && diff < fitWindow && diff > -fitWindow
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
// carried, with up to so many PSNs of it missing at either end.
func (h *half) fits(psn uint32, missing int32) bool {
	if c := h.conn; c != nil && c.ready {
		s := &c.streams[c.sideOf[h.dir]]
		d := roce.PSNDiff(psn, s.next)
		return s.anchored && s.started && d < 1+missing && d > -fitWindow
	}
	d := roce.PSNDiff(h.reqLast, psn)
	return h.hasReq && d >= -missing && d < fitWindow && roce.PSNDiff(psn, h.reqFirst) >= -1-missing
}

// vote lets a response on h speak for the half that it answers. Where it may
// answer a crowd it says nothing, nor will a later one.
func (pr *pair) vote(d *Decoder, h *half, p *packet) {
	if h.crowded {
		return
	}
	near := 0
	for key, g := range pr.halves {
		if key.dir == h.dir || !g.single() || !g.fits(p.psn, astray) {
			continue
		}
		if near++; near > 1 {
			h.torn = true
		}
		if !g.fits(p.psn, 0) {
			continue
		}
		v := h.votes[g]
		if v == nil {
			if len(h.votes) == maxSuitors || !pr.budget.keep(costVote) {
				h.unvote()
				h.crowded = true
				d.dropped.over(BoundSuitors, 1)
				return
			}
			if h.votes == nil {
				h.votes = map[*half]*vote{}
			}
			v = &vote{last: p.psn + 1}
			h.votes[g] = v
			g.voters = append(g.voters, h)
		}
		if v.last != p.psn {
			v.n, v.last = v.n+1, p.psn
		}
	}
}

// relate compares the XID of a message on h with those that waiting halves of
// the other direction have sent: answers repeat those of Calls.
func (pr *pair) relate(h *half, p *packet) {
	own, ok := p.xidKey(h.dir)
	if !ok {
		return
	}
	other, _ := p.xidKey(1 - h.dir)
	if g := pr.xids[other]; g != nil && g.single() {
		for _, v := range [...]*vote{h.votes[g], g.votes[h]} {
			if v != nil {
				v.xids++
			}
		}
	}
	if pr.xids == nil {
		pr.xids = map[xidKey]*half{}
	}
	pr.xids[own] = h
	pr.mostXIDs = max(pr.mostXIDs, len(pr.xids))
}

// shrinkXIDs gives back memory: a map keeps what it once had.
func (pr *pair) shrinkXIDs() {
	n := len(pr.xids)
	if pr.mostXIDs < 64 || n > pr.mostXIDs/4 {
		return
	}
	old := pr.xids
	pr.xids, pr.mostXIDs = make(map[xidKey]*half, n), n
	maps.Copy(pr.xids, old)
}

// unvote takes back the votes of h.
func (h *half) unvote() {
	for g := range h.votes {
		if i := slices.Index(g.voters, h); i >= 0 {
			g.voters = slices.Delete(g.voters, i, i+1)
		}
	}
	h.pair.budget.fixed -= len(h.votes) * costVote
	h.votes = nil
}

// single reports whether the half lacks a partner.
func (h *half) single() bool {
	return h.conn == nil || h.conn.half[0] == nil || h.conn.half[1] == nil
}

// partner is the half that at least need votes of h speak for, and more than
// twice those for any other, or nil: better unpaired than paired wrongly. Where
// several could be meant of which the capture lacks something, votes are XIDs, if
// any response fits.
func (h *half) partner(need int) *half {
	var best *half
	most, other := 0, 0
	for g, v := range h.votes {
		n := v.n
		if h.torn && n > 0 {
			n = v.xids
		}
		switch {
		case !h.free(g):
		case n > most:
			best, most, other = g, n, most
		default:
			other = max(other, n)
		}
	}
	if most < need || other*2 >= most {
		return nil
	}
	return best
}

// free reports whether g may still become the other half of h.
func (h *half) free(g *half) bool { return g.single() && (g.conn == nil || h.conn == nil) }

// marry makes one connection of h and g.
func (pr *pair) marry(d *Decoder, h, g *half) {
	switch {
	case g.conn != nil:
		pr.join(d, g.conn, h)
		return
	case h.conn != nil:
		pr.join(d, h.conn, g)
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
	h.pairedTo(c)
	c.half[c.sideOf[h.dir]] = h
	if g := c.half[c.sideOf[1-h.dir]]; g != nil {
		g.unvote()
	}
	if c.lone {
		c.lone = false
		pr.lone[1-h.dir]--
	}
	pr.setEndpoints(c)
	pr.release(d, c)
}

// settleHalf gives up waiting for a partner.
func (pr *pair) settleHalf(d *Decoder, h *half) {
	if g := h.partner(1); g != nil {
		pr.marry(d, h, g)
		return
	}
	c := h.conn
	if c == nil {
		c = pr.handshakeOf(d, h, nil)
	}
	if c == nil {
		c = pr.newConn(h, nil)
	}
	if c.half[0] == nil || c.half[1] == nil {
		c.lone = true
		pr.lone[h.dir]++
	}
	pr.release(d, c)
}

// pairAll settles all that waits, at the end of the capture.
func (pr *pair) pairAll(d *Decoder) {
	for len(pr.singles) > 0 {
		h := pr.singles[0]
		if g := pr.wooer(h); g != nil {
			pr.marry(d, g, h)
			continue
		}
		pr.settleHalf(d, h)
		d.relieve()
	}
}

// wooer is the half whose votes speak for h and no other, or nil.
func (pr *pair) wooer(h *half) *half {
	for _, g := range h.voters {
		if len(g.limbo) > 0 && g.partner(1) == h {
			return g
		}
	}
	return nil
}

// newConn makes a connection that is known from its traffic alone. g may be
// nil.
func (pr *pair) newConn(h, g *half) *Conn {
	c := &Conn{pair: pr, sideOf: [2]Side{ClientSide, ServerSide}, Start: StartInferred}
	pr.budget.fixed += costConn // its halves were within the quota
	c.refer()
	for _, x := range [...]*half{h, g} {
		if x != nil {
			x.pairedTo(c)
			c.half[c.sideOf[x.dir]] = x
		}
	}
	pr.setEndpoints(c)
	pr.opened(c)
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

// release gives the packets that waited for the halves of c to it, in the
// order in which they were captured.
func (pr *pair) release(d *Decoder, c *Conn) {
	c.ready = true
	var waited [2][]held
	for i, h := range c.half {
		if h != nil {
			waited[i] = h.leaveLimbo(d)
		}
	}
	for {
		next := 0
		if a, b := waited[0], waited[1]; len(a) == 0 || len(b) > 0 && b[0].frame < a[0].frame {
			next = 1
		}
		if len(waited[next]) == 0 {
			return
		}
		l := &waited[next][0]
		waited[next] = waited[next][1:]
		d.pkt = l.packet
		c.packet(d, int(l.from), &d.pkt)
	}
}
