package rules

import "rpcrdma-lint/rfc8166"

// Version 1 has five kinds of messages.
var hdrBadProc = &Rule{
	ID:       "hdr/bad-proc",
	Title:    "rdma_proc outside 0–4",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4.1.2-a"},
	Unit:     PerMessage,
	Plain:    PlainAlways,
	Message: func(_ *Conn, m *Message) Outcome {
		o, ok := m.procKnown()
		if !ok || m.Header.Proc <= rfc8166.Error {
			return o
		}
		return m.faulty("rdma_proc is %d", uint32(m.Header.Proc)).Values(utoa(uint32(m.Header.Proc)), "0 to 4")
	},
	Doc: Doc{
		Why:    "rdma_proc tells how to read all that follows. A message of an unknown kind can only be refused.",
		How:    "rdma_proc is 5 or more in a message of version 1.",
		Silent: "The message is of another version, or was cut before rdma_proc.",
		Bad:    "est; C>MSG 1 proc=7; S>ERR 1 CHUNK; exchange",
		Good:   "est; C>CALL 1; S>REPLY 1; C>NOMSG 2 rd=(0,5000,h); S>READ h; C>RRESP; S>ERR 2 CHUNK; exchange",
	},
}
