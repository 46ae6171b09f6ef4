package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// What a Call sends is read, what it wants to have is written.
var rdmaWrongAccess = &Rule{
	ID:       "rdma/wrong-access",
	Title:    "RDMA Write into a Read-list segment or RDMA Read of a Write/Reply segment",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-3.4.3-c"},
	Unit:     PerMove,
	Move: func(c *Conn, m *Move) Outcome {
		switch {
		case m.Event.DMALen == 0 || m.Fit == FitUnknown:
			return NotApplicable
		case m.Fit != FitAccess:
			return Held
		}
		s, wanted := m.Segment, "RDMA Write"
		if m.Event.Kind == decode.KindWrite {
			wanted = "RDMA Read"
		}
		return c.stray(m, Violated(blame(m.By), "%s, a segment of the %s", m.what(), s.List).
			Seen(s.Txn.Call.Frame, "advertised here in the "+s.List.String()).XID(s.Txn.XID).
			Values(verb(m.Event.Kind), wanted).Unless(c.answered(m)))
	},
	Doc: Doc{
		Why: "The memory is registered for one kind of access. The other is refused and the connection is lost; or it succeeds, and the argument of a Call changes while it is being sent, " +
			"or old memory contents are taken for data.",
		How:    "The operation lies inside a segment of an outstanding Call, which stands in a list for the other kind of operation, and in none for this one.",
		Silent: "As rdma/unadvertised; and where the same memory stands in lists of both kinds.",
		Bad:    "est; exchange; C>CALL 1 v3 WRITE rd=(p,4096,h); S>WRITE h 0 4096; S>REPLY 1; exchange",
		Good:   "est; exchange; C>CALL 1 v3 WRITE rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
	},
}
