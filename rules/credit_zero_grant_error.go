package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// RDMA_ERROR goes from Responder to Requester, so it informs of the grant.
var creditZeroGrantError = &Rule{
	ID:       "credit/zero-grant-error",
	Title:    "RDMA_ERROR carries zero credits",
	Severity: Warning,
	Covers:   []rfc8166.Key{"8166-3.3.1-c"},
	Deviates: "RFC 8166 §3.3.1 speaks of every message to the Requester, §4.2.3 of Replies only",
	Unit:     PerMessage,
	Roles:    []Role{RoleError},
	Message: func(c *Conn, m *Message) Outcome {
		if m.Sender != decode.ServerSide || m.Role != RoleError {
			return NotApplicable
		}
		return c.zeroGrant(m, Server, "the RDMA_ERROR grants 0 credits")
	},
	Doc: Doc{
		Why:    "A client that takes the grant from every message would stop sending.",
		How:    "rdma_credit is 0 in an RDMA_ERROR of the server.",
		Silent: "As credit/zero-grant.",
		Bad:    "est; C>CALL 1 poke=16:00000007; S>ERR 1 CHUNK cr=0; exchange",
		Good:   "est; C>CALL 1 poke=16:00000007; S>ERR 1 CHUNK cr=32; exchange",
	},
}
