package rules

import (
	"fmt"

	"rpcrdma-lint/rfc8166"
)

// Only a Requester has arguments to be pulled.
var chunkReadInReply = &Rule{
	ID:       "chunk/read-in-reply",
	Title:    "Reply carries a Read list",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4.3.1-c"},
	Unit:     PerMessage,
	Roles:    []Role{RoleReply},
	Plain:    PlainWithoutChunks,
	Message: func(_ *Conn, m *Message) Outcome {
		h := &m.Header
		switch {
		case m.Role != RoleReply || m.undecodable():
			return NotApplicable
		case len(h.Reads) > 0:
			s := h.Reads[0]
			return m.faulty("Reply with a Read list of %s", plural(len(h.Reads), "segment")).
				Values(fmt.Sprintf("%s at Position %d", segmentText(s.Segment), s.Position), "an empty Read list").
				Unless(sureGuard(m))
		case !h.Has(rfc8166.HaveReads):
			return m.uncaptured()
		}
		return Held
	},
	Doc: Doc{
		Why: "A Requester does not pull results: what the Read list holds never arrives. It fails the RPC, or takes the message for a Call.",
		How: "The Read list of a message with msg_type REPLY, or of an RDMA_NOMSG that answers an outstanding Call, is not empty.",
		Silent: "It is not known whether the message is a Call or a Reply. " +
			"An RDMA_NOMSG with a Read segment at Position 0 is a Call, whoever sends it.",
		Bad:  "est; C>CALL 1; S>REPLY 1 rd=(140,4096,k); exchange",
		Good: "est; C>CALL 1; S>REPLY 1; exchange",
	},
}
