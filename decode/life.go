package decode

import (
	"rpcrdma-lint/decode/roce"
)

// packet takes a packet that travels in direction dir.
func (c *Conn) packet(d *Decoder, dir int, p *packet) {
	if c.busy {
		return // the packet before did not come to its end: nothing is certain any more
	}
	c.busy = true
	c.count(d, dir, p)
	c.busy = false
}

// count takes the packet into account and passes it on.
func (c *Conn) count(d *Decoder, dir int, p *packet) {
	if c.FirstFrame == 0 || p.frame < c.FirstFrame {
		c.FirstFrame, c.FirstTime = p.frame, p.time
	}
	if p.frame > c.LastFrame {
		if back := c.LastTime - p.time; back > 0 {
			c.disordered(back, c.LastFrame, p.frame, true)
		}
		c.LastFrame, c.LastTime = p.frame, p.time
	}
	side := c.sideOf[dir]
	c.Packets[side]++
	if p.cut {
		c.Cut[side]++
		if c.FirstCut == 0 {
			c.FirstCut = p.frame
		}
	}
	switch c.proto {
	case protoRPCRDMA:
		c.receive(d, side, p)
		if !bulk(p.op) || len(c.hold) > 0 {
			c.grow(d, p)
		}
	case protoUnknown:
		c.wait(d, dir, p)
	case protoForgotten:
		c.pair.budget.over++
	case protoOther:
	}
}

// wait keeps a packet of a connection whose protocol is not known yet. Packets
// beyond the bound are let go, oldest first: what they began is then a gap.
func (c *Conn) wait(d *Decoder, dir int, p *packet) {
	c.score.weigh(&d.msg, dir, p)
	h := held{from: Side(dir), packet: *p}
	h.keep()
	c.waiting = append(c.waiting, h)
	c.pair.budget.kept += h.size()
	switch {
	case c.score.sum >= worthEnough:
		c.recognise(d)
	case c.score.sends >= maxUnrecognised, c.Packets[0]+c.Packets[1] >= maxUndecided:
		c.proto = protoOther
		c.letGo(d, len(c.waiting))
	case len(c.waiting) > 2*maxWaiting:
		c.leaveOut(d, BoundWaiting)
	case c.pair.budget.kept > c.pair.budget.waiting():
		c.leaveOut(d, c.pair.budget.crowded())
	}
}

// leaveOut forgets the older half of the packets that wait, for a bound.
func (c *Conn) leaveOut(d *Decoder, b Bound) {
	n := (len(c.waiting) + 1) / 2
	c.letGo(d, n)
	d.dropped.over(b, n)
}

// letGo forgets the n oldest packets that wait for the protocol to be known.
func (c *Conn) letGo(d *Decoder, n int) {
	for i := range c.waiting[:n] {
		c.pair.budget.kept -= c.waiting[i].size()
	}
	rest := copy(c.waiting, c.waiting[n:])
	clear(c.waiting[rest:])
	if c.waiting = c.waiting[:rest]; rest == 0 {
		c.waiting = nil
	}
}

// recognise says that the connection carries RPC-over-RDMA, and delivers what
// waited for that.
func (c *Conn) recognise(d *Decoder) {
	c.proto = protoRPCRDMA
	if !c.RolesKnown {
		dir, sure := c.score.client()
		c.RolesKnown = sure
		if c.sideOf[dir] != ClientSide {
			c.swap()
		}
	}
	d.sink.Opened(c)
	defer c.weigh(d)
	waiting := c.waiting
	c.waiting = nil
	for i := range waiting {
		c.pair.budget.kept -= waiting[i].size()
		d.pkt = waiting[i].packet
		c.receive(d, c.sideOf[waiting[i].from], &d.pkt)
	}
}

// swap exchanges the roles.
func (c *Conn) swap() {
	c.sideOf[0], c.sideOf[1] = c.sideOf[1], c.sideOf[0]
	c.half[0], c.half[1] = c.half[1], c.half[0]
	c.Packets[0], c.Packets[1] = c.Packets[1], c.Packets[0]
	c.Cut[0], c.Cut[1] = c.Cut[1], c.Cut[0]
	c.Client, c.Server = Endpoint{}, Endpoint{}
	c.pair.setEndpoints(c)
}

