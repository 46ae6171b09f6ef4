package rules

import (
	"cmp"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// A client that expects no Calls has posted no Receive for them.
var dirUnannounced = &Rule{
	ID:       "dir/unannounced",
	Title:    "Reverse Call before the client announced a back channel",
	Severity: Error,
	Covers:   []rfc8166.Key{"8167-6-a", "8267-6.5.2-a"},
	Unit:     PerMessage,
	Roles:    []Role{RoleCall},
	Plain:    PlainAlways,
	Message: func(c *Conn, m *Message) Outcome {
		switch {
		case m.Role != RoleCall || !m.Reverse():
			return NotApplicable
		case !m.Sure || !c.RolesKnown:
			return Undecided(NoRole)
		case c.back.sure:
			return Held
		case c.back.possible():
			return Undecided(cmp.Or(c.back.doubt, NotParsed))
		}
		o := Violated(Server, "reverse Call, %s", c.back.silence())
		for _, f := range c.back.quiet {
			o = o.Seen(f, "announces nothing")
		}
		at, margin := m.Event.Time, c.Margin()
		return o.At(m.Event.Frame, m.Event.Time, "reverse Call").XID(m.Header.XID).
			Values("a reverse Call", "CREATE_SESSION or BIND_CONN_TO_SESSION before").Folded(0).
			Unless(cmp.Or(c.Unbroken(decode.ClientSide), c.awaited(decode.ClientSide, at))).OnceClosed(decode.ClientSide).
			Checking(func() Guard {
				if g := c.unannounced(at + margin); g != Disordered || c.lastTime[decode.ClientSide] > at {
					return g
				}
				return openGuard(decode.ClientSide)
			})
	},
	Doc: Doc{
		Why: "The client has no Receive posted for a Call from the server and no code to take it: an RNR NAK, or a Receive meant for a Reply is used up, " +
			"and the connection is lost.",
		How: "The server sends a Call, and all that the client has sent on this connection are Calls " +
			"that announce no back channel: neither CREATE_SESSION with CREATE_SESSION4_FLAG_CONN_BACK_CHAN nor BIND_CONN_TO_SESSION for it. " +
			"The client's next request, captured without a gap since the connection began, proves that nothing else was missed.",
		Silent: "The beginning of the connection is not in the capture, packets of the client are missing, nothing more of the client was captured, " +
			"the server has just answered a Call that was not captured before, " +
			"or the client sent something of which it is not known what it asks for: another program, an unknown operation, RPCSEC_GSS privacy.",
		Bad:  "est; C>CALL 1 v3 NULL; S>REPLY 1; S>CALL r1; exchange",
		Good: "est; backchannel; S>CALL r1; C>REPLY r1; exchange",
	},
}

// unannounced is the guard that fails when the client may have announced a
// back channel before the time at.
func (c *Conn) unannounced(at int64) Guard {
	switch g := c.Unbroken(decode.ClientSide); {
	case g != 0:
		return g
	case c.back.open && c.back.openAt <= at:
		return cmp.Or(c.back.doubt, Disordered)
	case c.back.waits(at):
		return NotParsed
	case c.lastTime[decode.ClientSide] <= at:
		return Disordered
	}
	return 0
}
