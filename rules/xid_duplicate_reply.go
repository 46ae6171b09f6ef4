package rules

import "rpcrdma-lint/rfc8166"

// The first answer completes the transaction, whichever kind it is.
var xidDuplicateReply = &Rule{
	ID:       "xid/duplicate-reply",
	Title:    "Second answer to a completed transaction",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-2.2.2-c", "8166-4.5-h"},
	Unit:     PerMessage,
	Roles:    []Role{RoleReply, RoleError},
	Message: func(c *Conn, m *Message) Outcome {
		switch {
		case !m.IsAnswer() || m.Match == MatchNone || m.Match == MatchElsewhere:
			return NotApplicable
		case m.Match == MatchFirst && !m.Sure:
			return Undecided(NoRole)
		case m.Match == MatchFirst:
			if g := c.AnswerHidden(m.Txn); g != 0 {
				return Undecided(g)
			}
			return Held
		case m.Txn.Repeats > 0:
			return NotApplicable
		}
		t, requester, xid, place := m.Txn, m.Requester, m.Header.XID, placeOf(m.Event)
		kind, first := m.Role.String(), t.AnswerIs.String()
		o := m.faulty("%s to XID %s, which an earlier %s had completed", kind, hex(xid), first).
			Values("answer "+itoa(t.Answers), "one answer").
			Seen(t.Call.Frame, "Call").Seen(t.Answer.Frame, "first answer, PSN "+utoa(t.Answer.PSN)).
			Citing("8166-2.2.2-c")
		if t.AnswerIs == RoleError {
			o = o.Citing("8166-2.2.2-c", "8166-4.5-h")
		}
		return o.Unless(c.calledAgain(t)).OnceClosed(requester).AtEnd().
			Checking(c.Overtaken(requester, xid, place, t))
	},
	Doc: Doc{
		Why: "The Requester posted one Receive for its Call. The second answer takes that of another Call, or meets none; " +
			"and where the XID is in use again, it completes the wrong RPC.",
		How: "A Reply or RDMA_ERROR was sent with the XID of a transaction that had been answered, under a new PSN and without a new Call between. " +
			"The Requester's next message, captured without a gap, proves that no Call was missed.",
		Silent: "The Call was repeated on this connection, so that two answers are explicable, packets of either side are missing, " +
			"or nothing more of the Requester was captured. A repetition of the same PSN is the queue pair's business.",
		Bad:  "est; C>CALL 1; S>REPLY 1; S>REPLY 1; exchange",
		Good: "est; C>CALL 1; S>REPLY 1; S>again 1; exchange",
	},
}

// calledAgain is the guard that fails when the Call of an answered transaction
// may have been sent more than once.
func (c *Conn) calledAgain(t *Transaction) Guard {
	requester := t.requester
	responder := requester.Other()
	switch {
	case c.gaps[requester] > 0:
		return gapGuard(requester)
	case c.gaps[responder] > t.gapsAt[responder]:
		return gapGuard(responder)
	case !c.start[responder] && !t.after[responder], t.Answer.SentFrame < t.Call.SentFrame:
		return NotFresh // the first answer may repeat one to an earlier Call
	case !t.Sure && t.Role == RoleCall:
		return NoRole
	}
	return c.cutCall(requester, t.XID, t.Call.Frame)
}
