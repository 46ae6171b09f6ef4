package rules

import "rpcrdma-lint/decode"

// A CallCredit is a Call's place in the credit accounting.
type CallCredit struct {
	Requester decode.Side
	XID       uint32
	Frame     int
	Time      int64
	PSN       uint32

	InFlight  int    // Calls in flight with this one: certainly no fewer
	Limit     uint32 // the largest grant that the Requester may have had
	LimitAt   int    // frame of the answer that gave it
	ZeroGrant bool   // the answer granted 0, which counts as 1
	Requested uint32 // the largest credit request among the Calls in flight
	Listed    []int  // frames of some of the Calls in flight, oldest first

	OverGrant   bool
	OverRequest bool
	Guard       Guard // why it is not proven, or not known to hold
	Episode     int   // the stretch of Calls over the limit that it belongs to

	counted []*Transaction
	unseen  int
	more    bool  // other Calls may wait for an answer as well
	upTo    int64 // answers up to this time may have been received before the Call was sent
	low     int
	maxLim  uint32
	proven  bool
}

// judgeCall compares the Calls in flight with the limits. What looks like too
// many waits for proof.
func (c *Conn) judgeCall(m *Message, t *Transaction) {
	k := &c.dirs[m.Requester].credit
	cc := &c.pair.e.cc
	*cc = CallCredit{
		Requester: m.Requester, XID: t.XID, Frame: t.Call.Frame, Time: t.Call.Time, PSN: t.Call.PSN,
		InFlight: k.sure,
	}
	if !k.hasAnswer {
		return // the rule on the first grant judges these
	}
	responder := m.Requester.Other()
	if !k.hasCertain && k.grants.len() == 0 {
		cc.Guard = c.hiding(responder)
		c.pair.e.runCall(c, cc)
		return
	}
	limit, _ := k.limits()
	cc.Limit, cc.LimitAt, cc.ZeroGrant = limit.credits, limit.frame, limit.zero
	cc.OverGrant = k.sure > int(min(limit.credits, maxOpen))
	if !cc.OverGrant && k.sure > int(min(t.Header.Credit, maxOpen)) {
		if c.crowded(m.Requester) {
			cc.Guard = Forgotten
			c.pair.e.runCall(c, cc)
			return
		}
		cc.Requested = c.requested(m.Requester)
		cc.OverRequest = k.sure > int(min(cc.Requested, maxOpen))
	}
	if !cc.OverGrant && !cc.OverRequest {
		k.over = false
		cc.Guard = c.Unbroken(m.Requester)
		c.pair.e.runCall(c, cc)
		return
	}
	if cc.OverGrant && !k.over {
		k.over = true
		k.episode++
	}
	cc.Episode = k.episode
	// Without a Reply that was certainly received, all grants must be known.
	if !k.hasCertain && (!c.start[responder] || c.unseen[responder] > 0) {
		cc.Guard = Unacked
	}
	c.await(m.Requester, cc, t)
}

// hiding is the guard that fails where something of side may be unseen.
func (c *Conn) hiding(side decode.Side) Guard {
	switch {
	case c.gaps[side] > 0:
		return gapGuard(side)
	case c.early[side.Other()] > 0:
		return EarlyAck
	case !c.start[side]:
		return NoStart
	}
	return NoRole
}

// crowded reports whether there are more open transactions than are gone through
// for one Call.
func (c *Conn) crowded(requester decode.Side) bool { return len(c.dirs[requester].open) > maxCounted }

// requested is the largest credit request among the Calls in flight.
func (c *Conn) requested(requester decode.Side) uint32 {
	n := uint32(1) // with a request of zero nothing could be sent
	for _, t := range c.Open(requester) {
		if t.Proper {
			n = max(n, t.Header.Credit)
		}
	}
	return n
}

// await keeps a Call over a limit until it is proven.
func (c *Conn) await(requester decode.Side, cc *CallCredit, t *Transaction) {
	k := &c.dirs[requester].credit
	kept := *cc
	kept.upTo = t.Call.SentTime + c.Margin()
	kept.low, kept.maxLim = cc.InFlight, max(cc.Limit, k.since(t.Call.SentTime-c.Margin()))
	kept.unseen = c.unseen[requester.Other()]
	kept.more = c.gaps[requester] > 0
	if len(k.checks) >= maxChecks || c.crowded(requester) {
		kept.Guard = Forgotten
		c.pair.e.runCall(c, &kept)
		return
	}
	for _, o := range c.Open(requester) {
		if o.Proper && o.gen == k.gen {
			kept.counted = append(kept.counted, o)
			if len(kept.Listed) < maxListed {
				kept.Listed = append(kept.Listed, o.Call.Frame)
			}
			continue
		}
		kept.more = true
	}
	k.checks = append(k.checks, &kept)
	t.check = &kept
}

// settleChecks decides about the Calls over a limit when the Responder's next
// request was captured at the time now, or, with over set, the connection is
// over.
func (c *Conn) settleChecks(requester decode.Side, now int64, over bool) {
	k := &c.dirs[requester].credit
	if len(k.checks) == 0 {
		return
	}
	rest := k.checks[:0]
	for _, cc := range k.checks {
		if !over && now <= cc.upTo && c.unseen[requester.Other()] == cc.unseen {
			rest = append(rest, cc)
			continue
		}
		cc.decide(c, over)
		if cc.Guard == 0 && cc.OverGrant {
			k.proven, cc.proven = true, true
		}
		cc.counted = nil
		c.pair.e.runCall(c, cc)
	}
	clear(k.checks[len(rest):])
	k.checks = rest
}

// decide finds the guard that fails, if any.
func (cc *CallCredit) decide(c *Conn, over bool) {
	responder := cc.Requester.Other()
	switch {
	case cc.Guard != 0:
	case !c.RolesKnown:
		cc.Guard = NoRole
	case c.unseen[responder] != cc.unseen:
		cc.Guard = gapGuard(responder)
	case cc.OverGrant && cc.low <= int(min(cc.maxLim, maxOpen)),
		cc.OverRequest && cc.low <= int(min(cc.Requested, maxOpen)):
		cc.Guard = Disordered
	case over && (cc.more || !cc.unanswered(c)):
		cc.Guard = openGuard(responder)
	}
}

// unanswered reports whether acknowledgements prove that none of the counted
// Calls was answered when this one was sent: each was acknowledged by itself,
// and only after this Call.
func (cc *CallCredit) unanswered(c *Conn) bool {
	for _, t := range cc.counted {
		if t.Call.Frame == cc.Frame {
			continue
		}
		if !t.acked || t.ackTime-cc.Time <= c.Margin() {
			return false
		}
	}
	return true
}
