package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// Only Responders read and write, and a server asks for nothing but in reverse
// Calls.
var rdmaFromRequester = &Rule{
	ID:       "rdma/from-requester",
	Title:    "Requester started an RDMA Read or Write",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-3.1-a"},
	Unit:     PerMove,
	Move: func(c *Conn, m *Move) Outcome {
		switch {
		case m.Event.DMALen == 0 || m.By != decode.ClientSide:
			return NotApplicable
		case !c.unasked(m):
			return Held
		case !c.RolesKnown:
			return Undecided(NoRole)
		}
		o := Violated(Client, "%s by the client, and the server has advertised no memory", m.what()).
			At(m.Event.Frame, m.Event.Time, "sent here").Values(verb(m.Event.Kind), "none").Folded(0)
		if g := c.offers(decode.ServerSide); g != 0 {
			return o.Unless(g)
		}
		if !c.back.possible() && c.gaps[decode.ClientSide] == 0 {
			return o // no reverse Call was possible before
		}
		at := m.Event.Time
		return o.OnceClosed(decode.ServerSide).Checking(func() Guard { return c.noOffer(at) })
	},
	Doc: Doc{
		Why: "In the Read-Write model the Requester opens its memory and the Responder moves the data. A client that starts operations itself speaks another protocol, " +
			"and a server that lets it has memory open to every client.",
		How: "The client sends an RDMA Read or Write, and the server has advertised no memory in any reverse Call of this connection. That none was missed is certain where " +
			"the client had announced no back channel; otherwise the server's next request, captured without a gap since the connection began, proves it.",
		Silent: "The beginning of the connection or packets of the server are missing; a message of the server may be a reverse Call whose lists cannot be decoded; " +
			"it is not known which side is the client; or the operation moves nothing.",
		Bad:  "est; exchange; C>WRITE h 0 100; exchange",
		Good: "est; backchannel; S>CALL r1 CB_COMPOUND wr=(h,4096); C>WRITE h 0 100; C>REPLY r1 wr=(h,100); exchange",
	},
}

// noOffer is the guard that fails when the server may have advertised memory
// before the time at.
func (c *Conn) noOffer(at int64) Guard {
	if g := c.sentAfter(at); g != 0 {
		return g
	}
	if e := c.incoming; e.Kind == decode.KindSend {
		h := &e.Message.Header
		if e.Message.HeaderErr != nil || len(h.Reads) > 0 || len(h.Writes) > 0 || h.HasReply {
			return NotFresh
		}
	}
	if c.dirs[decode.ServerSide].memory != nil {
		return Disordered
	}
	return c.offers(decode.ServerSide)
}
