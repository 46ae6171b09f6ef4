package rules

import (
	"slices"

	"rpcrdma-lint/decode"
)

// CallHidden is the guard that fails when side may have sent a Call with this
// XID, since the connection began, of which the ledger does not know.
func (c *Conn) CallHidden(side decode.Side, xid uint32) Guard {
	if g := c.Unbroken(side); g != 0 {
		return g
	}
	d := &c.dirs[side]
	switch {
	case slices.Contains(d.inner, xid):
		return Unpaired
	case len(d.inner) == maxInner && d.forgot > 0:
		return Forgotten // it may be one of inner that is remembered no more
	}
	return c.cutCall(side, xid, 0)
}

// cutCall is the guard that fails when a message of side, captured from the
// frame since on without its role, may be a Call with this XID.
func (c *Conn) cutCall(side decode.Side, xid uint32, since int) Guard {
	if c.unseen[side] == c.gaps[side] {
		return 0
	}
	sends := &c.sends[side]
	if sends.n > maxSent && sends.ring[sends.n%maxSent].Frame > since {
		return NoRole // the ring does not reach back so far
	}
	for i := range sends.ring {
		s := &sends.ring[i]
		switch {
		case s.Frame < since, s.Sure, s.Role == RoleOdd, s.HasXID && s.XID != xid, c.garbledAnswer(s):
		default:
			return NoRole
		}
	}
	return 0
}

// garbledAnswer reports whether a message without a role was captured while a
// Call of the other side with its XID waited for an answer, so that it is no
// Call but a spoiled answer.
func (c *Conn) garbledAnswer(s *Sent) bool {
	t := c.transaction(s.Sender.Other(), s.XID)
	return s.Role == RoleUnknown && s.HasXID && t != nil && t.Call.Frame < s.Frame && (!t.Answered || t.Answer.Frame > s.Frame)
}

// transaction is the latest one with this XID that is remembered, or nil.
func (c *Conn) transaction(requester decode.Side, xid uint32) *Transaction {
	d := &c.dirs[requester]
	if t := d.open[xid]; t != nil {
		return t
	}
	return d.closed[xid]
}

// Overtaken is asked at the connection's end: the guard that fails when the
// Call that the message at place seemed to lack became known after it, or may
// be missing still. The transaction known was no secret.
func (c *Conn) Overtaken(requester decode.Side, xid uint32, place Place, known *Transaction) func() Guard {
	d, gaps := &c.dirs[requester], c.gapsBy(requester, place.LastFrame)
	return func() Guard {
		if g := c.closedAfter(requester, place.LastFrame, gaps); g != 0 {
			return g
		}
		for _, t := range [...]*Transaction{d.open[xid], d.closed[xid]} {
			if t != nil && t != known && (t.open || t.Answer.Frame == place.Frame || t.Call.Time-place.LastTime <= c.Margin()) {
				return Disordered
			}
		}
		if d.forgot+d.ignoredLost > 0 {
			return Forgotten
		}
		for _, i := range d.ignored {
			if i.xid == xid && i.frame > place.LastFrame && i.sent-place.LastTime <= c.Margin() {
				return Disordered
			}
		}
		return c.cutCall(requester, xid, 0)
	}
}

// closedAfter is the guard that fails when no request of side was captured
// behind frame, or one may be missing since there were so many gaps. A request
// that was assembled late closes nothing.
func (c *Conn) closedAfter(side decode.Side, frame, gaps int) Guard {
	switch {
	case c.gaps[side] > gaps:
		return gapGuard(side)
	case c.lastRequest[side] <= frame:
		return openGuard(side)
	}
	return 0
}

// gapsBy is how many gaps of side there were at a frame, or more than that. A
// message that is not whole is told of late: gaps that came after it may have
// been told of before.
func (c *Conn) gapsBy(side decode.Side, frame int) int {
	if c.lastGap[side] > frame {
		return c.gaps[side] - 1
	}
	return c.gaps[side]
}

// AnswerHidden is the guard that fails when a transaction may have been
// answered unseen since its Call.
func (c *Conn) AnswerHidden(t *Transaction) Guard {
	responder := t.requester.Other()
	switch {
	case c.gaps[responder] > t.gapsAt[responder]:
		return gapGuard(responder)
	case t.blind:
		return Forgotten
	case t.Proper && t.gen == c.dirs[t.requester].credit.gen:
		return 0
	case c.early[t.requester] > 0:
		return EarlyAck
	case c.unseen[responder] > c.gaps[responder]:
		return NoRole
	}
	return 0
}

// AnsweredBefore is asked at the connection's end: the guard that fails when
// an answer to t may have come before the further Call of the event e.
func (c *Conn) AnsweredBefore(t *Transaction, e *decode.Event) func() Guard {
	responder := t.requester.Other()
	frame, sent, gaps, cut := e.LastFrame, e.SentTime, c.gapsBy(responder, e.LastFrame), c.unseen[responder]-c.gaps[responder]
	return func() Guard {
		switch {
		case t.Answered && t.Answer.LastTime-sent <= c.Margin():
			return Disordered
		case c.unseen[responder]-c.gaps[responder] > cut:
			return NoRole
		}
		return c.closedAfter(responder, frame, gaps)
	}
}
