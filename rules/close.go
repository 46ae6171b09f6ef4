package rules

import "rpcrdma-lint/decode"

// Closed ends the ledger of a connection: what waited is decided with what is
// known.
func (e *Engine) Closed(dc *decode.Conn) {
	c := dc.User.(*Conn)
	c.now = max(c.now, dc.LastFrame, dc.EndFrame)
	e.last = max(e.last, c.now)
	if e.watch != nil {
		e.watch.Closed(c)
	}
	for side := range decode.Side(2) {
		c.settleChecks(side, 0, true)
	}
	c.judgeRefusals()
	for side := range decode.Side(2) {
		for _, t := range c.Open(side) {
			e.contents(c, t)
			e.runTransaction(c, t)
		}
	}
	e.endPulls(c)
	for _, a := range c.pair.terms.byUnit[PerDirection] {
		for side := range decode.Side(2) {
			e.facts, e.subject = c.factsOf()|from(side), nil
			e.outcome(c, a, a.Direction(c, side), c.now)
		}
	}
	c.countTurn()
	e.facts, e.subject = c.factsOf(), nil
	for _, a := range c.pair.terms.byUnit[PerConnection] {
		e.outcome(c, a, a.Connection(c), c.now)
	}
	e.settle(c, waitClient, OpenClient, c.now)
	e.settle(c, waitServer, OpenServer, c.now)
	e.settle(c, waitEnd, 0, c.now)
	e.profile(c)
	c.pair.end(c)
}

func (e *Engine) runMessage(c *Conn, m *Message) {
	e.facts, e.subject = c.factsOfMessage(m), m.Txn
	long := m.isLongCall()
	if long {
		c.later(m)
	}
	for _, a := range e.rulesFor(c, m) {
		if long && a.Contents {
			continue
		}
		// Most rules have nothing to say of most messages.
		if o := a.Message(c, m); o.kind != notApplicable {
			e.outcome(c, a, o, m.Event.LastFrame)
		}
	}
	if m.Match == MatchFirst || !m.IsAnswer() && m.Txn != nil && m.Txn.Answered {
		e.contents(c, m.Txn)
		e.runTransaction(c, m.Txn)
	}
}

func (e *Engine) runTransaction(c *Conn, t *Transaction) {
	e.facts, e.subject = c.factsOf()|from(t.requester)|t.facts(), t
	for _, a := range c.pair.terms.byUnit[PerTransaction] {
		e.outcome(c, a, a.Transaction(c, t), c.now)
	}
}

func (e *Engine) runCall(c *Conn, cc *CallCredit) {
	e.facts, e.subject = c.factsOf()|from(cc.Requester), c.transaction(cc.Requester, cc.XID)
	for _, a := range c.pair.terms.byUnit[PerCall] {
		e.outcome(c, a, a.Call(c, cc), c.now)
	}
}

func (e *Engine) runRefusal(c *Conn, r *Refusal) {
	e.facts, e.subject = c.factsOf()|r.facts(), nil
	if r.Sent != nil {
		e.subject = r.Sent.Txn
	}
	for _, a := range c.pair.terms.byUnit[PerRefusal] {
		e.outcome(c, a, a.Refusal(c, r), c.now)
	}
}

func (e *Engine) runMove(c *Conn, m *Move) {
	e.facts, e.subject = c.factsOf()|m.facts(), nil
	if m.Segment != nil {
		e.subject = m.Segment.Txn
	}
	for _, a := range c.pair.terms.byUnit[PerMove] {
		e.outcome(c, a, a.Move(c, m), m.Event.LastFrame)
	}
}

func (e *Engine) runNAK(c *Conn, n *NAK) {
	e.facts, e.subject = c.factsOf()|from(n.By.Other()), nil
	if n.Sent != nil {
		e.subject = n.Sent.Txn
	}
	for _, a := range c.pair.terms.byUnit[PerNAK] {
		e.outcome(c, a, a.NAK(c, n), n.Frame)
	}
}
