package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// The Reply gives the memory back.
var rdmaAfterReply = &Rule{
	ID:       "rdma/after-reply",
	Title:    "RDMA Read/Write for a transaction whose Reply was already sent",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-3.5.2-b", "8166-3.4.5.1-b", "8166-2.3.2-c", "8166-2.3.2-d"},
	Unit:     PerMove,
	Move: func(c *Conn, m *Move) Outcome {
		switch {
		case m.Event.DMALen == 0 || m.Fit == FitUnknown:
			return NotApplicable
		case m.Fit != FitClosed:
			return c.stillOpen(m)
		}
		t := m.Segment.Txn
		o := Violated(blame(m.By), "%s, after the %s to XID %s", m.what(), t.AnswerIs, hex(t.XID)).
			Seen(t.Call.Frame, "advertised here").Seen(t.Answer.Frame, "answered here").XID(t.XID).
			Values("sent after the "+t.AnswerIs.String(), "sent before it")
		if m.Event.Kind == decode.KindRead {
			o = o.Citing("8166-3.4.5.1-b", "8166-2.3.2-d")
		} else {
			o = o.Citing("8166-3.5.2-b", "8166-2.3.2-c")
		}
		switch {
		case !t.answerSure:
			o = o.Unless(NoRole)
		case t.unserved():
			o = o.Unless(Unpaired)
		}
		return c.stray(m, o)
	},
	Doc: Doc{
		Why: "With the Reply the Requester takes its memory back and hands it to the application. What is written later overwrites whatever is there by then, " +
			"what is read later is something else; or the registration is gone, the access is refused and the connection is lost.",
		How: "The handle and the range belong to a Call whose Reply or RDMA_ERROR has a smaller PSN in the same stream, and to no Call that waits for an answer. " +
			"The Requester's next request, captured without a gap since the connection began, proves that no Call offered them again.",
		Silent: "As rdma/unadvertised; and where the Call was sent again, so that it may be served twice.",
		Bad:    "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>REPLY 1 wr=(h,4096) reduced; S>WRITE h 0 4096; exchange",
		Good:   "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096); exchange",
	},
}

// stillOpen is held for an operation that serves an open Call, unless the
// answer to that may be missing from the capture.
func (c *Conn) stillOpen(m *Move) Outcome {
	if g := c.answered(m); g != 0 {
		return Undecided(g)
	}
	return Held
}

// answered is the guard that fails when the Call that m serves may have been
// answered before, unseen.
func (c *Conn) answered(m *Move) Guard {
	if g := c.startGuard(); g != 0 {
		return g
	}
	if c.gaps[m.By] != m.Segment.Txn.gapsAt[m.By] {
		return gapGuard(m.By)
	}
	return 0
}
