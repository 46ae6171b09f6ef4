package rules

import "rpcrdma-lint/rfc8166"

// asksReads reports whether the message is a Call, or may be one, with a Read
// list. What to say otherwise is the outcome.
func (m *Message) asksReads() (Outcome, bool) {
	switch {
	case m.Role != RoleCall || m.undecodable():
		return NotApplicable, false
	case len(m.Header.Reads) > 0:
		return Held, true
	case !m.Header.Has(rfc8166.HaveReads):
		return m.uncaptured(), false
	}
	return NotApplicable, false
}

// offerGuard is the guard that fails when the lists of a Call were not
// captured to their end, or when it may be no Call.
func (m *Message) offerGuard() Guard {
	if !m.Header.Has(rfc8166.HaveLists) {
		return NotWhole
	}
	return sureGuard(m)
}

// unless is held, or undecided where g fails.
func unless(g Guard) Outcome {
	if g != 0 {
		return Undecided(g)
	}
	return Held
}
