package rules

import "rpcrdma-lint/rfc8166"

// The Reply chunk of a Reply is that of its Call, with other lengths.
var replyChunkChanged = &Rule{
	ID:       "reply/chunk-changed",
	Title:    "Reply chunk returned with changed or oversized segments",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4.3.3-d"},
	Unit:     PerMessage,
	Roles:    []Role{RoleReply},
	Plain:    PlainWithoutChunks,
	Message: func(c *Conn, m *Message) Outcome {
		o, ok := m.returns()
		switch {
		case !ok:
			return o
		case !m.Txn.HasReply || !m.Header.HasReply:
			return NotApplicable
		}
		offer, got := m.Txn.offered(ReplyChunk), m.Header.Reply
		if k, how := changed(offer, got); how != unchanged {
			return c.misreturned(m, m.returnedOtherwise(replyChunkName, offer, got, k, how))
		}
		if len(got) < len(offer) {
			return c.misreturned(m, Violated(blame(m.Sender), "Reply chunk: %s returned, %d offered", plural(len(got), "segment"), len(offer)).
				Values(plural(len(got), "segment"), plural(len(offer), "segment")))
		}
		return Held
	},
	Doc: Doc{
		Why: "The Requester finds the Reply by the returned chunk. Another handle or offset makes it fail the RPC or look in the wrong buffer; " +
			"a length above the offer makes it read beyond its buffer.",
		How: "The Reply chunk of the Reply has a segment whose handle or offset is not the one that the Call has in this place, " +
			"whose length exceeds the offered one, or another number of segments. Segments are counted from 0.",
		Silent: "Call and Reply were not both captured with their lists, packets of either side are missing, the Call was repeated, " +
			"or nothing more of the Requester was captured. In an RDMA_ERROR there are no lists.",
		Bad:  "est; C>CALL 1 v3 READDIR rc=(h,8192); S>WRITE h 0 8192; S>NOMSG 1 rc=(h,9000); exchange",
		Good: "est; C>CALL 1 v3 READDIR rc=(h,8192); S>WRITE h 0 5000; S>NOMSG 1 rc=(h,5000); exchange",
	},
}
