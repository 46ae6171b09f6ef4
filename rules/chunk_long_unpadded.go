package rules

import "rpcrdma-lint/rfc8166"

// A chunk that holds a whole RPC message holds its pads as well.
var chunkLongUnpadded = &Rule{
	ID:       "chunk/long-unpadded",
	Title:    "Long Message misses XDR padding",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-3.5.3-g"},
	Deviates: "what the length tells of is the last item's pad, which some peers trim and no receiver misses",
	Unit:     PerMessage,
	Plain:    PlainAlways,
	Message: func(_ *Conn, m *Message) Outcome {
		o, ok := m.procKnown()
		switch {
		case !ok:
			return o
		case m.Header.Proc != rfc8166.NoMsg || m.Role != RoleCall && m.Role != RoleReply || m.undecodable():
			return NotApplicable
		case m.HeaderErr != nil:
			return Undecided(NotWhole)
		}
		where, n := m.longChunk()
		if n%4 != 0 {
			return m.faulty("%s holds an RPC message of %d bytes, %d short of a multiple of 4", where, n, 4-n%4).
				Values(itoa(int(n))+" bytes", itoa(int(n+3)&^3)+" bytes").Unless(sureGuard(m))
		}
		if n == 0 {
			return NotApplicable
		}
		return Undecided(NotParsed)
	},
	Doc: Doc{
		Why: "The receiver takes the RPC message as it would take it from a Send. A missing pad shifts every item behind it; " +
			"at the very end it does no harm where the receiver does not count.",
		How: "The segments of the Position Zero chunk, or those of a returned Reply chunk, are together no multiple of four bytes long. " +
			"Pads missing inside the message are not looked for, so that a whole length proves nothing.",
		Silent: "The lists were not captured to their end; it is not known that an RDMA_NOMSG is a Reply; or the Reply chunk was changed, which is reply/chunk-changed.",
		Bad:    "est; C>NOMSG 1 v3 WRITE rd=(0,4998,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
		Good:   "est; C>NOMSG 1 v3 WRITE rd=(0,5000,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
	},
}

// longChunk is the chunk that holds the RPC message of a Long Message, and how
// many bytes it holds: 0 where that cannot be trusted.
func (m *Message) longChunk() (string, uint64) {
	if m.Role == RoleCall {
		return "Position Zero chunk", m.Header.PositionZero().Length()
	}
	if m.Match == MatchFirst {
		if _, how := changed(m.Txn.offered(ReplyChunk), m.Header.Reply); how != unchanged {
			return "", 0
		}
	}
	return replyChunkName, m.Header.Reply.Length()
}
