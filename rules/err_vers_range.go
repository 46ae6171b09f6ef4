package rules

import "rpcrdma-lint/rfc8166"

// The range of ERR_VERS is for choosing another version.
var errVersRange = &Rule{
	ID:       "err/vers-range",
	Title:    "ERR_VERS range contradicts itself or the refusal",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4.5.1-a"},
	Unit:     PerMessage,
	Roles:    []Role{RoleError},
	Message: func(c *Conn, m *Message) Outcome {
		h := &m.Header
		if m.Role != RoleError || !h.Has(rfc8166.HaveErr) || h.Err != rfc8166.ErrVers || !c.mayAnswer(m) {
			return NotApplicable
		}
		if !h.Has(rfc8166.HaveRange) {
			return m.uncaptured()
		}
		span := utoa(h.VersLow) + " to " + utoa(h.VersHigh)
		inside := func(v uint32) bool { return h.VersLow <= v && v <= h.VersHigh }
		switch d := &c.dirs[m.Requester]; {
		case h.VersLow > h.VersHigh:
			return m.faulty("the range of supported versions is %s", span).Values(span, "lowest, then highest version")
		case m.Match == MatchFirst && m.Txn.HasVersion && m.Txn.Repeats == 0 && inside(m.Txn.Header.Version):
			return m.faulty("version %d is refused, yet within the range %s", m.Txn.Header.Version, span).
				Seen(m.Txn.Call.Frame, "Call").Values(span, "a range without "+utoa(m.Txn.Header.Version)).
				Unless(c.matched(m.Txn)).OnceClosed(m.Requester)
		case d.repliedAt > 0 && !inside(rfc8166.Version1):
			return m.faulty("the range %s leaves out version 1, in which the same side has replied", span).
				Seen(d.repliedAt, "Reply in version 1").Values(span, "a range with 1")
		case m.Match != MatchFirst || !m.Txn.HasVersion || m.Txn.Repeats > 0:
			return Undecided(Unpaired)
		}
		return Held
	},
	Doc: Doc{
		Why:    "The Requester takes the range to choose a version. A range that contradicts itself leads it nowhere, or away from the version that works.",
		How:    "low is above high, the refused version lies between them, or the range leaves out a version in which the Responder has replied on this connection.",
		Silent: "The error body was not captured; for the refused version, the message that it refuses neither.",
		Bad:    "est; exchange; C>CALL 1 vers=1; S>ERR 1 VERS(1,1); exchange",
		Good:   "est; exchange; C>CALL 1 vers=2; S>ERR 1 VERS(1,1); exchange",
	},
}
