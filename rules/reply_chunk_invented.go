package rules

import "rpcrdma-lint/rfc8166"

// A Responder writes only where it was invited to.
var replyChunkInvented = &Rule{
	ID:       "reply/chunk-invented",
	Title:    "Reply uses a Reply chunk that was not offered",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-3.5.3-c"},
	Unit:     PerMessage,
	Roles:    []Role{RoleReply},
	Plain:    PlainWithoutChunks,
	Message: func(c *Conn, m *Message) Outcome {
		o, ok := m.returns()
		switch {
		case !ok:
			return o
		case !m.Header.HasReply:
			return NotApplicable
		case m.Txn.HasReply:
			return Held
		}
		got := m.Header.Reply
		seen := plural(len(got), "segment")
		if len(got) > 0 {
			seen += ", the first with " + segmentText(got[0])
		}
		return c.misreturned(m, Violated(blame(m.Sender), "Reply chunk of %s returned, none offered", plural(len(got), "segment")).
			Values(seen, "no Reply chunk"))
	},
	Doc: Doc{
		Why: "The Requester has no buffer there. The Reply is lost, and memory of someone else's may have been written to.",
		How: "The Reply has a Reply chunk, and its Call has none.",
		Silent: "Call and Reply were not both captured with their lists, packets of either side are missing, the Call was repeated, " +
			"or nothing more of the Requester was captured.",
		Bad:  "est; C>CALL 1 v3 READDIR; S>NOMSG 1 rc=(h,5000); exchange",
		Good: "est; C>CALL 1 v3 READDIR rc=(h,8192); S>WRITE h 0 5000; S>NOMSG 1 rc=(h,5000); exchange",
	},
}
