package rules

// judge asks the active rules about a unit. One that panics is done with the
// unit, and the next ones go on.
func (e *Engine) judge(list []*active, c *Conn, now int, ask func(*active) Outcome) {
	for len(list) > 0 {
		list = list[e.judgeSome(list, c, now, ask):]
	}
}

// judgeSome returns how many rules of the list are done.
func (e *Engine) judgeSome(list []*active, c *Conn, now int, ask func(*active) Outcome) (done int) {
	defer func() {
		if r := recover(); r != nil {
			e.crashed(list[done-1], now, r)
		}
	}()
	for _, a := range list {
		done++
		// Most rules have nothing to say of most messages.
		if o := ask(a); o.kind != notApplicable {
			e.outcome(c, a, o, now)
		}
	}
	return done
}

// crashed counts a unit of which a rule gave no verdict since it panicked.
func (e *Engine) crashed(a *active, frame int, recovered any) {
	e.crashes.Add(a.ID, frame, recovered)
	e.cover[a.index].Undecided++
	e.cover[a.index].Why[Crashed]++
	e.exercised(a.cited, false, 1)
}

// crashed reports whether the ledger of a connection can be trusted no more: a
// panic left it as it was in the middle of something.
func (c *Conn) crashed() bool { return c.busy || c.Broken }
