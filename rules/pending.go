package rules

import "slices"

// A pending claim waits for later packets.
type pending struct {
	*active
	outcome Outcome
	done    bool
}

// pendings are the claims that wait. One that waits for several things is in
// several lists.
type pendings struct {
	n  int
	by [waitCount][]*pending
}

func (w *pendings) add(p *pending) {
	w.n++
	for what, waits := range p.outcome.claim.waits {
		if !waits {
			continue
		}
		l := w.by[what]
		if len(l) >= 2*w.n+64 {
			l = slices.DeleteFunc(l, func(p *pending) bool { return p.done })
		}
		w.by[what] = append(l, p)
	}
}

// settle ends one kind of wait of all pending claims: with guard zero what
// they waited for has come, otherwise it never will.
func (e *Engine) settle(c *Conn, w waitFor, g Guard, now int) {
	list := c.waiting.by[w]
	if len(list) == 0 {
		return
	}
	rest := list[:0]
	var ready []*pending
	for _, p := range list {
		k := p.outcome.claim
		switch {
		case p.done:
			continue
		case w < waitEnd && g == 0 && now <= k.frame:
			rest = append(rest, p)
			continue
		}
		k.waits[w] = false
		if p.outcome = p.outcome.Unless(g); p.outcome.guard != 0 || k.waits == [waitCount]bool{} {
			p.done = true
			ready = append(ready, p)
		}
	}
	clear(list[len(rest):])
	c.waiting.by[w] = rest
	c.waiting.n -= len(ready)
	for _, p := range ready {
		e.decide(c, p.active, p.outcome, now)
	}
}
