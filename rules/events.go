package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
	"rpcrdma-lint/rfc8166"
)

// Opened begins the ledger of a connection, unless there were too many.
func (e *Engine) Opened(dc *decode.Conn) {
	if e.connsOf[dc.Lane()] >= e.o.Connections {
		e.dropped.Connections++
		return
	}
	if !dc.Keep(costRecord) {
		return
	}
	e.connsOf[dc.Lane()]++
	c := &Conn{Conn: dc, Sum: &Summary{Conn: dc}, pair: e.pairOf(dc)}
	for side := range 2 {
		c.start[side] = dc.Anchored(decode.Side(side))
		c.dirs[side].inLane = &e.closed[c.pair.lane]
	}
	c.quality.begin(dc)
	dc.User = c
	e.conns = append(e.conns, c.Sum)
	c.pair.open = append(c.pair.open, c)
}

// Event takes what happened on a connection into its ledger and lets the rules
// look at it.
func (e *Engine) Event(dc *decode.Conn, ev *decode.Event) {
	c, ok := dc.User.(*Conn)
	if !ok || c.crashed() {
		return
	}
	c.busy = true
	e.event(c, ev)
	c.busy = false
}

func (e *Engine) event(c *Conn, ev *decode.Event) {
	dc := c.Conn
	c.now, c.nowTime = max(c.now, ev.LastFrame), max(c.nowTime, ev.LastTime)
	c.quality.note(dc, ev)
	c.back.move(ev)
	c.incoming = ev
	c.special[ev.Side].note(ev)
	c.profiles.answer(ev)
	switch ev.Kind {
	case decode.KindSend:
		c.request(e, ev)
		c.message(e, ev)
		c.settleRequests(e, ev)
	case decode.KindWrite:
		c.Sum.Writes++
		if ev.Immediate {
			c.extras[ev.Side].add(extra{place: placeOf(ev)})
		}
		c.request(e, ev)
		e.move(c, ev)
		c.settleRequests(e, ev)
	case decode.KindRead:
		c.Sum.Reads++
		c.request(e, ev)
		e.move(c, ev)
		c.settleRequests(e, ev)
	case decode.KindReadDone:
		e.readDone(c, ev)
	case decode.KindResend:
		c.repeats(ev)
		c.sentAgain(ev)
	case decode.KindAtomic:
		c.request(e, ev)
		c.settleRequests(e, ev)
	case decode.KindAck:
		c.acknowledged(ev)
	case decode.KindNAK:
		c.recent[ev.Side.Other()].refuse(ev)
		c.refused(e, ev)
	case decode.KindGap:
		c.gap(e, ev)
	}
	if e.watch != nil && ev.Kind >= decode.KindAtomic {
		e.watch.Other(c, ev)
	}
}

// request counts a request of the stream of ev.Side, which proves that nothing
// is missing before it; unless it is the first one captured of a stream whose
// beginning is not known.
func (c *Conn) request(e *Engine, ev *decode.Event) {
	if c.requests[ev.Side] == 0 && !c.start[ev.Side] {
		c.hide(ev.Side)
	}
	c.repeats(ev)
	if c.requests[ev.Side] == 0 {
		c.firstPSN[ev.Side] = ev.PSN
	}
	c.requests[ev.Side]++
	c.lastRequest[ev.Side] = max(c.lastRequest[ev.Side], ev.Frame)
	c.lastTime[ev.Side] = max(c.lastTime[ev.Side], ev.LastTime)
	if !ev.Complete || ev.SentFrame < ev.Frame {
		return // what is missing of it may have come with more; or it stands too late
	}
	k := &c.dirs[ev.Side.Other()].credit
	if k.second != nil && !k.hasClosing && ev.LastFrame > k.second.Call.SentFrame {
		k.hasClosing = true
		k.closing = grant{frame: ev.Frame, last: ev.LastFrame, time: ev.Time, unseen: c.unseen[ev.Side]}
	}
	e.settle(c, waitFor(ev.Side), 0, ev.LastFrame)
}

