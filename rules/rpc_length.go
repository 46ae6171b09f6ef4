package rules

import "rpcrdma-lint/rfc8166"

// XDR counts in fours.
var rpcLength = &Rule{
	ID:       "rpc/length",
	Title:    "Payload is not a multiple of four bytes",
	Severity: Note,
	Covers:   []rfc8166.Key{"4506-3-a"},
	Deviates: "some senders leave out the pad of the last item, which no receiver needs",
	Off:      true,
	Unit:     PerMessage,
	Plain:    PlainAlways,
	Message: func(_ *Conn, m *Message) Outcome {
		switch {
		case !m.HasRPC || m.Long != nil:
			return NotApplicable
		case !m.Complete:
			return Undecided(NotWhole)
		case m.PayloadLength()%4 == 0:
			return Held
		}
		return m.faulty("%d bytes of payload", m.PayloadLength()).Values(itoa(m.PayloadLength()), "a multiple of 4")
	},
	Doc: Doc{
		Why:    "An encoded XDR stream is a multiple of four bytes long.",
		How:    "The bytes behind the transport header of an RDMA_MSG are no multiple of four.",
		Silent: "Packets of the message are missing.",
		Bad:    "est; C>CALL 1 trail=1; S>REPLY 1; exchange",
		Good:   "est; C>CALL 1; S>REPLY 1; exchange",
	},
}
