package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// A client need not support chunks in reverse, but has to say so.
var dirChunkRefusal = &Rule{
	ID:       "dir/chunk-refusal",
	Title:    "Reverse Call with chunks not refused by a client without chunk support",
	Severity: Error,
	Covers:   []rfc8166.Key{"8167-5.3-c"},
	Deviates: "where no answer at all was captured, a note: the client may still be at work",
	Unit:     PerTransaction,
	Transaction: func(c *Conn, t *Transaction) Outcome {
		switch {
		case t.requester != decode.ServerSide || !t.Proper || !t.chunks || c.back.chunks:
			return NotApplicable
		case !t.Answered:
			return c.unansweredChunks(t)
		case t.AnswerIs != RoleError:
			return NotApplicable // it supports chunks
		case t.Answer1.Err == 0:
			return Undecided(NotWhole)
		case t.Answer1.Err == rfc8166.ErrChunk:
			return Held
		}
		o := Violated(Client, "reverse Call with chunks answered with %v", t.Answer1.Err).
			Seen(t.Call.Frame, "reverse Call with chunks").At(t.Answer.Frame, t.Answer.Time, "answered here").
			XID(t.XID).Values(t.Answer1.Err.String(), "RDMA_ERROR with ERR_CHUNK")
		if !c.RolesKnown {
			return o.Unless(NoRole)
		}
		return o
	},
	Doc: Doc{
		Why: "The server cannot know that chunks are the matter and repeats the Call, or waits for an answer until the lease is over.",
		How: "A reverse Call with a chunk list is answered with an RDMA_ERROR other than ERR_CHUNK, by a client that moved no chunk data on this connection. " +
			"Where no answer came though the client sent on, an inconclusive note.",
		Silent: "The client sent a Reply, or an RDMA Read or Write, since it may support chunks; or the answer was cut. " +
			"That an answer is absent is never proven: it may be the last that the client sent.",
		Bad:  "est; backchannel; S>CALL r1 rc=(k,4096); C>ERR r1 VERS(1,1); exchange",
		Good: "est; backchannel; S>CALL r1 rc=(k,4096); C>ERR r1 CHUNK; exchange",
	},
}

// unansweredChunks judges a reverse Call with chunks to which no answer was captured.
func (c *Conn) unansweredChunks(t *Transaction) Outcome {
	client := decode.ClientSide
	switch {
	case c.lastRequest[client] <= t.Call.LastFrame:
		return Undecided(NoTail)
	case c.gaps[client] != t.gapsAt[client]:
		return Undecided(gapGuard(client))
	}
	return Violated(Client, "reverse Call with chunks never answered, though the client sent on").
		At(t.Call.Frame, t.Call.Time, "reverse Call with chunks").Seen(c.lastRequest[client], "the client sent on").
		XID(t.XID).Values("no answer", "RDMA_ERROR with ERR_CHUNK").As(Note).Unless(openGuard(client))
}