// repeats notes whether a request may be a repetition of one that the capture
// missed, and that may have been answered unseen. So may all that come within
// the time in which they would be repeated once more, until the other side has
// shown a request without a gap.
func (c *Conn) repeats(ev *decode.Event) {
	own, other := &c.dirs[ev.Side].credit, &c.dirs[ev.Side.Other()].credit
	last := c.lastTime[ev.Side]
	if last == 0 && c.CM.Req != nil {
		last = c.CM.Req.Time
	}
	switch {
	case last == 0: // what began before the capture may have ended before it
		own.repeats = true
	case ev.Kind == decode.KindResend, ev.Time-last >= c.repeatsAfter():
		own.repeats, own.repeatsAt = true, ev.Time
	}
	if ev.Kind == decode.KindResend {
		return
	}
	if other.gapsAt == c.gaps[ev.Side] && ev.Time-other.repeatsAt >= c.repeatsAfter() {
		other.repeats = false
	}
	other.gapsAt = c.gaps[ev.Side]
}

// settleRequests decides about Calls over a limit that waited for a request of
// the Responder.
func (c *Conn) settleRequests(e *Engine, ev *decode.Event) {
	if ev.Complete {
		c.settleChecks(ev.Side.Other(), ev.Time, false)
	}
}

// gap takes packets of ev.Side that are missing from the capture.
func (c *Conn) gap(e *Engine, ev *decode.Event) {
	side := ev.Side
	c.Sum.Gaps++
	c.gaps[side]++
	if c.gapAt[side] == 0 {
		c.gapAt[side] = ev.Frame
	}
	c.lastGap[side] = ev.Frame
	if ev.Void {
		c.voids[side]++
		c.start[side] = false
	} else {
		c.missing[side] += int(roce.PSNDiff(ev.EndPSN, ev.PSN)) + 1
	}
	c.hide(side)
	e.settle(c, waitFor(side), gapGuard(side), ev.Frame)
}

// hide notes that something of side may have gone unseen.
func (c *Conn) hide(side decode.Side) {
	c.unseen[side]++
	c.dirs[side.Other()].credit.blur()
}

// acknowledged takes an acknowledgement.
func (c *Conn) acknowledged(ev *decode.Event) {
	c.responses[ev.Side]++
	c.heard(ev, ev.PSN)
	if len(c.refusals) > 0 {
		c.recovered(ev.Side, ev.PSN, ev.Frame)
	}
	if ev.Ack == roce.ACK && ev.Code < uint8(roce.NoCredit) {
		c.ackCredit(ev)
	}
}

// heard notes that ev.Side has received the other side's requests up to psn.
func (c *Conn) heard(ev *decode.Event, psn uint32) {
	if ev.Early {
		if c.early[ev.Side] == 0 {
			c.early[ev.Side] = ev.Frame
		}
		c.dirs[ev.Side].credit.blur()
		c.dirs[ev.Side.Other()].credit.acknowledge(psn, ev.Time, 0, false)
		return
	}
	c.dirs[ev.Side].credit.received(psn, ev.Time)
	c.dirs[ev.Side.Other()].credit.acknowledge(psn, ev.Time, ev.Time-c.repeatsAfter(), ev.Kind == decode.KindAck)
}

// refused takes a NAK of any kind, which acknowledges what came before.
func (c *Conn) refused(e *Engine, ev *decode.Event) {
	c.responses[ev.Side]++
	c.heard(ev, roce.PSNAdd(ev.PSN, -1))
	if len(c.refusals) > 0 {
		c.recovered(ev.Side, roce.PSNAdd(ev.PSN, -1), ev.Frame)
	}
	switch {
	case ev.Ack == roce.RNRNAK:
		c.refuse(ev)
	case ev.Ack == roce.NAK && roce.NAKCode(ev.Code&31) != roce.PSNSequenceError:
		n := &NAK{
			By: ev.Side, Code: ev.Code & 31, Frame: ev.Frame, Time: ev.Time, PSN: ev.PSN,
			Found: ev.RefFound, Kind: ev.RefKind, At: ev.RefFrame, Start: ev.RefPSN, Length: ev.RefLength, partial: ev.RefPart,
		}
		if s := c.sends[ev.Side.Other()].find(ev.RefPSN); s != nil && ev.RefFound {
			kept := *s
			n.Sent, n.special = &kept, kept.special
		}
		if len(c.naks) < maxRefusals {
			c.naks = append(c.naks, n)
		} else {
			n.forgotten = true
		}
		e.runNAK(c, n)
	}
}

