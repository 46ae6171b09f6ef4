package rules

import "rpcrdma-lint/decode"

// forgotten counts what lies beyond the bounds of one connection's ledger.
type forgotten struct {
	refusals int       // requests that met RNR NAKs
	latest   [2]uint32 // the PSN of the latest of these, by the side that refused
	faults   int       // errors proven against a peer
}

// forget counts a refusal that the ledger has no room for: none of the rules
// about refusals can tell anything of it.
func (c *Conn) forget(by decode.Side, psn uint32, frame int) {
	f := &c.forgotten
	if f.refusals > 0 && f.latest[by] == psn {
		return
	}
	f.refusals++
	f.latest[by] = psn
	e := c.pair.e
	e.facts, e.subject = c.factsOf()|from(by.Other()), nil
	for _, a := range c.pair.terms.byUnit[PerRefusal] {
		e.outcome(c, a, Undecided(Forgotten), frame)
	}
}
