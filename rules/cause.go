package rules

import "rpcrdma-lint/decode"

// judge is the blame analysis (rules.md, section 5).
func (r *Refusal) judge(c *Conn) {
	switch {
	case r.Found && r.Kind != decode.KindSend:
		r.Guard = NotASend
	case r.Sent == nil:
		r.Guard = Unseen
		if r.gaps[r.By.Other()] > 0 {
			r.Guard = gapGuard(r.By.Other())
		}
	case r.repeated:
		r.Guard = NotFresh
	case r.Sent.Txn != nil && r.Sent.Txn.check != nil && r.Sent.Txn.check.proven:
		r.judgeCall(c) // a lower bound, which needs no beginning
	case !c.Started():
		r.Guard = NoStart
	case r.By == decode.ServerSide:
		r.judgeServer(c)
	default:
		r.judgeClient(c)
	}
}

// judgeServer finds why the server refused what the client sent.
func (r *Refusal) judgeServer(c *Conn) {
	s := r.Sent
	if r.gaps[decode.ClientSide] > 0 {
		r.Guard = GapClient
		return
	}
	switch {
	case !s.Sure && s.Role != RoleOdd:
		r.Guard = NoRole
	case s.Role == RoleCall && s.Requester == decode.ClientSide && s.Match == MatchNone:
		r.judgeCall(c)
	case s.Role == RoleOdd:
		r.judgeWithin(c)
	case s.Role == RoleReply && s.Match == MatchFirst:
		if c.dirs[decode.ClientSide].credit.proven {
			r.Cause = CauseOverrun
			return
		}
		r.judgeWithin(c)
	case r.unsure(decode.ServerSide) != 0:
		r.Guard = r.unsure(decode.ServerSide)
	case r.open(c, decode.ServerSide) != 0:
		r.Guard = r.open(c, decode.ServerSide)
	default:
		r.Cause = CauseOverrun
	}
}

// judgeCall finds why a Call was refused.
func (r *Refusal) judgeCall(c *Conn) {
	s, k := r.Sent, &c.dirs[r.Sent.Requester].credit
	switch {
	case s.noAnswer && k.first != nil && s.Txn != k.first:
		pattern, g := c.FirstCall(s.Requester)
		if !pattern || g != 0 {
			r.Guard = g
			if g == 0 {
				r.Guard = Unacked
			}
			return
		}
		r.Cause = CauseOverrun
		r.because(k.second.Call.Frame, "second Call before the first grant")
	case s.Txn != nil && s.Txn.check != nil && s.Txn.check.OverGrant:
		cc := s.Txn.check
		if !cc.proven {
			r.Guard = cc.Guard
			return
		}
		r.Cause = CauseOverrun
		r.because(cc.LimitAt, "last grant before")
	case s.Requester == decode.ServerSide:
		r.judgeExpected(c)
	default:
		r.judgeWithin(c)
	}
}

// judgeExpected finds whether the client had to expect a reverse Call.
func (r *Refusal) judgeExpected(c *Conn) {
	k := &c.dirs[decode.ServerSide].credit
	switch g := c.unannounced(r.Sent.Time + c.Margin()); {
	case g == 0:
		r.Cause = CauseUnsolicited
		for _, f := range c.back.quiet {
			r.because(f, "announces no back channel")
		}
	case k.hasAnswer && k.firstAnswer.last < r.Sent.Frame:
		r.judgeWithin(c) // it has answered one
	default:
		r.Guard = g
	}
}

// judgeWithin blames the side that refused where the other one kept within the
// smallest grant that it may have gone by.
func (r *Refusal) judgeWithin(c *Conn) {
	s := r.Sent
	switch g := r.unsure(r.By); {
	case g != 0:
		r.Guard = g
	case s.surplus > 0 || s.high > int(min(s.smallest, maxOpen)):
		r.Guard = Unacked
	default:
		r.Cause = CauseNoReceive
		if s.grantAt > 0 {
			r.because(s.grantAt, "granted here")
		}
	}
}

// judgeClient finds why the client refused what the server sent.
func (r *Refusal) judgeClient(c *Conn) {
	s := r.Sent
	if g := r.unsure(decode.ServerSide); g != 0 {
		r.Guard = g
		return
	}
	switch {
	case !s.Sure:
		r.Guard = NoRole
	case (s.Role == RoleReply || s.Role == RoleError) && s.Match == MatchFirst:
		if s.surplus > 0 {
			if r.Guard = r.open(c, decode.ClientSide); r.Guard != 0 {
				return // what seems to answer nothing may answer a Call that is missing
			}
			r.Cause = CauseUnsolicited
			r.because(s.surplusAt, "sent before, to no open Call")
			return
		}
		if s.crowded != 0 {
			r.Guard = s.crowded
			return
		}
		r.Cause = CauseNoReceive
		r.because(s.Txn.Call.Frame, "Call")
	case s.Role == RoleReply || s.Role == RoleError:
		r.judgeSurplus(c)
	case s.Role == RoleCall:
		r.judgeCall(c)
	default:
		r.Guard = NoRole
	}
}

// judgeSurplus blames the server for an answer that nothing asked for, once
// the client's stream shows that no Call is missing.
func (r *Refusal) judgeSurplus(c *Conn) {
	if g := r.open(c, decode.ClientSide); g != 0 {
		r.Guard = g
		return
	}
	r.Cause = CauseUnsolicited
	if r.Sent.Txn != nil {
		r.because(r.Sent.Txn.Answer.Frame, "answered before")
	}
}

// open is the guard that fails when side may have asked, unseen, for what was
// refused: its stream must show no gap up to a request behind that.
func (r *Refusal) open(c *Conn, side decode.Side) Guard {
	switch {
	case c.gaps[side] > 0:
		return gapGuard(side)
	case c.lastRequest[side] <= r.Sent.Frame:
		return openGuard(side)
	}
	return c.cutCall(side, r.Sent.XID, 0)
}

// unsure is the guard that fails when something that side sent before the
// refusal may be unseen.
func (r *Refusal) unsure(side decode.Side) Guard {
	switch {
	case r.gaps[side] > 0:
		return gapGuard(side)
	case r.unseen[side] > 0:
		return NoRole
	case r.early[side.Other()] > 0:
		return EarlyAck
	}
	return 0
}

func (r *Refusal) because(frame int, what string) {
	if frame > 0 {
		r.Because = append(r.Because, Evidence{Frame: frame, What: what})
	}
}
