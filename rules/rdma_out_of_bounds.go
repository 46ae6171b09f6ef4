package rules

import "rpcrdma-lint/rfc8166"

// A handle opens no more than the bytes that the segment names.
var rdmaOutOfBounds = &Rule{
	ID:       "rdma/out-of-bounds",
	Title:    "RDMA Read/Write outside the advertised segment",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-3.4.3-b"},
	Unit:     PerMove,
	Move: func(c *Conn, m *Move) Outcome {
		switch {
		case m.Event.DMALen == 0 || m.Fit == FitUnknown:
			return NotApplicable
		case m.Fit != FitOutside:
			return Held
		}
		switch held, g := c.covered(m); {
		case held:
			return Held
		case g != 0:
			return Undecided(g)
		}
		s := m.Segment
		return c.stray(m, Violated(blame(m.By), "%s, advertised is %s", m.what(), span(s.Offset, s.Length)).
			Seen(s.Txn.Call.Frame, "handle advertised here, for "+span(s.Offset, s.Length)).XID(s.Txn.XID).
			Values(span(m.Event.VA, m.Event.DMALen), "within "+span(s.Offset, s.Length)).
			Unless(c.answered(m)))
	},
	Doc: Doc{
		Why: "The bytes beyond the segment belong to something else. Where the registration is larger than what was offered, as with a handle for all memory, " +
			"nothing stops the access and data is corrupted; otherwise the adapter refuses it and the connection is lost.",
		How: "Address and length of each RDMA Read and Write are compared with the segments that outstanding Calls advertise under its handle, all of them together. " +
			"The Requester's next request, captured without a gap since the connection began, proves that no Call was missed.",
		Silent: "The beginning of the connection or packets of the Requester are missing; a message of the Requester whose lists cannot be decoded waits for its answer; " +
			"a Call was sent again; nothing more of the Requester was captured; or the operation moves nothing.",
		Bad:  "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 8192; S>REPLY 1 wr=(h,4096); exchange",
		Good: "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 1024 1024; S>REPLY 1; exchange",
	},
}
