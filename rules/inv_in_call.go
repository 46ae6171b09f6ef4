package rules

import "rpcrdma-lint/rfc8166"

// A Requester has nothing to invalidate: the peer offered no memory.
var invInCall = &Rule{
	ID:       "inv/in-call",
	Title:    "Send with Invalidate on a Call (note for RDMA_ERROR)",
	Severity: Error,
	Covers:   []rfc8166.Key{"8797-4.1-d"},
	Unit:     PerMessage,
	Plain:    PlainAlways,
	Message: func(_ *Conn, m *Message) Outcome {
		switch {
		case m.Sure && m.Role == RoleReply:
			return NotApplicable
		case !m.Event.Invalidate:
			return m.ended()
		case m.Role != RoleCall && m.Role != RoleError:
			return Undecided(NoRole)
		}
		o := Violated(blame(m.Sender), "%s invalidates handle %s", m.Role, hex(m.Event.InvKey)).
			At(m.Event.Frame, m.Event.Time, "Send with Invalidate").Values("Send with Invalidate", "Send")
		if m.HasXID() {
			o = o.XID(m.Header.XID)
		}
		if m.Role == RoleError {
			o = o.As(Note)
		}
		return o.Unless(sureGuard(m))
	},
	Doc: Doc{
		Why: "The handle names memory of the receiver, and a Responder has offered none. Its adapter refuses the message and the connection is lost, or some registration of the server's vanishes. " +
			"An RDMA_ERROR with Invalidate is a note: the memory is that of the Call it answers, only no text provides for it.",
		How:    "The Send that carries a Call has an invalidated key.",
		Silent: "It cannot be told whether the message is a Call.",
		Bad:    "est; exchange; C>CALL 1 SINV(k); S>REPLY 1; exchange",
		Good:   "est; exchange; C>CALL 1; S>REPLY 1; exchange",
	},
}
