package rules

import "rpcrdma-lint/rfc8166"

// RDMA_DONE belongs to a transfer model that version 1 never uses.
var hdrDone = &Rule{
	ID:       "hdr/done",
	Title:    "RDMA_DONE sent",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4.6.2-a"},
	Unit:     PerMessage,
	Plain:    PlainAlways,
	Message: func(_ *Conn, m *Message) Outcome {
		o, ok := m.procKnown()
		if !ok || m.Header.Proc != rfc8166.Done {
			return o
		}
		return m.faulty("rdma_proc is RDMA_DONE (3)").Values("RDMA_DONE (3)", "RDMA_MSG, RDMA_NOMSG or RDMA_ERROR")
	},
	Doc: Doc{
		Why: "RDMA_DONE told the peer that it could release the memory of its Reply, in a model where the Requester pulled Replies. " +
			"In version 1 Responders push, the message has no meaning, and it takes up a Receive that nobody gives back credit for.",
		How:    "rdma_proc is 3 in a message of version 1.",
		Silent: "The message is of another version, or was cut before rdma_proc.",
		Bad:    "est; C>CALL 1; S>REPLY 1; C>DONE 1; exchange",
		Good:   "est; C>CALL 1; S>REPLY 1; exchange",
	},
}
