package rules

import "rpcrdma-lint/rfc8166"

// A Write list for nothing registers memory for nothing.
var writeOfferedIneligible = &Rule{
	ID:       "write/offered-ineligible",
	Title:    "Write list offered for a procedure without eligible result",
	Severity: Warning,
	Covers:   []rfc8166.Key{"8166-4.3.2-a", "8267-4-b", "8267-5.2-a", "8267-6.1-a"},
	Deviates: "the definition leaves a Requester without use for the list, and no one worse off",
	Contents: true,
	Unit:     PerMessage,
	Plain:    PlainWithoutChunks,
	Message: func(_ *Conn, m *Message) Outcome {
		if o, ok := m.offersWrites(); !ok {
			return o
		}
		a := m.Args
		switch eligible, g := a.eligibleResult(); {
		case g != 0:
			return Undecided(g)
		case eligible:
			return unless(m.offerGuard())
		}
		return m.faulty("%s with %s, and no result that may be moved", a.name(), plural(len(m.Header.Writes), "Write chunk")).
			Values(plural(len(m.Header.Writes), "Write chunk"), "an empty Write list").
			Citing(a.bindingKeys("8166-4.3.2-a")...).Unless(m.offerGuard())
	},
	Doc: Doc{
		Why: "Memory is registered that no one will write to, and a Responder may be led to move a result that must not be moved. " +
			"What such a Reply needs is a Reply chunk.",
		How: "A Call has Write chunks, and neither its procedure nor any operation of its COMPOUND returns an item that RFC 8267 allows to be moved: " +
			"the data of READ and the path of READLINK. READ_PLUS is not among them.",
		Silent: "The program has no binding that is known, an operation is not known, RPCSEC_GSS hides the arguments, or they were not captured.",
		Bad:    "est; exchange; C>CALL 1 v3 GETATTR wr=(h,4096); S>REPLY 1 wr=(h,0); exchange",
		Good:   "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 count=4096 wr=(h,4096); exchange",
	},
}

// offersWrites reports whether the message is a Call with a Write list of which
// the arguments can be looked at. What to say otherwise is the outcome.
func (m *Message) offersWrites() (Outcome, bool) {
	switch {
	case m.Role != RoleCall || m.undecodable():
		return NotApplicable, false
	case !m.Header.Has(rfc8166.HaveWrites):
		return m.uncaptured(), false
	case len(m.Header.Writes) == 0:
		return NotApplicable, false
	case m.Args == nil:
		return Undecided(m.unread()), false
	case protectionOf(&m.RPC) == gssControl: // its results are not those of the procedure
		return NotApplicable, false
	}
	return Held, true
}
