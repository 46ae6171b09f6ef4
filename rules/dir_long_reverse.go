package rules

import (
	"rpcrdma-lint/rfc8166"
)

// What the client allowed stands in the arguments of its CREATE_SESSION.
var dirLongReverse = &Rule{
	ID:       "dir/long-reverse",
	Title:    "Long reverse Call the client did not allow",
	Severity: Error,
	Covers:   []rfc8166.Key{"8267-6.5.2-c"},
	Pending:  "the arguments of CREATE_SESSION are not decoded",
	Unit:     PerMessage,
	Message: func(_ *Conn, m *Message) Outcome {
		h := &m.Header
		switch {
		case m.Role != RoleCall || !m.Reverse():
			return NotApplicable
		case h.Proc == rfc8166.NoMsg || len(h.Reads) > 0:
			return Undecided(NotParsed)
		case !h.Has(rfc8166.HaveReads):
			return Undecided(NotWhole)
		}
		return Held
	},
	Doc: Doc{
		Why: "A client that allows only requests up to the inline threshold has no means to fetch a longer one: " +
			"the callback fails, and what it was to recall stays with the client.",
		How:    "A reverse Call is an RDMA_NOMSG or has a Read list, though CREATE_SESSION allowed back channel requests no larger than the inline threshold.",
		Silent: "CREATE_SESSION was not captured or not decoded, or the private data is not known. Short reverse Calls hold.",
		Bad:    "est[R1 4K/4K | R0 4K/4K]; backchannel backmax=4068; S>NOMSG r1 rd=(0,6000,k); exchange",
		Good:   "est; backchannel; S>CALL r1 len=300; C>REPLY r1; exchange",
	},
}
