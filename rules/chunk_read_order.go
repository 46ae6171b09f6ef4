package rules

import "rpcrdma-lint/rfc8166"

// Nothing prescribes an order, but few have ever met another one.
var chunkReadOrder = &Rule{
	ID:       "chunk/read-order",
	Title:    "Read list not grouped or not ascending by Position",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-3.4.5-b"},
	Deviates: "no order of Positions is prescribed; a scattered chunk can still be put together",
	Off:      true,
	Unit:     PerMessage,
	Roles:    []Role{RoleCall},
	Plain:    PlainWithoutChunks,
	Message: func(_ *Conn, m *Message) Outcome {
		if o, ok := m.asksReads(); !ok {
			return o
		}
		reads := m.Header.Reads
		for i := 1; i < len(reads); i++ {
			if reads[i].Position < reads[i-1].Position {
				return m.faulty("Read list, segment %d: Position %d after %d", i, reads[i].Position, reads[i-1].Position).
					Values(positionsText(reads), "ascending Positions").Unless(m.offerGuard())
			}
		}
		return unless(m.offerGuard())
	},
	Doc: Doc{
		Why:    "A Responder has to collect the segments of a chunk from all over the list, and to sort the chunks. Those that take them in list order put the data together wrongly.",
		How:    "A read segment of a Call has a smaller Position than the one before it. Segments are counted from 0.",
		Silent: "The lists were not captured to their end, or the message may be a Reply.",
		Bad:    "est; C>CALL 1 v4 [PUTFH WRITE(4096) WRITE(4096)] rd=(p2,4096,h)(p,4096,k); S>ERR 1 CHUNK; exchange",
		Good:   "est; C>CALL 1 v4 [PUTFH WRITE(4096) WRITE(4096)] rd=(p,4096,h)(p2,4096,k); S>READ h; C>RRESP; S>READ k; C>RRESP; S>REPLY 1; exchange",
	},
}

const maxPositions = 16 // of a Read list that a finding names

// positionsText lists the Positions of a Read list.
func positionsText(reads []rfc8166.ReadSegment) string {
	text := "Positions"
	for i, s := range reads {
		if i == maxPositions {
			return text + " …"
		}
		text += " " + utoa(s.Position)
	}
	return text
}
