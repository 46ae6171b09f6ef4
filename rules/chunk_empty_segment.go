package rules

import "rpcrdma-lint/rfc8166"

// An empty segment offers nothing.
var chunkEmptySegment = &Rule{
	ID:       "chunk/empty-segment",
	Title:    "Zero-length segment offered in a Call",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-3.4.3-a"},
	Deviates: "an empty segment is defined, and legal; it only serves nothing",
	Unit:     PerMessage,
	Roles:    []Role{RoleCall},
	Plain:    PlainWithoutChunks,
	Message: func(_ *Conn, m *Message) Outcome {
		h := &m.Header
		switch {
		case m.Role != RoleCall || m.undecodable():
			return NotApplicable
		case !h.Has(rfc8166.HaveLists) && len(h.Reads)+len(h.Writes) == 0:
			return m.uncaptured()
		case len(h.Reads)+len(h.Writes)+len(h.Reply) == 0:
			return NotApplicable
		}
		if list, i, found := emptySegment(h); found {
			return m.faulty("%s, segment %d: 0 bytes", list, i).
				Values("0 bytes", "room for data").Unless(m.offerGuard())
		}
		return unless(m.offerGuard())
	},
	Doc: Doc{
		Why: "Nothing can be moved through it, though its registration cost time. It may be a length that was lost: " +
			"a Responder without room refuses the Call or answers it inline.",
		How:    "A segment of the Read list, a Write chunk or the Reply chunk of a Call has length 0. Chunks and segments are counted from 0. A chunk without any segment is another thing, and legal.",
		Silent: "The lists were not captured to their end, or the message may be a Reply, in which an empty segment says that it was not used.",
		Bad:    "est; C>CALL 1 v3 READ count=4096 wr=(h,0); S>REPLY 1 wr=(h,0); exchange",
		Good:   "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096); exchange",
	},
}

// emptySegment finds the first segment without length: its chunk, and its
// place in it.
func emptySegment(h *rfc8166.Header) (where string, index int, found bool) {
	for i, s := range h.Reads {
		if s.Length == 0 {
			return ReadList.String(), i, true
		}
	}
	for i, chunk := range h.Writes {
		for k, s := range chunk {
			if s.Length == 0 {
				return writeChunkName(i), k, true
			}
		}
	}
	for i, s := range h.Reply {
		if s.Length == 0 {
			return replyChunkName, i, true
		}
	}
	return "", 0, false
}
