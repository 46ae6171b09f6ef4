package decode

import "rpcrdma-lint/decode/roce"

// receive takes the next packet of a connection in capture order.
func (c *Conn) receive(d *Decoder, from Side, p *packet) {
	if p.op.IsResponse() {
		c.noteResponse(from, p)
	}
	if len(c.hold) == 0 && !c.ahead(d, from, p) {
		c.deliver(d, from, p)
		return
	}
	h := held{from: from, packet: *p}
	h.keep()
	c.hold = append(c.hold, h)
	c.holdLen += h.size()
	c.drain(d, false)
}

// noteResponse tells the other side's stream what a response acknowledges.
func (c *Conn) noteResponse(from Side, p *packet) {
	psn := p.psn
	if p.hasAETH && ackType(p.syndrome) != roce.ACK {
		psn = roce.PSNAdd(psn, -1)
	}
	s := &c.streams[from.Other()]
	if psn != p.psn {
		s.refusedAt, s.refusedPSN = p.time, p.psn
	}
	s.acknowledged(psn, p)
	s.pass(p)
	if !s.answered || roce.PSNDiff(p.psn, s.answerPSN) > 0 {
		s.answered, s.answerPSN, s.answerAt, s.answerTime = true, p.psn, p.frame, p.time
	}
}

// ahead reports whether p has to wait for packets before it.
func (c *Conn) ahead(d *Decoder, from Side, p *packet) bool {
	if !p.op.IsRequest() {
		return false
	}
	s := &c.streams[from]
	if !s.anchored {
		s.anchored, s.next = true, p.psn
		return false
	}
	diff := roce.PSNDiff(p.psn, s.next)
	if s.loose > 0 && diff > 0 && uint32(diff) <= s.loose {
		end := c.readEnd(s, p.psn)
		s.closeRead(end)
		s.advance(end)
		diff = roce.PSNDiff(p.psn, s.next)
	}
	if diff > psnWindow || diff < -psnWindow {
		return c.stray(d, from, p)
	}
	s.strays = 0
	return diff > 0
}

// readEnd is the PSN behind a Read whose length in packets was not known, where
// psn is the next one captured: the highest up to there that the path MTU allows,
// or any that there is.
func (c *Conn) readEnd(s *stream, psn uint32) uint32 {
	if len(s.reads) == 0 {
		return psn
	}
	r := &s.reads[len(s.reads)-1]
	if !r.sized {
		return psn
	}
	end := s.next
	for mtu := uint32(256); mtu <= 4096; mtu *= 2 {
		if c.pmtu > 0 && mtu != c.pmtu {
			continue
		}
		e := roce.PSNAdd(r.psn, int(packetsOf(r.dma, mtu)))
		if roce.PSNDiff(psn, e) >= 0 && roce.PSNDiff(e, end) > 0 {
			end = e
		}
	}
	return end
}

// stray deals with a packet whose PSN is far off. Two in a row that fit
// together mean that the queue pair has begun another life unseen.
func (c *Conn) stray(d *Decoder, from Side, p *packet) bool {
	s := &c.streams[from]
	c.Stray[from]++
	near := roce.PSNDiff(p.psn, s.strayPSN)
	if s.strays > 0 && near > 0 && near < 64 {
		s.strays = 0
		c.gap(d, from, s.next, p.psn, p, true)
		return false
	}
	s.strays, s.strayPSN = s.strays+1, p.psn
	return false
}

// drain delivers held packets as far as the order of PSNs allows. With all
// set every hole is given up.
func (c *Conn) drain(d *Decoder, all bool) {
	for len(c.hold) > 0 {
		h := &c.hold[0]
		if !c.ahead(d, h.from, h.asPacket()) {
			c.take(d, 0)
			continue
		}
		if i := c.findNext(h.from); i > 0 {
			late := &c.hold[i]
			if h.frame < late.sentFrame {
				late.sentFrame, late.sentTime = h.frame, h.time
			}
			c.ahead(d, h.from, late.asPacket()) // the end of a Read of unknown length
			c.take(d, i)
			continue
		}
		first := c.firstHeld(h.from)
		if c.bridge(d, h.from, first) {
			continue
		}
		if !all && len(c.hold) <= maxHeldPackets && c.holdLen <= maxHeldBytes {
			return
		}
		c.gap(d, h.from, c.streams[h.from].next, first, h.asPacket(), false)
	}
	c.hold, c.holdLen = c.hold[:0], 0
}