// end tells that nothing more will come of c.
func (d *Decoder) end(c *Conn, how EndKind, frame int, at int64) {
	if c.ended {
		return
	}
	c.ended = true
	if !c.ready {
		c.pair.release(d, c)
	}
	defer func() {
		c.discard(d)
		c.unrefer()
	}()
	c.pair.forget(c)
	for _, h := range c.half {
		if h != nil && h.conn == c {
			h.conn, h.last = nil, c
			h.packets, h.hasReq = 0, false
			h.unvote()
			h.crowded, h.torn = false, false
		}
	}
	if c.proto == protoForgotten {
		c.over(how, frame, at)
		return
	}
	if c.proto != protoRPCRDMA {
		d.other[c.what()] += c.Packets[0] + c.Packets[1]
		return
	}
	if c.busy {
		c.Broken = true
		d.sink.Closed(c)
		return
	}
	c.busy = true
	c.drain(d, true)
	for _, side := range [...]Side{ClientSide, ServerSide} {
		c.unseenEnd(d, side)
		c.abort(d, side)
	}
	c.over(how, frame, at)
	d.sink.Closed(c)
}

// over notes how the connection ended, unless its DREQ has said so.
func (c *Conn) over(how EndKind, frame int, at int64) {
	if c.closing {
		return
	}
	c.End, c.EndFrame, c.EndTime = how, frame, at
	if how != EndRejected && c.broken() {
		c.End = EndLost
	}
}

// discard lets go of what only an open connection needs: reports keep c itself.
func (c *Conn) discard(d *Decoder) {
	c.letGo(d, len(c.waiting))
	c.hold, c.holdLen = nil, 0
	for i := range c.streams {
		s := &c.streams[i]
		s.reads, s.recent, s.n, s.sums, s.named, s.cur = nil, nil, 0, nil, nil, assembly{}
	}
	c.weigh(d)
}

// what names a connection that is not linted.
func (c *Conn) what() string {
	if c.CM.Req != nil && c.CM.Req.HasPort {
		if name := services[c.CM.Req.Port]; name != "" {
			return name
		}
	}
	return "RoCEv2 of an unknown protocol"
}

// replaced ends the open connection of a queue pair that a CM exchange names
// anew, with psn as the first one to it unless that is not known. A queue pair is
// the destination of what goes in direction dir.
func (pr *pair) replaced(d *Decoder, dir int, qpn, psn uint32, hasPSN bool, frame int, at int64) {
	h := pr.halves[halfKey{dir, qpn}]
	if h == nil || hasPSN && h.begun(psn, at) {
		return
	}
	if h.conn == nil && h.packets > 0 {
		pr.settleHalf(d, h)
	}
	if h.conn != nil {
		d.end(h.conn, EndReplaced, frame, at)
	}
	if h.conn == nil {
		h.leave()
	}
}

// A fatal is a refusal after which a queue pair makes no more progress.
type fatal struct {
	nak bool   // any NAK but a sequence error
	rnr bool   // an RNR NAK that may not be retried
	psn uint32 // of the latter
}

// answered notes what a response from side means for the life of the
// connection (IBTA vol. 1, chapter 9.7.5.2).
func (c *Conn) answered(from Side, t roce.AckType, code uint8, psn uint32) {
	f := &c.fatal[from.Other()]
	switch t {
	case roce.NAK:
		f.nak = f.nak || roce.NAKCode(code&31) != roce.PSNSequenceError
	case roce.RNRNAK:
		if !f.rnr && c.RNRRetry(from.Other()) == 0 {
			f.rnr, f.psn = true, psn
		}
	case roce.ACK:
		if f.rnr && roce.PSNDiff(psn, f.psn) >= 0 {
			f.rnr = false
		}
	}
}

// broken reports whether a queue pair has stopped.
func (c *Conn) broken() bool {
	for _, f := range c.fatal {
		if f.nak || f.rnr {
			return true
		}
	}
	return false
}

// RNRRetry is how often the requests of side may be sent again after an RNR
// NAK: 0 to 6, 7 for ever, -1 where it is not known. The other side's CM
// message says so.
func (c *Conn) RNRRetry(side Side) int {
	switch req, rep := c.CM.Req, c.CM.Rep; {
	case side == ServerSide && req != nil:
		return req.RNRRetry
	case side == ClientSide && rep != nil:
		return rep.RNRRetry
	}
	return -1
}
