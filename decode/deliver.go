package decode

import "rpcrdma-lint/decode/roce"

// deliver takes a packet that is in order, or behind it.
func (c *Conn) deliver(d *Decoder, from Side, p *packet) {
	if p.op.IsResponse() {
		c.response(d, from, p)
		return
	}
	s := &c.streams[from]
	if p.psn != s.next {
		c.repeated(d, from, p)
		return
	}
	if s.covers(p.psn) {
		c.lateRequest(s, p)
	}
	s.started = true
	s.closeRead(p.psn)
	switch {
	case p.op.IsSend():
		c.send(d, from, p)
	case p.op.IsWrite():
		c.write(d, from, p)
	case p.op.IsReadRequest():
		c.read(d, from, p)
	default:
		c.atomic(d, from, p)
	}
}

// lateRequest deals with a request that was acknowledged before its first
// captured copy. Microseconds apart the capture has put effect before cause;
// further apart the original is missing and this is its repetition.
func (c *Conn) lateRequest(s *stream, p *packet) {
	n := s.namedBy(p.psn)
	if n.time < p.sentTime {
		p.sentFrame, p.sentTime = n.at, n.time
	}
	if dt := p.time - n.time; dt >= 0 {
		c.disordered(max(dt, 1), n.at, p.frame, false)
	}
}

// disordered notes that the capture showed an effect the given time, in ns,
// before its cause, or time stamps that step back by it. The largest such time
// is the Skew of the pair of hosts; what is too long is no disorder of a
// capture.
func (c *Conn) disordered(by int64, effect, cause int, back bool) {
	if pr := c.pair; by <= maxSkew && by >= pr.skew {
		pr.skew, pr.skewEffect, pr.skewCause, pr.skewBack = by, effect, cause, back
	}
}

// repeated deals with a request whose PSN was seen before.
func (c *Conn) repeated(d *Decoder, from Side, p *packet) {
	if diff := roce.PSNDiff(p.psn, c.streams[from].next); diff > psnWindow || diff < -psnWindow {
		return // counted as stray
	}
	c.Repeated[from]++
	if c.streams[from].conflicts(p) {
		c.Conflicts[from]++
	} else {
		c.echoed(from, p)
	}
	if p.op.IsReadRequest() {
		c.streams[from].askedAgain(p.psn)
	}
	if !p.op.IsSend() || !p.op.Begins() {
		return
	}
	d.ev = Event{
		Kind: KindResend, Side: from, Frame: p.frame, LastFrame: p.frame, Time: p.time, LastTime: p.time,
		SentFrame: p.frame, SentTime: p.time, PSN: p.psn, EndPSN: p.psn, Length: p.length,
	}
	d.sink.Event(c, &d.ev)
}

// send takes one packet of a Send.
func (c *Conn) send(d *Decoder, from Side, p *packet) {
	s := &c.streams[from]
	s.note(p)
	switch {
	case p.op.IsOnly():
		c.abort(d, from)
		s.advance(p.psn + 1)
		c.emitOnly(d, from, p)
		return
	case p.op.IsFirst():
		c.abort(d, from)
		c.begin(s, KindSend, p)
		c.learnMTU(p)
	case s.cur.open && s.cur.kind == KindSend:
		s.cur.add(p)
	default: // the front is missing, which a gap or the capture's start explains
		s.advance(p.psn + 1)
		return
	}
	s.advance(p.psn + 1)
	if p.op.IsLast() {
		c.emit(d, from, p, true)
	}
}

// write takes one packet of an RDMA Write. Only its headers matter, unless the
// sink wants its content.
func (c *Conn) write(d *Decoder, from Side, p *packet) {
	s := &c.streams[from]
	switch {
	case p.op.Begins():
		c.abort(d, from)
		want := c.wanted(d, KindWrite, from, p)
		c.begin(s, KindWrite, p)
		s.cur.want = want
		s.cur.front(p)
		if p.op.IsFirst() {
			c.learnMTU(p)
		}
	case s.cur.open && s.cur.kind == KindWrite:
		s.cur.add(p)
		s.cur.front(p)
	default:
		s.advance(p.psn + 1)
		return
	}
	s.advance(p.psn + 1)
	if p.op.Ends() {
		c.emit(d, from, p, true)
	}
}

// learnMTU takes the path MTU from a First packet, which fills it.
func (c *Conn) learnMTU(p *packet) {
	if p.length >= 256 && p.length <= 4096 {
		c.pmtu = uint32(p.length)
	}
}

