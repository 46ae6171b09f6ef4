package rules

import "rpcrdma-lint/rfc8166"

// A Reply may close the memory of its own Call only.
var invForeignHandle = &Rule{
	ID:       "inv/foreign-handle",
	Title:    "Invalidated handle does not belong to the transaction",
	Severity: Error,
	Covers:   []rfc8166.Key{"8797-4.1-b"},
	Unit:     PerMessage,
	Roles:    []Role{RoleReply},
	Plain:    PlainAlways,
	Message: func(c *Conn, m *Message) Outcome {
		switch {
		case m.Role != RoleReply:
			return NotApplicable
		case !m.Event.Invalidate:
			return m.ended()
		case m.Match != MatchFirst && m.Match != MatchAgain:
			return Undecided(Unpaired)
		case !m.Txn.HasLists:
			return Undecided(NotWhole)
		}
		t, key := m.Txn, m.Event.InvKey
		for i := range t.Segments {
			if t.Segments[i].Handle == key {
				return Held
			}
		}
		o := Violated(blame(m.Sender), "Reply invalidates handle %s, which its Call does not name", hex(key)).
			Seen(t.Call.Frame, "Call with "+plural(len(t.Segments), "segment")).
			At(m.Event.Frame, m.Event.Time, "Send with Invalidate").XID(t.XID).
			Values(hex(key), "a handle of the Call")
		if s := c.otherOwner(m); s != nil {
			o = o.Seen(s.Txn.Call.Frame, "handle of this outstanding Call, XID "+hex(s.Txn.XID))
		}
		if t.Repeats > 0 {
			o = o.Unless(Unpaired)
		}
		requester, at, xid := m.Requester, m.Event.Time, t.XID
		return o.Unless(sureGuard(m)).Unless(c.offers(requester)).OnceClosed(requester).
			Checking(func() Guard { return c.calledOnce(requester, xid, at) })
	},
	Doc: Doc{
		Why: "The handle of another Call is gone before that Call's data has moved: its RDMA operations are refused and the connection is lost. " +
			"A handle that exists nowhere fails in the client's adapter at once.",
		How: "The key of a Reply's Send with Invalidate is in none of the lists of the Call with its XID. " +
			"The Requester's next request, captured without a gap since the connection began, proves that the Call was sent once.",
		Silent: "The Call was not captured whole or was sent again, packets of the Requester or the beginning of the connection are missing, or nothing more of the Requester was captured.",
		Bad: "est[R1 | R1]; exchange; C>CALL 1 v3 READ count=4096 wr=(h1,4096); C>CALL 2 v3 READ count=4096 wr=(h2,4096); " +
			"S>WRITE h1 0 4096; S>REPLY 1 wr=(h1,4096) SINV(h2); S>REPLY 2; exchange",
		Good: "est[R1 | R1]; exchange; C>CALL 1 v3 READ count=4096 wr=(h1,4096); C>CALL 2 v3 READ count=4096 wr=(h2,4096); " +
			"S>WRITE h1 0 4096; S>REPLY 1 wr=(h1,4096) SINV(h1); S>REPLY 2; exchange",
	},
}

// otherOwner is a segment of another open Call with the handle that m
// invalidates, or nil.
func (c *Conn) otherOwner(m *Message) *Segment {
	h := c.dirs[m.Requester].memory[m.Event.InvKey]
	s, _ := h.latestOpen()
	return s
}
