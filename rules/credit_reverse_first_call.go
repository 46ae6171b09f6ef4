package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// Credits work in reverse as they do forward.
var creditReverseFirstCall = &Rule{
	ID:         "credit/reverse-first-call",
	Title:      "More than one reverse Call before the first reverse grant",
	Severity:   Warning,
	Covers:     []rfc8166.Key{"8167-4.1-a"},
	Deviates:   "RFC 8167 §4.1 says that credits work the same way; whether the first-call limit of RFC 8166 §3.3.3 binds reverse Calls is not said in so many words",
	Unit:       PerConnection,
	Connection: func(c *Conn) Outcome { return c.firstCallOutcome(decode.ServerSide) },
	Doc: Doc{
		Why:    "The client may have posted a single Receive for reverse Calls before it has granted more.",
		How:    "As credit/first-call, with the roles exchanged.",
		Silent: "As credit/first-call.",
		Bad:    "est; backchannel; S>CALL r1; S>CALL r2; C>REPLY r1 cr=4; C>REPLY r2 cr=4; exchange",
		Good:   "est; backchannel; S>CALL r1; C>REPLY r1 cr=4; S>CALL r2; S>CALL r3; C>REPLY r2 cr=4; C>REPLY r3 cr=4; exchange",
	},
}
