package rules

import "rpcrdma-lint/rfc8166"

// The Requester's registrations are its own, until it sets R.
var invWithoutPermission = &Rule{
	ID:       "inv/without-permission",
	Title:    "Send with Invalidate although the requester did not allow it",
	Severity: Error,
	Covers:   []rfc8166.Key{"8797-4.1-c", "8797-3.2-a", "8797-5.1-a", "8797-5.2-b"},
	Unit:     PerMessage,
	Roles:    []Role{RoleReply},
	Plain:    PlainAlways,
	Message: func(c *Conn, m *Message) Outcome {
		switch {
		case m.Role != RoleReply:
			return NotApplicable
		case !m.Event.Invalidate:
			return m.ended()
		}
		p, g := c.invalidation(m.Requester)
		switch {
		case g != 0:
			return Undecided(g)
		case p.allowed:
			return Held
		}
		keys := []rfc8166.Key{"8797-4.1-c", "8797-3.2-a"}
		if !p.sent() {
			keys = append(keys, "8797-5.1-a", "8797-5.2-b")
		} else if p.text != flagClear {
			keys = append(keys, "8797-5.1-a")
		}
		return Violated(blame(m.Sender), "Reply invalidates handle %s, but the private data of the %s %s", hex(m.Event.InvKey), m.Requester, p.has()).
			Seen(p.frame, p.text).At(m.Event.Frame, m.Event.Time, "Send with Invalidate").XID(m.Header.XID).
			Values("Send with Invalidate", "Send").Citing(keys...).Unless(sureGuard(m))
	},
	Doc: Doc{
		Why: "A Requester that does not take part may have chosen a registration that cannot be invalidated from afar: its adapter refuses the message, and the connection is lost. " +
			"Or it goes on to use the handle, which is gone.",
		How:    "A Reply is sent as Send with Invalidate. The Requester's private data has the R flag clear, or there is no usable private data.",
		Silent: "The ConnectRequest or ConnectReply with that private data was not captured, or the message is not certainly a Reply.",
		Bad:    "est[R0 | R1]; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096) SINV(h); exchange",
		Good:   "est[R1 | R1]; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096) SINV(h); exchange",
	},
}
