package rules

import (
	"slices"

	"rpcrdma-lint/rfc8166"
)

// What was offered comes back, used or not.
var writeListMissing = &Rule{
	ID:       "write/list-missing",
	Title:    "Reply returns fewer Write chunks or segments than offered",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-3.4.6-c", "8166-4.3.2.2-c", "8267-6.4.1-d"},
	Unit:     PerMessage,
	Roles:    []Role{RoleReply},
	Plain:    PlainWithoutChunks,
	Message: func(c *Conn, m *Message) Outcome {
		if o, ok := m.returns(); !ok {
			return o
		}
		t, got := m.Txn, m.Header.Writes
		if len(t.Chunks) == 0 {
			return NotApplicable
		}
		rest := t.offered(WriteList)
		for i, n := range t.Chunks {
			if i == len(got) {
				return m.fewer(c, rest, Violated(blame(m.Sender), "%s returned, %d offered", plural(i, "Write chunk"), len(t.Chunks)).
					Values(plural(i, "Write chunk"), plural(len(t.Chunks), "Write chunk")))
			}
			offer, k := rest[:n], len(got[i])
			rest = rest[n:]
			if k == 0 || k >= n {
				continue // an empty chunk may stand for an unused one
			}
			if _, how := changed(offer, got[i]); how == unchanged {
				return m.fewer(c, offer[k:], Violated(blame(m.Sender), "%s: %s returned, %d offered", writeChunkName(i), plural(k, "segment"), n).
					Values(plural(k, "segment"), plural(n, "segment")))
			}
		}
		return Held
	},
	Doc: Doc{
		Why: "The Requester assigns results to buffers by their place in the list. With an entry missing it cannot tell which one was filled, " +
			"and a strict one fails the RPC.",
		How: "The Write list of the Reply has fewer chunks than that of the Call, or one of its chunks has fewer segments. A chunk that was not needed " +
			"may come back with all lengths zero (RFC 8166) or without segments (RFC 8267). Where the RPC itself failed the finding is a warning. Chunks are counted from 0.",
		Silent: "Call and Reply were not both captured with their lists and the Reply's status, packets of either side are missing, the Call was repeated, " +
			"or nothing more of the Requester was captured. A changed chunk is write/changed. In an RDMA_ERROR there are no lists.",
		Bad:  "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>REPLY 1 count=1000; exchange",
		Good: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>REPLY 1 IO wr=(h,0); exchange",
	},
}

// fewer completes the claim that the segments lost are missing from the Write
// list.
func (m *Message) fewer(c *Conn, lost []Segment, o Outcome) Outcome {
	keys := []rfc8166.Key{"8166-3.4.6-c"}
	if !slices.ContainsFunc(lost, func(s Segment) bool { return s.Moves > 0 }) {
		keys = append(keys, "8166-4.3.2.2-c")
		if m.Txn.isNFS4() {
			keys = append(keys, "8267-6.4.1-d")
		}
	}
	o = o.Citing(keys...)
	failed, g := m.failed()
	if failed {
		o = o.As(Warning)
	}
	return c.misreturned(m, o.Unless(g))
}
