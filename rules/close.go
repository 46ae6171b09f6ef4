package rules

import "rpcrdma-lint/decode"

// Closed ends the ledger of a connection: what waited is decided with what is
// known.
func (e *Engine) Closed(dc *decode.Conn) {
	c, ok := dc.User.(*Conn)
	if !ok {
		return
	}
	c.now = max(c.now, dc.LastFrame, dc.EndFrame)
	e.last = max(e.last, c.now)
	if e.watch != nil {
		e.watch.Closed(c)
	}
	if !c.crashed() {
		e.close(c)
	}
	c.pair.end(c)
}

func (e *Engine) close(c *Conn) {
	for side := range decode.Side(2) {
		c.settleChecks(side, 0, true)
	}
	c.judgeRefusals()
	for side := range decode.Side(2) {
		open := c.Open(side)
		c.dirs[side].countLater(open)
		for _, t := range open {
			e.contents(c, t)
			e.runTransaction(c, t)
		}
	}
	e.endPulls(c)
	for side := range decode.Side(2) {
		e.facts, e.subject = c.factsOf()|from(side), nil
		e.judge(c.pair.terms.byUnit[PerDirection], c, c.now, func(a *active) Outcome { return a.Direction(c, side) })
	}
	c.countTurn()
	e.facts, e.subject = c.factsOf(), nil
	e.judge(c.pair.terms.byUnit[PerConnection], c, c.now, func(a *active) Outcome { return a.Connection(c) })
	e.settle(c, waitClient, OpenClient, c.now)
	e.settle(c, waitServer, OpenServer, c.now)
	e.settle(c, waitEnd, 0, c.now)
	e.profile(c)
}

func (e *Engine) runMessage(c *Conn, m *Message) {
	e.facts, e.subject = c.factsOfMessage(m), m.Txn
	long := m.isLongCall()
	if long {
		c.later(m)
	}
	e.judge(e.rulesFor(c, m), c, m.Event.LastFrame, func(a *active) Outcome {
		if long && a.Contents {
			return NotApplicable
		}
		return a.Message(c, m)
	})
	if m.Match == MatchFirst || !m.IsAnswer() && m.Txn != nil && m.Txn.Answered {
		e.contents(c, m.Txn)
		e.runTransaction(c, m.Txn)
	}
}

func (e *Engine) runTransaction(c *Conn, t *Transaction) {
	e.facts, e.subject = c.factsOf()|from(t.requester)|t.facts(), t
	e.judge(c.pair.terms.byUnit[PerTransaction], c, c.now, func(a *active) Outcome { return a.Transaction(c, t) })
}

func (e *Engine) runCall(c *Conn, cc *CallCredit) {
	e.facts, e.subject = c.factsOf()|from(cc.Requester), c.transaction(cc.Requester, cc.XID)
	e.judge(c.pair.terms.byUnit[PerCall], c, c.now, func(a *active) Outcome { return a.Call(c, cc) })
}

func (e *Engine) runRefusal(c *Conn, r *Refusal) {
	e.facts, e.subject = c.factsOf()|r.facts(), nil
	if r.Sent != nil {
		e.subject = r.Sent.Txn
	}
	e.judge(c.pair.terms.byUnit[PerRefusal], c, c.now, func(a *active) Outcome { return a.Refusal(c, r) })
}

func (e *Engine) runMove(c *Conn, m *Move) {
	e.facts, e.subject = c.factsOf()|m.facts(), nil
	if m.Segment != nil {
		e.subject = m.Segment.Txn
	}
	e.judge(c.pair.terms.byUnit[PerMove], c, m.Event.LastFrame, func(a *active) Outcome { return a.Move(c, m) })
}

func (e *Engine) runNAK(c *Conn, n *NAK) {
	e.facts, e.subject = c.factsOf()|from(n.By.Other()), nil
	if n.Sent != nil {
		e.subject = n.Sent.Txn
	}
	e.judge(c.pair.terms.byUnit[PerNAK], c, n.Frame, func(a *active) Outcome { return a.NAK(c, n) })
}
