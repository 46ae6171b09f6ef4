package rules

import "rpcrdma-lint/rfc8166"

// The Requester's memory is open to the Responder only where a Call says so.
var rdmaUnadvertised = &Rule{
	ID:       "rdma/unadvertised",
	Title:    "RDMA Read/Write with a handle no outstanding Call advertised",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-3.4.3-b"},
	Unit:     PerMove,
	Move: func(c *Conn, m *Move) Outcome {
		switch {
		case m.Event.DMALen == 0 || c.unasked(m):
			return NotApplicable // the latter is for rdma/from-requester
		case m.Fit != FitUnknown:
			return Held
		}
		o := Violated(blame(m.By), "%s, which no outstanding Call advertises", m.what()).
			Values("handle "+hex(m.Event.Key), "a handle that an outstanding Call advertises")
		if s := c.lastOffer(m.By.Other(), m.Event.Key); s != nil {
			o = o.Seen(s.Txn.Call.Frame, "handle last advertised here, for "+span(s.Offset, s.Length)+", XID "+hex(s.Txn.XID)).
				Seen(s.Txn.Answer.Frame, "answered here")
		}
		return c.stray(m, o)
	},
	Doc: Doc{
		Why: "The Requester registers memory for one RPC and offers it in that RPC's chunk lists. Whatever else is read or written belongs to another purpose: " +
			"data is leaked or overwritten, or the adapter refuses the access and the connection is lost.",
		How: "The handle of each RDMA Read and Write is looked up in the lists of all Calls of the other side that wait for an answer. " +
			"The Requester's next request, captured without a gap since the connection began, proves that no Call was missed.",
		Silent: "The beginning of the connection or packets of the Requester are missing; a message of the Requester whose lists cannot be decoded waits for its answer; " +
			"a Call was sent again; nothing more of the Requester was captured; or the operation moves nothing.",
		Bad:  "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h1,4096); S>WRITE h2 0 4096; S>REPLY 1; exchange",
		Good: "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h1,4096); S>WRITE h1 0 4096; S>REPLY 1 wr=(h1,4096); exchange",
	},
}
