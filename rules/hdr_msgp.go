package rules

import "rpcrdma-lint/rfc8166"

// RDMA_MSGP was meant to align data for the receiver, and was never used well.
var hdrMsgp = &Rule{
	ID:       "hdr/msgp",
	Title:    "RDMA_MSGP sent",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4.6.1-a"},
	Unit:     PerMessage,
	Plain:    PlainAlways,
	Message: func(_ *Conn, m *Message) Outcome {
		o, ok := m.procKnown()
		if !ok || m.Header.Proc != rfc8166.MsgP {
			return o
		}
		seen := "RDMA_MSGP (2)"
		if m.Header.Has(rfc8166.HaveMsgp) {
			seen += ", rdma_align " + utoa(m.Header.Align) + ", rdma_thresh " + utoa(m.Header.Thresh)
		}
		return m.faulty("rdma_proc is RDMA_MSGP (2)").Values(seen, "RDMA_MSG, RDMA_NOMSG or RDMA_ERROR")
	},
	Doc: Doc{
		Why:    "Version 1 keeps the number of RDMA_MSGP and forbids its use. A Responder answers it with ERR_CHUNK at best.",
		How:    "rdma_proc is 2 in a message of version 1.",
		Silent: "The message is of another version, or was cut before rdma_proc.",
		Bad:    "est; C>MSGP 1; S>ERR 1 CHUNK; exchange",
		Good:   "est; C>CALL 1; S>REPLY 1; exchange",
	},
}
