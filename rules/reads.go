package rules

import "rpcrdma-lint/decode"

// depth is what the ledger keeps of how many RDMA Reads one side had
// outstanding at once.
type depth struct {
	peak   int   // most that the ledger saw outstanding, which may be too many
	peakAt *Pull // the last of these

	// Of the first time that more than the limit were certainly outstanding: the
	// first of them, whose last response came after the request of the last.
	over        int
	first, last *Pull
	times       int // requests beyond the limit

	unanswered int // responses that are missing from the capture
}

// readDepth is the number of RDMA Reads that side may have outstanding, as the
// CM messages have it (IBTA vol. 1, chapter 12.7), and the guard that fails
// where it is not known. A field of zero says nothing.
func (c *Conn) readDepth(side decode.Side) (int, Guard) {
	req, rep := c.CM.Req, c.CM.Rep
	if req == nil || rep == nil {
		return 0, NoCM
	}
	serves, starts := req.Resources, rep.Depth
	if side == decode.ClientSide {
		serves, starts = rep.Resources, req.Depth
	}
	if serves <= 0 || starts <= 0 {
		return 0, NoCM
	}
	return min(serves, starts), 0
}

// asked takes an RDMA Read Request of side.
func (c *Conn) asked(side decode.Side, p *Pull) {
	d := &c.depths[side]
	if n := len(c.reading[side].open); n > d.peak {
		d.peak, d.peakAt = n, p
	}
	p.by, p.repeated = side, c.Repeated[side]
}

// readDone takes the last response to an RDMA Read into the ledger and lets
// the rules look at the Read. Responses come in the order of the requests: what
// was asked for earlier is over, though its responses were not captured.
func (e *Engine) readDone(c *Conn, ev *decode.Event) {
	side := ev.Side.Other()
	ps := &c.reading[side]
	for i, p := range ps.open {
		if p.PSN != ev.PSN {
			continue
		}
		for _, missed := range ps.open[:i] {
			c.depths[side].unanswered++
			e.runPull(c, missed)
		}
		ps.open = ps.open[i:]
		if !ev.Overtaken {
			c.overlap(side, ps.open, ev.LastTime)
		}
		c.pulled(ev)
		if e.watch != nil {
			e.watch.Pulled(c, p, ev)
		}
		e.runPull(c, p)
		return
	}
}

// unmeasured is the time, in ns, by which two directions of travel may be
// disordered without a trace in the capture: a response is not acknowledged.
const unmeasured = 20_000

// apart is the time, in ns, that a Read Response must be captured after a
// request of the reading side to prove that it came later.
func (c *Conn) apart() int64 { return max(c.Margin(), unmeasured) }

// overlap counts the Reads that were asked for before the oldest one, done at
// the time done, was over.
func (c *Conn) overlap(side decode.Side, open []*Pull, done int64) {
	d := &c.depths[side]
	limit, g := c.readDepth(side)
	before := done - c.apart()
	if g != 0 || len(open) <= limit || open[limit].Time >= before {
		return
	}
	d.times++
	if d.times > 1 {
		return
	}
	n := limit + 1
	for n < len(open) && open[n].Time < before {
		n++
	}
	d.over, d.first, d.last = n, open[0], open[limit]
}

// runPull lets the rules look at an RDMA Read that is over, or whose responses
// are missing.
func (e *Engine) runPull(c *Conn, p *Pull) {
	e.facts, e.subject = c.factsOf()|from(p.by), p.txn
	e.judge(c.pair.terms.byUnit[PerPull], c, c.now, func(a *active) Outcome { return a.Pull(c, p) })
}

// endPulls lets the rules look at the Reads that were never answered.
func (e *Engine) endPulls(c *Conn) {
	for side := range c.reading {
		for _, p := range c.reading[side].open {
			e.runPull(c, p)
		}
	}
}
