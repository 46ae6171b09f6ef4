package rules

import "rpcrdma-lint/rfc8166"

// An RNR NAK always deserves to be seen, even where its cause is not.
var recvRNRUnattributed = &Rule{
	ID:       "recv/rnr-unattributed",
	Title:    "RNR NAK seen, cause cannot be decided",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-3.3.1-g", "8166-3.3.1-h"},
	Deviates: "accuses no one",
	Unit:     PerRefusal,
	Refusal: func(c *Conn, r *Refusal) Outcome {
		if r.Cause != CauseUnknown {
			return Held
		}
		return r.proved(Violated(NoBlame, "the %s refused %s with an RNR NAK; why cannot be told: %s; %s",
			r.By, r.what(), r.Guard, r.course())).As(Note)
	},
	Doc: Doc{
		Why:    "Somebody had no Receive, or another temporary lack. The capture does not show who was at fault.",
		How:    "An RNR NAK that none of the other recv/rnr-* rules can attribute, with the reason.",
		Silent: "Beyond 1024 refusals on one connection; the others are counted as undecided.",
		Bad:    "exchange 2; C>CALL 7; S>RNR(7)",
		Good:   "est; exchange 2",
	},
}
