package rules

import "rpcrdma-lint/rfc8166"

// XDR items begin at multiples of four, so no item can begin elsewhere.
var chunkPositionUnaligned = &Rule{
	ID:       "chunk/position-unaligned",
	Title:    "Read chunk Position not a multiple of four",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-3.4.5-d"},
	Unit:     PerMessage,
	Roles:    []Role{RoleCall},
	Plain:    PlainWithoutChunks,
	Message: func(_ *Conn, m *Message) Outcome {
		if o, ok := m.asksReads(); !ok {
			return o
		}
		for i, s := range m.Header.Reads {
			if s.Position%4 != 0 {
				return m.faulty("Read list, segment %d: Position %d", i, s.Position).
					Values(utoa(s.Position), "a multiple of 4").Unless(m.offerGuard())
			}
		}
		return unless(m.offerGuard())
	},
	Doc: Doc{
		Why: "The Position is where an XDR item was taken out of the RPC message, and XDR items begin at multiples of four. " +
			"A Responder that puts the data there shifts what follows; one that checks refuses the Call.",
		How:    "The two lowest bits of the Position of a read segment of a Call are not both zero. Segments are counted from 0.",
		Silent: "The lists were not captured to their end, or the message may be a Reply.",
		Bad:    "est; C>CALL 1 v3 WRITE count=4096 rd=(141,4096,h); S>ERR 1 CHUNK; exchange",
		Good:   "est; C>CALL 1 v3 WRITE count=4096 rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
	},
}
