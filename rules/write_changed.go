package rules

import "rpcrdma-lint/rfc8166"

// The Write list of a Reply is that of its Call, with other lengths.
var writeChanged = &Rule{
	ID:       "write/changed",
	Title:    "Write list returned with changed, additional or oversized segments",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-3.4.6-c", "8166-3.4.6-d", "8166-4.3.2.2-c", "8267-6.4.1-e"},
	Unit:     PerMessage,
	Roles:    []Role{RoleReply},
	Plain:    PlainWithoutChunks,
	Message: func(c *Conn, m *Message) Outcome {
		if o, ok := m.returns(); !ok {
			return o
		}
		t, got := m.Txn, m.Header.Writes
		if len(t.Chunks) == 0 && len(got) == 0 {
			return NotApplicable
		}
		rest := t.offered(WriteList)
		for i, n := range t.Chunks[:min(len(t.Chunks), len(got))] {
			offer := rest[:n]
			rest = rest[n:]
			if n == 0 {
				continue // write/empty-chunk
			}
			if k, how := changed(offer, got[i]); how != unchanged {
				o := m.returnedOtherwise(writeChunkName(i), offer, got[i], k, how)
				return c.misreturned(m, o.Citing(changeKeys(got[i], how)...))
			}
		}
		if len(got) > len(t.Chunks) {
			return c.misreturned(m, m.moreChunks(len(got), len(t.Chunks)))
		}
		return Held
	},
	Doc: Doc{
		Why: "The Requester finds its results by the returned list. Another handle or offset makes it fail the RPC or look in the wrong buffer; " +
			"a length above the offer makes it read beyond its buffer.",
		How: "The Write list of the Reply has a segment whose handle or offset is not the one that the Call has in this place, " +
			"whose length exceeds the offered one, or for which the Call has no place. Chunks and segments are counted from 0.",
		Silent: "Call and Reply were not both captured with their lists, packets of either side are missing, the Call was repeated, " +
			"or nothing more of the Requester was captured that shows that no other Call used the XID. In an RDMA_ERROR there are no lists.",
		Bad:  "est; C>CALL 1 v3 READ count=4096 wr=(h1,4096); S>WRITE h1 0 4096; S>REPLY 1 wr=(h2,4096); exchange",
		Good: "est; C>CALL 1 v3 READ count=4096 wr=(h1,4096); S>WRITE h1 0 1000; S>REPLY 1 count=1000 wr=(h1,1000); exchange",
	},
}

// changeKeys are the requirements that a changed Write chunk breaks.
func changeKeys(got rfc8166.Chunk, how change) []rfc8166.Key {
	switch {
	case how == tooLong:
		return []rfc8166.Key{"8166-3.4.6-c", "8166-3.4.6-d"}
	case got.Length() == 0:
		return []rfc8166.Key{"8166-3.4.6-c", "8166-4.3.2.2-c"}
	}
	return []rfc8166.Key{"8166-3.4.6-c"}
}

// moreChunks is the claim that the Reply has more Write chunks than its Call.
func (m *Message) moreChunks(got, offered int) Outcome {
	o := Violated(blame(m.Sender), "%s returned, %d offered", plural(got, "Write chunk"), offered).
		Values(plural(got, "Write chunk"), plural(offered, "Write chunk"))
	if m.Txn.isNFS4() {
		return o.Citing("8166-3.4.6-c", "8267-6.4.1-e")
	}
	return o.Citing("8166-3.4.6-c")
}
