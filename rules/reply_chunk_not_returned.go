package rules

import "rpcrdma-lint/rfc8166"

// An offered Reply chunk comes back, used or not.
var replyChunkNotReturned = &Rule{
	ID:       "reply/chunk-not-returned",
	Title:    "Offered Reply chunk not copied into the Reply",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4.3.3-d"},
	Deviates: "a warning where the Reply is inline and nothing was written: by the letter the chunk is missing all the same, yet no Requester loses anything",
	Unit:     PerMessage,
	Roles:    []Role{RoleReply},
	Plain:    PlainWithoutChunks,
	Message: func(c *Conn, m *Message) Outcome {
		o, ok := m.returns()
		switch {
		case !ok:
			return o
		case !m.Txn.HasReply:
			return NotApplicable
		case m.Header.HasReply:
			return Held
		}
		offer := m.Txn.offered(ReplyChunk)
		o = Violated(blame(m.Sender), "Reply chunk of %s offered, none returned", plural(len(offer), "segment")).
			Values("no Reply chunk", plural(len(offer), "segment"))
		if m.Header.Proc == rfc8166.NoMsg {
			return c.misreturned(m, o)
		}
		moved, g := c.movedReply(offer)
		if moved != nil {
			return c.misreturned(m, o.Seen(moved.FirstMove, "RDMA Write into it").Unless(g))
		}
		return c.misreturned(m, o.As(Warning).Unless(g))
	},
	Doc: Doc{
		Why: "The Requester learns from the returned chunk how much of its buffer holds the Reply. Where it is missing though the chunk was used, " +
			"the Reply is lost.",
		How: "The Call has a Reply chunk, and its Reply has none. An error where the Reply is an RDMA_NOMSG or RDMA Writes went into the chunk, " +
			"else a warning.",
		Silent: "Call and Reply were not both captured with their lists, packets of either side are missing, the Call was repeated, " +
			"or nothing more of the Requester was captured. In an RDMA_ERROR there are no lists.",
		Bad:  "est; C>CALL 1 v3 READDIR rc=(h,8192); S>WRITE h 0 5000; S>REPLY 1; exchange",
		Good: "est; C>CALL 1 v3 READDIR rc=(h,8192); S>REPLY 1 rc=(h,0); exchange",
	},
}

// movedReply finds a segment of an offered Reply chunk that was written to.
// The guard fails where it is not certain which one was.
func (c *Conn) movedReply(offer []Segment) (moved *Segment, g Guard) {
	for i := range offer {
		s := &offer[i]
		if g == 0 {
			g = c.WriteHidden(s)
		}
		if s.Moves > 0 && moved == nil {
			moved = s
		}
	}
	return moved, g
}
