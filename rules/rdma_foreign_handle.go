package rules

import "rpcrdma-lint/rfc8166"

// A handle is good on the connection that advertised it only.
var rdmaForeignHandle = &Rule{
	ID:       "rdma/foreign-handle",
	Title:    "Handle of another connection used",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-8.1.1-a"},
	Deviates: "The duty to refuse it is the adapter's; what the initiator did wrong is said by rdma/unadvertised.",
	Unit:     PerMove,
	Move: func(c *Conn, m *Move) Outcome {
		switch {
		case m.Event.DMALen == 0:
			return NotApplicable
		case m.Fit != FitUnknown:
			return Held
		case m.Foreign == nil || c.lastOffer(m.By.Other(), m.Event.Key) != nil:
			return NotApplicable // nothing is known of the handle, or it was of this connection once
		}
		t := m.Foreign.Txn
		return c.stray(m, Violated(blame(m.By), "%s, which only another connection between the same hosts advertised", m.what()).
			Seen(t.Call.Frame, "advertised here, on the other connection, XID "+hex(t.XID)).
			Values("the connection of frame "+itoa(c.FirstFrame), "the connection of frame "+itoa(m.Other.FirstFrame)))
	},
	Doc: Doc{
		Why: "A handle belongs to a protection domain of one connection. An adapter that lets it pass on another one lets any client read what a handle of any other guards; " +
			"one that does not ends the connection.",
		How:    "The handle and the range are not known on the connection, and are those of a segment that a Call on another connection between the same two addresses advertised.",
		Silent: "The handle was also advertised here; or as rdma/unadvertised. Handles repeat, so the same value may be chance.",
		Bad: "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h9,4096); est; @2 exchange; @2 C>CALL 2 v3 READ count=4096 wr=(h1,4096); " +
			"@2 S>WRITE h9 0 4096; @2 S>REPLY 2; @2 exchange",
		Good: "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h9,4096); est; @2 exchange; @1 S>WRITE h9 0 4096; @1 S>REPLY 1 wr=(h9,4096); @1 exchange",
	},
}