// asPacket gives the packet inside.
func (h *held) asPacket() *packet { return &h.packet }

// take delivers the held packet at i.
func (c *Conn) take(d *Decoder, i int) {
	h := c.hold[i]
	c.hold = append(c.hold[:i], c.hold[i+1:]...)
	c.holdLen -= h.size()
	if len(c.hold) == 0 && cap(c.hold) > maxHeldPackets {
		c.hold = nil
	}
	d.heldPkt = h.packet
	c.deliver(d, h.from, &d.heldPkt)
}

// findNext is the index of the held packet that side's stream expects, or -1.
func (c *Conn) findNext(from Side) int {
	s := &c.streams[from]
	found := -1
	for i := range c.hold {
		h := &c.hold[i]
		if h.from != from || !h.op.IsRequest() {
			continue
		}
		switch diff := roce.PSNDiff(h.psn, s.next); {
		case diff == 0:
			return i
		case diff < 0 || uint32(diff) > s.loose:
		case found < 0 || roce.PSNDiff(h.psn, c.hold[found].psn) < 0:
			found = i
		}
	}
	return found
}

// firstHeld is the lowest PSN that is held of side's stream.
func (c *Conn) firstHeld(from Side) uint32 {
	first, found := uint32(0), false
	for i := range c.hold {
		h := &c.hold[i]
		if h.from != from || !h.op.IsRequest() || roce.PSNDiff(h.psn, c.streams[from].next) <= 0 {
			continue
		}
		if !found || roce.PSNDiff(h.psn, first) < 0 {
			first, found = h.psn, true
		}
	}
	return first
}

// bridge makes a gap of the hole before first as far as the other side has
// acknowledged it: what is missing was delivered on the wire and lost by the
// capture. A capture that is known to disorder the directions gets the
// measured time for the packet to turn up.
func (c *Conn) bridge(d *Decoder, from Side, first uint32) bool {
	s := &c.streams[from]
	if !s.covers(s.next) {
		return false
	}
	if last := &c.hold[len(c.hold)-1]; last.time-s.namedBy(s.next).time <= 2*max(c.Skew(), c.Echo()) {
		return false
	}
	to := roce.PSNAdd(s.earlyPSN, 1)
	if roce.PSNDiff(to, first) > 0 {
		to = first
	}
	c.gap(d, from, s.next, to, c.hold[0].asPacket(), false)
	return true
}

// unseenEnd makes a gap of the last requests of a side, where the other side
// has acknowledged them and they were not captured. Where nothing of it was, that is
// said already.
func (c *Conn) unseenEnd(d *Decoder, from Side) {
	if s := &c.streams[from]; s.anchored && s.covers(s.next) && !c.OneWay() {
		c.gap(d, from, s.next, roce.PSNAdd(s.earlyPSN, 1), &packet{frame: c.LastFrame, time: c.LastTime}, false)
	}
}

// gap tells that the PSNs from first up to, not including, next are missing.
func (c *Conn) gap(d *Decoder, from Side, first, next uint32, at *packet, void bool) {
	s := &c.streams[from]
	c.abort(d, from)
	s.advance(next)
	if void {
		s.fromStart = false
		s.reads = s.reads[:0]
	}
	d.ev = Event{
		Kind: KindGap, Side: from, Frame: at.frame, LastFrame: at.frame, Time: at.time, LastTime: at.time,
		SentFrame: at.frame, SentTime: at.time,
		PSN: first, EndPSN: roce.PSNAdd(next, -1), Void: void,
	}
	d.sink.Event(c, &d.ev)
}
