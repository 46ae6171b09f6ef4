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
	case r.Sent.Role == RoleCall && r.Sent.Txn != nil && r.Sent.Txn.check != nil && r.Sent.Txn.check.proven:
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
	case s.Role == RoleCall:
		r.Guard = Taken // whether a repeated Call is owed a Receive is open
	case r.unsure(decode.ServerSide) != 0:
		r.Guard = r.unsure(decode.ServerSide)
	default:
		r.judgeSurplus(c, CauseOverrun)
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
	n, _, taken := r.unowed(c)
	switch g := r.unsure(r.By); {
	case g != 0:
		r.Guard = g
	case taken != 0:
		r.Guard = taken
	case n > 0:
		r.Guard = Taken
	case s.high > int(min(s.smallest, maxOpen)):
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
		r.judgeAnswer(c)
	case s.Role == RoleReply || s.Role == RoleError:
		r.judgeSurplus(c, CauseUnsolicited)
	case s.Role == RoleCall:
		r.judgeCall(c)
	default:
		r.Guard = NoRole
	}
}

// judgeAnswer blames the client that refused the answer to its open Call,
// unless something else may have taken the Receive.
func (r *Refusal) judgeAnswer(c *Conn) {
	s := r.Sent
	n, first, taken := r.unowed(c)
	switch {
	case n > 0:
		r.Cause, r.surplus = CauseUnsolicited, n
		r.because(first, "sent before, to no open Call")
	case taken != 0:
		r.Guard = taken
	case s.crowded != 0:
		r.Guard = s.crowded
	case s.Txn.Call.Frame > s.Frame:
		r.Guard = Disordered
	default:
		r.Cause = CauseNoReceive
		r.because(s.Txn.Call.Frame, "Call")
	}
}

// judgeSurplus blames the sender of an answer that nothing asked for, once the
// other side's stream shows that no Call is missing.
func (r *Refusal) judgeSurplus(c *Conn, cause Cause) {
	s := r.Sent
	if r.Guard = c.uncalled(s.Requester, s.XID, s.Place, s.Txn); r.Guard != 0 {
		return
	}
	r.Cause = cause
	if s.Txn != nil {
		r.because(s.Txn.Answer.Frame, "answered before")
	}
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
