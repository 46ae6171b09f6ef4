package rules

import "rpcrdma-lint/rfc8166"

// An error is not answered with an error.
var errErrorAnswered = &Rule{
	ID:       "err/error-answered",
	Title:    "RDMA_ERROR answered",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4.2.4-f", "8166-4.5-i"},
	Unit:     PerMessage,
	Roles:    []Role{RoleReply, RoleError},
	Plain:    PlainAlways,
	Message:  func(c *Conn, m *Message) Outcome { return c.answeredIgnored(m, false, "RDMA_ERROR") },
	Doc: Doc{
		Why:    "Two peers that answer errors with errors never stop.",
		How:    "A Responder sends an RDMA_ERROR or Reply with the XID of an RDMA_ERROR that it has received, and of no Call.",
		Silent: "A Call with the same XID is outstanding, or may be missing from the capture.",
		Bad:    "est; exchange; C>ERR 1 CHUNK; S>ERR 1 CHUNK; exchange",
		Good:   "est; exchange; C>ERR 1 CHUNK; exchange",
	},
}
