package rules

import "rpcrdma-lint/rfc8166"

const minPayload = 8 // bytes of XID and msg_type, with which every RPC message begins (RFC 5531 §9)

// An RDMA_MSG carries its RPC message behind the lists.
var hdrMsgNoPayload = &Rule{
	ID:       "hdr/msg-no-payload",
	Title:    "RDMA_MSG without an RPC message",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4.2.4-a", "8166-3.2-b"},
	Unit:     PerMessage,
	Plain:    PlainAlways,
	Message: func(_ *Conn, m *Message) Outcome {
		o, ok := m.procKnown()
		switch {
		case !ok:
			return o
		case m.Header.Proc != rfc8166.Msg || m.undecodable():
			return NotApplicable
		case m.HeaderErr != nil:
			return Undecided(NotWhole)
		case m.PayloadLength() >= minPayload:
			return Held
		case !m.Complete:
			return Undecided(NotWhole)
		}
		return m.faulty("%s after the lists of an RDMA_MSG", plural(m.PayloadLength(), "byte")).
			Values(itoa(m.PayloadLength()), itoa(minPayload)+" or more")
	},
	Doc: Doc{
		Why:    "There is no RPC message to execute or to complete with, not even its XID and type.",
		How:    "Fewer than 8 bytes follow the lists.",
		Silent: "The message was cut within the lists, or packets of it are missing.",
		Bad:    "est; C>CALL 1 cut=28; exchange",
		Good:   "est; C>CALL 1; S>REPLY 1; exchange",
	},
}
