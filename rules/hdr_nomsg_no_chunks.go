package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// A Long Message has its RPC message in the Position Zero Read chunk if it is
// a Call, and in the Reply chunk if it is a Reply.
var hdrNomsgNoChunks = &Rule{
	ID:       "hdr/nomsg-no-chunks",
	Title:    "RDMA_NOMSG with nothing that could hold the payload",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4.2.4-c", "8166-3.5.3-b"},
	Unit:     PerMessage,
	Plain:    PlainAlways,
	Message: func(c *Conn, m *Message) Outcome {
		h := &m.Header
		o, ok := m.procKnown()
		switch {
		case !ok:
			return o
		case h.Proc != rfc8166.NoMsg || m.undecodable():
			return NotApplicable
		case h.HasPositionZero():
			return Held
		case m.HeaderErr != nil:
			return Undecided(NotWhole)
		case h.Reply.Length() == 0:
			return m.payloadNowhere()
		case m.Sender == decode.ClientSide:
			return c.replyChunkOnly(m)
		case !m.Sure:
			return Undecided(NoRole)
		}
		return Held
	},
	Doc: Doc{
		Why: "The receiver has an XID and no RPC message. A Requester's Call of this kind is never executed, and with a Reply of this kind " +
			"the Requester has nothing to complete its RPC with.",
		How: "An RDMA_NOMSG has neither a Read segment at Position 0 nor a Reply chunk with room for anything, so it holds the message neither as a Call " +
			"nor as a Reply; or it comes from the client with a Reply chunk alone where no reverse Call of the server waits for an answer.",
		Silent: "The message was cut within the lists, or a reverse Call that it may answer is hidden.",
		Bad:    "est; exchange; C>NOMSG 1 len=28; S>ERR 1 CHUNK; exchange",
		Good:   "est; C>NOMSG 1 v3 WRITE rd=(0,5000,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
	},
}

// payloadNowhere is the claim about an RDMA_NOMSG that is impossible as a Call
// and as a Reply.
func (m *Message) payloadNowhere() Outcome {
	h := &m.Header
	lists := ""
	for _, l := range [...]struct {
		text    string
		present bool
	}{
		{"a Read list without Position 0", len(h.Reads) > 0},
		{"a Write list", len(h.Writes) > 0},
		{"a Reply chunk of 0 bytes", h.HasReply},
	} {
		if l.present && lists != "" {
			lists += ", "
		}
		if l.present {
			lists += l.text
		}
	}
	if lists == "" {
		return m.faulty("RDMA_NOMSG without any chunk").
			Values("no list", "a Position Zero Read chunk or a Reply chunk").Citing("8166-4.2.4-c")
	}
	return m.faulty("RDMA_NOMSG with %s only", lists).Values(lists, "a Position Zero Read chunk or a Reply chunk")
}

// replyChunkOnly judges an RDMA_NOMSG of the client that can only be sound as
// a reverse Reply.
func (c *Conn) replyChunkOnly(m *Message) Outcome {
	xid, place := m.Header.XID, placeOf(m.Event)
	switch {
	case m.Role == RoleReply && m.Sure:
		return Held
	case c.dirs[decode.ServerSide].closed[xid] != nil:
		return NotApplicable // a second Reply
	}
	return m.faulty("RDMA_NOMSG Call without a Position Zero Read chunk").
		Values("a Reply chunk", "a Read list with Position 0").
		Unless(c.CallHidden(decode.ServerSide, xid)).OnceClosed(decode.ServerSide).AtEnd().
		Checking(c.Overtaken(decode.ServerSide, xid, place, nil))
}
