package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// The client's reverse grant limits the server's reverse Calls.
var creditReverseExceeded = &Rule{
	ID:       "credit/reverse-exceeded",
	Title:    "Reverse Calls in flight exceed the client's reverse grant",
	Severity: Error,
	Covers:   []rfc8166.Key{"8167-4.1-a"},
	Unit:     PerCall,
	Call: func(c *Conn, k *CallCredit) Outcome {
		if k.Requester != decode.ServerSide {
			return NotApplicable
		}
		return k.exceeded("reverse ")
	},
	Doc: Doc{
		Why:    "The client posts Receives for the reverse Calls that it grants, besides those for Replies. A reverse Call beyond that takes a Receive from a Reply.",
		How:    "As credit/exceeded, with the roles exchanged.",
		Silent: "As credit/exceeded.",
		Bad:    "est; backchannel; S>CALL r1; C>REPLY r1 cr=1; S>CALL r2; S>CALL r3; C>REPLY r2 cr=1; C>REPLY r3 cr=1; exchange",
		Good:   "est; backchannel; S>CALL r1; C>REPLY r1 cr=2; S>CALL r2; S>CALL r3; C>REPLY r2 cr=2; C>REPLY r3 cr=2; exchange",
	},
}
