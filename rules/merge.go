package rules

import (
	"slices"
)

// Finish gives the result, when the decoder has told of everything.
func (e *Engine) Finish() *Result { return Merge(e) }

// Merge gives the result of Engines that were told of one capture together:
// each of all connections of some lanes (see decode.Lanes). They must have been
// made with the same options, and are of no use afterwards. The result does not
// depend on how the lanes were divided.
func Merge(e *Engine, others ...*Engine) *Result {
	all := append([]*Engine{e}, others...)
	last := 0
	for _, x := range all {
		last = max(last, x.last)
	}
	for _, x := range all {
		x.finish(last)
	}
	for _, x := range others {
		e.add(x)
	}
	SortSummaries(e.conns)
	for i, s := range e.conns {
		s.ID = i + 1
	}
	slices.SortStableFunc(e.findings, compareFindings)
	return &Result{
		Connections: e.conns, Findings: e.findings, Coverage: e.cover, Requirements: e.covered(),
		Peers: e.profiled(), Unprofiled: e.unprofiled,
		Crashes: e.crashes.List(), Dropped: e.dropped,
	}
}

// finish decides what waited for the end of the capture, of which last is the
// latest frame that anything happened in.
func (e *Engine) finish(last int) {
	for _, p := range e.order {
		for _, c := range p.ended {
			e.settle(c, waitFinish, 0, last)
		}
	}
	e.countPlain(&e.running)
	for _, r := range e.regimes {
		e.countPlain(r.running) // which counts what is shared but once
	}
}

// add takes in what o has found. Connections of one pair of hosts are all in
// one Engine, and stay in their order.
func (e *Engine) add(o *Engine) {
	e.conns = append(e.conns, o.conns...)
	e.findings = append(e.findings, o.findings...)
	for i := range e.cover {
		e.cover[i].add(&o.cover[i])
	}
	for i := range e.required {
		e.required[i].add(&o.required[i])
	}
	for key, p := range o.peers {
		e.peers[key] = p // a lane is in one Engine
	}
	e.unprofiled += o.unprofiled
	e.crashes.Join(&o.crashes)
	e.dropped.add(o.dropped)
}

func (d *Dropped) add(o Dropped) {
	d.Connections += o.Connections
	d.Findings += o.Findings
	d.Reads += o.Reads
	d.Pulls += o.Pulls
	d.Others += o.Others
}

func (c *Coverage) add(o *Coverage) {
	c.Disabled = c.Disabled && o.Disabled
	c.Held += o.Held
	c.Violated += o.Violated
	c.Inconclusive += o.Inconclusive
	c.Undecided += o.Undecided
	c.Dropped += o.Dropped
	for g, n := range o.Why {
		c.Why[g] += n
	}
}

func (r *RequirementCoverage) add(o *RequirementCoverage) {
	r.Held += o.Held
	r.Violated += o.Violated
	r.Inconclusive += o.Inconclusive
	r.Undecided += o.Undecided
	r.Noted += o.Noted
}