// begin opens an assembly with its first packet.
func (c *Conn) begin(s *stream, k Kind, p *packet) {
	s.cur = assembly{
		open: true, kind: k, psn: p.psn, frame: p.frame, time: p.time,
		sentFrame: p.sentFrame, sentTime: p.sentTime,
		whole: true, data: s.cur.data[:0], va: p.va, key: p.key, dma: p.dma, addressed: p.hasRETH,
	}
	s.cur.add(p)
}

// add takes one more packet into the assembly.
func (a *assembly) add(p *packet) {
	a.end, a.last, a.lastTime = p.psn, p.frame, p.time
	a.length += p.length
	if a.kind != KindSend || !a.whole {
		return
	}
	if len(a.data)+len(p.data) <= maxMessage {
		a.data = append(a.data, p.data...)
	}
	a.whole = len(a.data) == a.length
}

// abort ends the assembly before its Last packet.
func (c *Conn) abort(d *Decoder, from Side) {
	if s := &c.streams[from]; s.cur.open {
		c.emit(d, from, nil, false)
	}
}

// emitOnly tells of a Send of one packet, without a copy.
func (c *Conn) emitOnly(d *Decoder, from Side, p *packet) {
	d.ev = Event{
		Kind: KindSend, Side: from, Frame: p.frame, LastFrame: p.frame, Time: p.time, LastTime: p.time,
		SentFrame: p.sentFrame, SentTime: p.sentTime, PSN: p.psn, EndPSN: p.psn,
		Length: p.length, Complete: true,
		Immediate: p.op.HasImmDt(), Invalidate: p.op.HasIETH(), InvKey: p.invKey,
	}
	c.streams[from].remember(request{kind: KindSend, psn: p.psn, end: p.psn, frame: p.frame, length: p.length})
	d.msg.decode(p.data, p.length, true)
	d.ev.Message = &d.msg
	d.sink.Event(c, &d.ev)
}

// emit tells of the assembly; last is its last packet when complete.
func (c *Conn) emit(d *Decoder, from Side, last *packet, complete bool) {
	s := &c.streams[from]
	a := &s.cur
	a.open = false
	d.ev = Event{
		Kind: a.kind, Side: from, Frame: a.frame, LastFrame: a.last, Time: a.time, LastTime: a.lastTime,
		SentFrame: a.sentFrame, SentTime: a.sentTime, PSN: a.psn, EndPSN: a.end,
		Length: a.length, Complete: complete, VA: a.va, Key: a.key, DMALen: a.dma, Addressed: a.addressed,
	}
	if last != nil {
		d.ev.Immediate, d.ev.Invalidate, d.ev.InvKey = last.op.HasImmDt(), last.op.HasIETH(), last.invKey
	}
	if a.kind == KindSend && a.length > maxMessage {
		d.dropped.over(BoundMessage, 1)
	}
	s.remember(request{kind: a.kind, psn: a.psn, end: a.end, frame: a.frame, length: a.length})
	if a.want > 0 {
		d.ev.Front, d.ev.FrontFrame = a.data, d.ev.Frame
	}
	if a.kind == KindSend {
		d.msg.decode(a.data, a.length, complete)
		d.ev.Message = &d.msg
	}
	d.sink.Event(c, &d.ev)
}

// read takes an RDMA Read Request, which takes as many PSNs as its response
// has packets.
func (c *Conn) read(d *Decoder, from Side, p *packet) {
	s := &c.streams[from]
	c.abort(d, from)
	n, loose := uint32(1), uint32(0)
	switch {
	case !p.hasRETH:
		loose = psnWindow
	case c.pmtu > 0:
		n = packetsOf(p.dma, c.pmtu)
	default:
		n = packetsOf(p.dma, 4096)
		loose = packetsOf(p.dma, 256) - n
	}
	s.advance(p.psn + n)
	s.loose = loose
	for len(s.reads) > 0 && (len(s.reads) == maxReads || roce.PSNDiff(p.psn, s.reads[0].psn) > psnWindow) {
		if len(s.reads) == maxReads {
			d.dropped.over(BoundReads, 1)
		}
		s.reads = append(s.reads[:0], s.reads[1:]...)
	}
	s.reads = append(s.reads, read{
		psn: p.psn, n: n + loose, frame: p.frame, time: p.time, va: p.va, key: p.key, dma: p.dma, sized: p.hasRETH,
		want: c.wanted(d, KindRead, from, p),
	})
	s.remember(request{
		kind: KindRead, psn: p.psn, end: roce.PSNAdd(p.psn, int(n+loose)-1), frame: p.frame, length: int(p.dma),
	})
	c.emitRequest(d, KindRead, from, p)
}

