package rules

import "rpcrdma-lint/rfc8166"

// Two chunks cannot both be the source of a byte.
var chunkReadOverlap = &Rule{
	ID:       "chunk/read-overlap",
	Title:    "Read chunks overlap in the payload",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-3.4.5-a"},
	Deviates: "no sentence forbids it, but none gives it a meaning",
	Off:      true,
	Unit:     PerMessage,
	Roles:    []Role{RoleCall},
	Plain:    PlainWithoutChunks,
	Message: func(_ *Conn, m *Message) Outcome {
		if o, ok := m.asksReads(); !ok {
			return o
		}
		var from uint32
		var end uint64
		for chunk := range m.Header.ReadChunks() {
			at := chunk.Position()
			if uint64(at) < end {
				return m.faulty("Read chunk at Position %d, the one at Position %d ends at %d", at, from, end).
					Values(utoa(at), "at least "+itoa(int(end))).Unless(m.offerGuard())
			}
			if at > 0 { // a Position Zero chunk is the payload itself
				from, end = at, uint64(at)+chunk.Length()
			}
		}
		return unless(m.offerGuard())
	},
	Doc: Doc{
		Why: "Positions count in the RPC message with all chunks put back, so that a chunk that begins inside another one has no place. " +
			"A Responder overwrites data, or loses count of its buffers.",
		How:    "Sorted by Position, a Read chunk of a Call begins before the one in front of it ends. A Position Zero chunk does not count.",
		Silent: "The lists were not captured to their end, or the message may be a Reply.",
		Bad:    "est; C>CALL 1 v4 [PUTFH WRITE(4096) WRITE(4096)] rd=(p,4096,h)(p+4,4096,k); S>ERR 1 CHUNK; exchange",
		Good:   "est; C>CALL 1 v4 [PUTFH WRITE(4096) WRITE(4096)] rd=(p,4096,h)(p2,4096,k); S>READ h; C>RRESP; S>READ k; C>RRESP; S>REPLY 1; exchange",
	},
}
