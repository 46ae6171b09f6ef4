package rules

import "rpcrdma-lint/rfc8166"

// The letter wants R of both sides.
var invOwnFlagClear = &Rule{
	ID:       "inv/own-flag-clear",
	Title:    "Send with Invalidate although the responder's own R flag is clear",
	Severity: Note,
	Covers:   []rfc8166.Key{"8797-4.1-c", "8797-3.2-a"},
	Deviates: "The Requester has allowed it, so that no harm is done, and every Linux server does it.",
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
		own, h := c.invalidation(m.Sender)
		switch {
		case g != 0:
			return Undecided(g)
		case !p.allowed:
			return NotApplicable // for inv/without-permission
		case h != 0:
			return Undecided(h)
		case own.allowed:
			return Held
		}
		return Violated(blame(m.Sender), "Reply invalidates handle %s, but the private data of the %s itself %s", hex(m.Event.InvKey), m.Sender, own.has()).
			Seen(own.frame, own.text).At(m.Event.Frame, m.Event.Time, "Send with Invalidate").XID(m.Header.XID).
			Values("Send with Invalidate", "Send").Folded(int(m.Sender)).Unless(sureGuard(m))
	},
	Doc: Doc{
		Why:    "RFC 8797 §4.1 demands plain Sends unless both peers set R. A client that takes the server's flag for a promise registers memory in a dearer way than it needs to.",
		How:    "A Reply is sent as Send with Invalidate; the Requester's private data has R set, that of the Responder has it clear or is absent. One finding a connection, with the number of Replies.",
		Silent: "The private data was not captured.",
		Bad:    "est[R1 | R0]; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096) SINV(h); exchange",
		Good:   "est[R1 | R1]; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096) SINV(h); exchange",
	},
}
