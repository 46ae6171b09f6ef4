package rules

import "rpcrdma-lint/rfc8166"

// A Reply says that the arguments were read.
var readIncomplete = &Rule{
	ID:       "read/incomplete",
	Title:    "Reply sent before the Read data had arrived",
	Severity: Warning,
	Covers:   []rfc8166.Key{"8166-3.4.5.1-b", "8166-2.3.2-d"},
	Deviates: "A Responder that fails the RPC need not wait for an argument that it will not look at.",
	Unit:     PerPull,
	Pull: func(c *Conn, p *Pull) Outcome {
		t := p.txn
		switch {
		case t == nil:
			return NotApplicable
		case !p.Done:
			return Undecided(c.responseGuard(p.by))
		case !t.Answered || t.AnswerIs != RoleReply || t.Answer.SentFrame > p.DoneFrame:
			return Held
		}
		o := Violated(blame(p.by), "Reply sent %s before the last data of an RDMA Read for it", micros(p.DoneTime-t.Answer.Time)).
			Seen(t.Call.Frame, "Call").Seen(p.Frame, "RDMA Read Request").Seen(p.DoneFrame, "last RDMA Read Response").
			At(t.Answer.Frame, t.Answer.Time, "Reply").XID(t.XID).
			Values("Reply in frame "+itoa(t.Answer.Frame), "after frame "+itoa(p.DoneFrame))
		return c.readFor(p, o)
	},
	Doc: Doc{
		Why: "The Reply allows the client to reuse the memory, so what still comes may be anything; and the Responder has answered without knowing the argument. " +
			"A server that stores such data corrupts a file.",
		How:    "The last response to an RDMA Read of a Read chunk was captured after the Reply to its Call.",
		Silent: "An RDMA_ERROR answers; the Reader sent requests again; Reply and response are too close together; the same memory was offered by other Calls, or Calls may be missing.",
		Bad:    "est; exchange; C>CALL 1 v3 WRITE rd=(p,4096,h); S>READ h; S>REPLY 1 noack; +50us C>RRESP; exchange",
		Good:   "est; exchange; C>CALL 1 v3 WRITE rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
	},
}

// readFor adds to a claim about a Read that went on after a Reply the guards
// for its having served that Call and no other.
func (c *Conn) readFor(p *Pull, o Outcome) Outcome {
	t, requester := p.txn, p.by.Other()
	switch {
	case p.overtaken || p.DoneTime-t.Answer.SentTime <= c.apart():
		o = o.Unless(Disordered)
	case p.repeated != c.Repeated[p.by] || p.Frame > t.Answer.Frame:
		o = o.Unless(NotFresh)
	case !t.answerSure:
		o = o.Unless(NoRole)
	case t.Repeats > 0 || c.sharedSource(p):
		o = o.Unless(Unpaired)
	}
	key, at := p.segment.Handle, p.Time
	return o.Unless(c.offers(requester)).OnceClosed(requester).Checking(func() Guard {
		if g := c.sentAfter(at); g != 0 {
			return g
		}
		if g := c.mayOffer(key); g != 0 {
			return g
		}
		return c.offers(requester)
	})
}

// sharedSource reports whether another Call offered the memory that p reads
// from.
func (c *Conn) sharedSource(p *Pull) bool {
	h := c.dirs[p.by.Other()].memory[p.segment.Handle]
	if h.some() > maxShared {
		return true
	}
	for _, s := range h.list {
		if !s.Txn.retired && s.Txn != p.txn && s.Txn.Call.Frame < p.Frame && s.Overlaps(p.segment.Offset, p.segment.Length) {
			return true
		}
	}
	return false
}