// packetsOf is how many packets carry n bytes; a Read of nothing is answered
// by one too.
func packetsOf(n, mtu uint32) uint32 {
	return max(1, uint32((uint64(n)+uint64(mtu)-1)/uint64(mtu)))
}

// atomic takes an atomic operation.
func (c *Conn) atomic(d *Decoder, from Side, p *packet) {
	c.abort(d, from)
	c.streams[from].advance(p.psn + 1)
	c.streams[from].remember(request{kind: KindAtomic, psn: p.psn, end: p.psn, frame: p.frame})
	c.emitRequest(d, KindAtomic, from, p)
}

// emitRequest tells of an operation that is one request packet.
func (c *Conn) emitRequest(d *Decoder, k Kind, from Side, p *packet) {
	d.ev = Event{
		Kind: k, Side: from, Frame: p.frame, LastFrame: p.frame, Time: p.time, LastTime: p.time,
		SentFrame: p.sentFrame, SentTime: p.sentTime, PSN: p.psn, EndPSN: p.psn,
		Complete: true, VA: p.va, Key: p.key, DMALen: p.dma, Addressed: p.hasRETH,
	}
	d.sink.Event(c, &d.ev)
}

// response takes an acknowledgement or a Read Response.
func (c *Conn) response(d *Decoder, from Side, p *packet) {
	if p.op.IsReadResponse() {
		c.readResponse(d, from, p)
		if !p.hasAETH {
			return
		}
	}
	if !p.hasAETH {
		return
	}
	c.answered(from, ackType(p.syndrome), p.syndrome, p.psn)
	s := &c.streams[from.Other()]
	if !p.op.IsReadResponse() && ackType(p.syndrome) == roce.ACK {
		c.ackedAgain(s, p)
	}
	d.ev = Event{
		Kind: KindAck, Side: from, Frame: p.frame, LastFrame: p.frame, Time: p.time, LastTime: p.time,
		SentFrame: p.frame, SentTime: p.time, PSN: p.psn, EndPSN: p.psn,
		Ack: ackType(p.syndrome), Code: p.syndrome, MSN: p.msn,
	}
	d.ev.Early = s.beyond(p.psn)
	if d.ev.Ack != roce.ACK {
		d.ev.Kind = KindNAK
		d.ev.Early = s.beyond(roce.PSNAdd(p.psn, -1))
		if r, ok := s.refused(p.psn, c.pmtu); ok {
			d.ev.RefPart = r.partial
			d.ev.RefFound, d.ev.RefKind, d.ev.RefPSN, d.ev.RefFrame, d.ev.RefLength = true, r.kind, r.psn, r.frame, r.length
		}
	}
	d.sink.Event(c, &d.ev)
}

// readResponse follows the answers to an RDMA Read of the other side.
func (c *Conn) readResponse(d *Decoder, from Side, p *packet) {
	if p.op.IsFirst() && p.length >= 256 && p.length <= 4096 {
		c.pmtu = uint32(p.length)
	}
	s := &c.streams[from.Other()]
	for i := range s.reads {
		r := &s.reads[i]
		at := roce.PSNDiff(p.psn, r.psn)
		if at < 0 || uint32(at) >= r.n {
			continue
		}
		if uint32(at) < r.got {
			return // asked for again, and answered again
		}
		if since, at := s.overtaken(r, p); at > 0 && !r.again && p.time > since {
			c.disordered(p.time-since, at, p.frame, false)
		}
		r.missing = r.missing || uint32(at) > r.got
		r.take(p)
		r.got = uint32(at) + 1
		if !p.op.Ends() {
			return
		}
		if end := roce.PSNAdd(p.psn, 1); s.loose > 0 && i == len(s.reads)-1 {
			s.closeRead(end) // now its length is known
			s.advance(end)
		}
		done := *r
		s.reads = append(s.reads[:i], s.reads[i+1:]...)
		d.ev = Event{
			Kind: KindReadDone, Side: from, Frame: done.frame, LastFrame: p.frame, Time: done.time, LastTime: p.time,
			SentFrame: p.frame, SentTime: p.time, PSN: done.psn, EndPSN: p.psn,
			Complete: !done.missing, VA: done.va, Key: done.key, DMALen: done.dma, Front: done.data, FrontFrame: done.dataAt,
			Overtaken: done.passed && !done.again,
		}
		d.sink.Event(c, &d.ev)
		return
	}
}
