package rules

import (
	"slices"
	"unsafe"

	"rpcrdma-lint/decode"
)

// What the ledger keeps costs about so many bytes.
const (
	costRecord      = 300 // what is reported of a connection beside what the decoder says
	costLedger      = 8 << 10
	costTransaction = 800 // with its places in maps and queues
	costSegment     = 250
	costPull        = 120
	costPending     = 700
	costFinding     = 300 // without its words and evidence
	costFront       = 2 * maxFront

	fewClosed = 32 // closed transactions of one direction that are left when memory is short
)

// bytesOf is what the items of a list take, with what was allocated ahead.
func bytesOf[T any](s []T) int {
	var item T
	return cap(s) * int(unsafe.Sizeof(item))
}

// Weight is how many bytes the ledger of a connection takes, about.
func (e *Engine) Weight(dc *decode.Conn) int {
	c, ok := dc.User.(*Conn)
	if !ok {
		return 0
	}
	n := costLedger + c.waiting.n*costPending + len(c.refusals)*400 + len(c.naks)*250 + bytesOf(c.faults)
	for side := range c.dirs {
		n += c.dirs[side].weight()
		n += bytesOf(c.sends[side].ring) + bytesOf(c.extras[side].list) + bytesOf(c.strays[side].ring)
		n += bytesOf(c.recent[side].ring) + bytesOf(c.regions[side].table)
		n += len(c.reading[side].open) * costPull
	}
	return n
}

func (d *direction) weight() int {
	k := &d.credit
	n := (len(d.open)+d.ring.len())*costTransaction + d.extra
	n += bytesOf(d.order.items) + bytesOf(d.early) + bytesOf(d.ignored)
	n += bytesOf(k.grants.items) + bytesOf(k.unacked.items)
	for _, cc := range k.checks {
		n += 300 + bytesOf(cc.counted)
	}
	return n
}

// grow counts n bytes that are remembered of a transaction beside itself.
func (c *Conn) grow(t *Transaction, n int) {
	t.extra += n
	c.dirs[t.requester].extra += n
}

// Shrink forgets the closed transactions of a connection but the latest.
func (e *Engine) Shrink(dc *decode.Conn) {
	c, ok := dc.User.(*Conn)
	if !ok || c.crashed() {
		return
	}
	for side := range c.dirs {
		d := &c.dirs[side]
		for d.ring.len() > fewClosed {
			d.forget(d.ring.pop())
			*d.inLane--
		}
		d.ring.items = slices.Clone(d.ring.all())
		d.ring.head = 0
	}
}

// Forget lets go of a ledger. What has waited for a verdict gets none.
func (e *Engine) Forget(dc *decode.Conn) {
	c, ok := dc.User.(*Conn)
	if !ok {
		return
	}
	p := c.pair
	c.now = max(c.now, dc.LastFrame)
	if i := slices.Index(p.ended, c); i >= 0 {
		p.ended = slices.Delete(p.ended, i, i+1)
	} else {
		e.last = max(e.last, c.now)
		if e.watch != nil {
			e.watch.Closed(c)
		}
		if !c.crashed() {
			e.giveUp(c)
		}
		p.open = slices.DeleteFunc(p.open, func(o *Conn) bool { return o == c })
	}
	for w := range waitCount {
		e.settle(c, w, Forgotten, c.now)
	}
	c.release()
}

// giveUp counts what was still to be judged of an open connection.
func (e *Engine) giveUp(c *Conn) {
	e.unprofiled++
	for side := range decode.Side(2) {
		for range c.dirs[side].credit.checks {
			e.undecided(c, PerCall, from(side))
		}
		for _, t := range c.Open(side) {
			if t.deferred != nil {
				e.undecided(c, PerMessage, c.factsOfMessage(&t.deferred.m))
			}
			e.undecided(c, PerTransaction, from(side)|t.facts())
		}
		for _, p := range c.reading[side].open {
			e.undecided(c, PerPull, from(p.by))
		}
		e.undecided(c, PerDirection, from(side))
	}
	for _, r := range c.refusals {
		e.undecided(c, PerRefusal, r.facts())
	}
	e.undecided(c, PerConnection, 0)
}

// undecided counts a unit of which there is no verdict since the ledger had to
// go. Of messages only the rules about contents wait.
func (e *Engine) undecided(c *Conn, u Unit, f facts) {
	e.facts, e.subject = c.factsOf()|f, nil
	for _, a := range c.pair.terms.byUnit[u] {
		if u != PerMessage || a.Contents {
			e.outcome(c, a, Undecided(Forgotten), c.now)
		}
	}
}

// cost is about what a finding takes.
func (f *Finding) cost() int {
	n := costFinding + len(f.Message) + len(f.Observed) + len(f.Expected) + len(f.Call)
	for _, e := range f.Evidence {
		n += 24 + len(e.What)
	}
	return n
}
