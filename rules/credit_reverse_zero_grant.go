package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// What holds for grants holds for reverse grants, by analogy.
var creditReverseZeroGrant = &Rule{
	ID:       "credit/reverse-zero-grant",
	Title:    "Reverse Reply grants zero credits",
	Severity: Warning,
	Covers:   []rfc8166.Key{"8167-4.1-a", "8167-5.2-c"},
	Deviates: "definitions, of which the prohibition of zero follows only by analogy with RFC 8166 §3.3.1",
	Unit:     PerMessage,
	Roles:    []Role{RoleReply},
	Plain:    PlainAlways,
	Message: func(c *Conn, m *Message) Outcome {
		if m.Sender != decode.ClientSide || m.Role != RoleReply || !m.Reverse() {
			return NotApplicable
		}
		return c.zeroGrant(m, Client, "the reverse Reply grants 0 credits")
	},
	Doc: Doc{
		Why:    "By the letter the server may send no further reverse Call, so that no delegation can be recalled.",
		How:    "rdma_credit is 0 in a reverse Reply.",
		Silent: "As credit/zero-grant.",
		Bad:    "est; backchannel; S>CALL r1; C>REPLY r1 cr=0; exchange",
		Good:   "est; backchannel; S>CALL r1; C>REPLY r1 cr=4; exchange",
	},
}