// message takes a Send into the ledger and lets the rules look at it.
func (c *Conn) message(e *Engine, ev *decode.Event) {
	m := &e.msg
	*m = Message{Message: ev.Message, Event: ev, Sender: ev.Side}
	e.resultsOf = nil
	c.classify(m)
	e.arguments(m)
	c.compound.note(m)
	s := Sent{Place: placeOf(ev), Sender: ev.Side}
	c.enter(m)
	if !m.isLongCall() {
		c.back.announce(m)
	}
	c.extra(m)
	c.offered(m)
	if m.Match == MatchFirst {
		e.contents(c, m.Txn) // the Reply is held against them
		m.longReplyOf(m.Txn)
		e.outcomeOf(m)
	}
	s.Requester, s.Role, s.Sure, s.Match, s.Txn = m.Requester, m.Role, m.Sure, m.Match, m.Txn
	s.special, s.extras = ev.Invalidate || ev.Immediate, c.extras[ev.Side].seen
	if ev.Complete {
		s.length = ev.Length
	}
	s.XID, s.HasXID = m.Header.XID, m.HasXID()
	s.weigh(c)
	c.sends[ev.Side].add(s)
	c.complete(&s)
	c.count(m)
	c.profiles.message(c, m)
	if e.watch != nil {
		e.watch.Message(c, m)
	}
	e.runMessage(c, m)
}

// enter takes a message into the transactions.
func (c *Conn) enter(m *Message) {
	if m.Version1() && m.Header.Fixed >= 4 && !c.version1 {
		c.version1 = true
	} else if m.Header.Fixed >= 2 && m.Header.Version != rfc8166.Version1 && c.foreign == 0 {
		c.foreign = m.Event.Frame
	}
	switch m.Role {
	case RoleCall, RoleOdd:
		switch d := &c.dirs[m.Requester]; {
		case m.Role == RoleOdd && m.Version1() && m.Header.Proc == rfc8166.Done:
			d.ignore(m)
		case m.HasXID():
			c.call(m)
		case m.defect() == DefectShort:
			c.short(m)
		}
	case RoleReply, RoleError:
		c.answer(m)
		if m.Role == RoleError && m.Match == MatchNone {
			c.dirs[m.Sender].ignore(m) // whatever it was, the other side has to drop it
		}
	}
	if !m.Sure && m.Role != RoleOdd || c.spoiled(m) {
		c.hide(m.Sender)
	}
}

// spoiled reports whether what looks like a Call bears the rdma_xid of an open
// transaction of the other side, and not its own: it may be a spoiled answer.
func (c *Conn) spoiled(m *Message) bool {
	return m.Role == RoleCall && m.HasRPC && m.RPC.XID != m.Header.XID && c.dirs[m.Sender.Other()].find(m.Header.XID) != nil
}

// count adds a message to the connection's summary.
func (c *Conn) count(m *Message) {
	s := c.Sum
	switch {
	case m.Role == RoleError:
		s.RDMAErrors++
	case m.Role == RoleCall && m.Reverse():
		s.ReverseCalls++
	case m.Role == RoleCall:
		s.Calls++
	case m.Role == RoleReply && m.Reverse():
		s.ReverseReplies++
	case m.Role == RoleReply:
		s.Replies++
	default:
		s.Unknown++
	}
}

// ackCredit compares the Receives that an acknowledgement tells of with those
// that the grant asks for (IBTA vol. 1, chapter 9.7.7.2).
func (c *Conn) ackCredit(ev *decode.Event) {
	a := &c.acks[ev.Side]
	a.acks++
	a.codes |= 1 << ev.Code
	k := &c.dirs[ev.Side.Other()].credit
	if !k.hasCertain {
		return
	}
	_, hi, known := roce.CreditCode(ev.Code).Range()
	limit, smallest := k.limits()
	owed := int(min(smallest, maxOpen)) - k.high()
	if !known || int(hi) >= owed {
		return
	}
	a.lowSeen++
	if len(a.low) < maxLowAcks {
		a.low = append(a.low, lowAck{
			frame: ev.Frame, time: ev.Time, code: ev.Code, most: int(hi), owed: owed,
			granted: int(smallest), grantedAt: limit.frame, inFlight: k.high(),
		})
	}
}
