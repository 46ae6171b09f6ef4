package rules

import "rpcrdma-lint/rfc8166"

// One result, one chunk.
var writeCount = &Rule{
	ID:       "write/count",
	Title:    "More Write chunks than eligible results",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-4.3.2.1-a"},
	Deviates: "the chunks that are too many come back unused, and nothing breaks",
	Contents: true,
	Unit:     PerMessage,
	Plain:    PlainWithoutChunks,
	Message: func(_ *Conn, m *Message) Outcome {
		if o, ok := m.offersWrites(); !ok {
			return o
		}
		a, n := m.Args, len(m.Header.Writes)
		switch eligible, g := a.eligibleResult(); {
		case g != 0:
			return Undecided(g)
		case !eligible: // write/offered-ineligible
			return NotApplicable
		}
		results := 1
		if a.compound() {
			results = a.results
			if g := a.guard(); g != 0 && n > results {
				return Undecided(g)
			}
		}
		if n <= results {
			return unless(m.offerGuard())
		}
		return m.faulty("%s for %s, which has %s that may be moved", plural(n, "Write chunk"), a.name(), plural(results, "result")).
			Values(plural(n, "Write chunk"), plural(results, "Write chunk")).Unless(m.offerGuard())
	},
	Doc: Doc{
		Why:    "Memory is registered that no one will write to. Servers that take one Write chunk only refuse the Call.",
		How:    "A Call has more Write chunks than its procedure, or the operations of its COMPOUND, have results that may be moved.",
		Silent: "As write/offered-ineligible, which tells of Calls without any such result.",
		Bad:    "est; exchange; C>CALL 1 v4 [PUTFH READ(4096)] wr=(h,4096) wr=(k,4096); S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096) wr=(k,0); exchange",
		Good:   "est; exchange; C>CALL 1 v4 [PUTFH READ(4096)] wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096); exchange",
	},
}
