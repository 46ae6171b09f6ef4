package rules

import (
	"slices"

	"rpcrdma-lint/rfc8166"
)

// A Write chunk without segments asks for the result inline.
var writeEmptyChunk = &Rule{
	ID:       "write/empty-chunk",
	Title:    "Empty Write chunk not honoured",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4.3.2.3-a", "8267-6.4.1-c"},
	Unit:     PerMessage,
	Roles:    []Role{RoleReply, RoleError},
	Plain:    PlainWithoutChunks,
	Message: func(c *Conn, m *Message) Outcome {
		if m.Role == RoleError {
			return m.emptyRefused(c)
		}
		if o, ok := m.returns(); !ok {
			return o
		}
		t, got := m.Txn, m.Header.Writes
		i := slices.Index(t.Chunks, 0)
		if i < 0 || len(got) == 0 { // write/list-missing
			return NotApplicable
		}
		for ; i < min(len(t.Chunks), len(got)); i++ {
			if t.Chunks[i] == 0 && len(got[i]) > 0 {
				return m.emptyFilled(c, i)
			}
		}
		return Held
	},
	Doc: Doc{
		Why: "A Requester asks in this way for a result inline, between results that go into chunks. Refused, the RPC fails though it is sound; " +
			"filled or left out, the results behind it are in the wrong places.",
		How: "The Call has a Write chunk without segments, and the Reply has one with segments in its place, or the answer is ERR_CHUNK. " +
			"The latter is a warning: the Call may have broken a connection that is not in the capture (RFC 8166 §4.5.3). Chunks are counted from 0.",
		Silent: "Call and answer were not both captured, packets of either side are missing, the Call was repeated, or nothing more of the Requester was captured. " +
			"An ERR_CHUNK proves nothing where the Call has other chunks, no result that may be moved, or one that may be too large for the Reply; " +
			"or where the XID had been outstanding when an earlier connection was lost.",
		Bad: "est; C>CALL 1 v3 READ count=1000 wr=(empty); S>ERR 1 CHUNK; exchange",
		Good: "est; C>CALL 1 v4 [PUTFH READ(1000) READ(4096)] wr=(empty) wr=(h,4096); S>WRITE h 0 4096; " +
			"S>REPLY 1 wr=(empty) wr=(h,4096); exchange",
	},
}

// emptyFilled is the claim that something else came back in place of the empty
// Write chunk i.
func (m *Message) emptyFilled(c *Conn, i int) Outcome {
	n := plural(len(m.Header.Writes[i]), "segment")
	return c.misreturned(m, Violated(blame(m.Sender), "%s: %s returned, offered empty", writeChunkName(i), n).
		Values(n, "no segment").Citing(m.Txn.emptyKeys()...))
}

// emptyRefused judges an RDMA_ERROR that answers a Call with an empty Write
// chunk.
func (m *Message) emptyRefused(c *Conn) Outcome {
	t := m.Txn
	switch {
	case m.Match != MatchFirst || t.Role != RoleCall || t.HasLists && !slices.Contains(t.Chunks, 0):
		return NotApplicable
	case !t.HasLists || t.Defect == DefectUnknown:
		return Undecided(NotWhole)
	case !m.Header.Has(rfc8166.HaveErr):
		return m.uncaptured()
	case m.Header.Err != rfc8166.ErrChunk, t.Defect != NoDefect, t.mayBeResent:
		return NotApplicable // or it has another reason to refuse
	}
	switch eligible, g := t.Asked.eligibleResult(); {
	case g != 0:
		return Undecided(g)
	case !eligible: // write/offered-ineligible
		return NotApplicable
	}
	o := Violated(blame(m.Sender), "%s offered empty, and refused with ERR_CHUNK", writeChunkName(slices.Index(t.Chunks, 0))).
		Values("ERR_CHUNK", "a Reply with the result inline").Citing(t.emptyKeys()...).As(Warning)
	if len(t.Segments) > 0 || c.hasRoom(t) != 0 {
		o = o.Unless(NotParsed)
	}
	return c.misreturned(m, o)
}

// emptyKeys are the requirements about empty Write chunks.
func (t *Transaction) emptyKeys() []rfc8166.Key {
	if t.isNFS4() {
		return []rfc8166.Key{"8166-4.3.2.3-a", "8267-6.4.1-c"}
	}
	return []rfc8166.Key{"8166-4.3.2.3-a"}
}
