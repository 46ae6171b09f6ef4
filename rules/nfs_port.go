package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

const nfsPort = 20049 // nfsrdma

// NFSv4 clients go to the well-known port without asking.
var nfsPortRule = &Rule{
	ID:       "nfs/port",
	Title:    "NFSv4 served on a port other than 20049",
	Severity: Note,
	Covers:   []rfc8166.Key{"8267-6.3-a", "8166-5-b"},
	Deviates: "administrators do so on purpose",
	Unit:     PerConnection,
	Connection: func(c *Conn) Outcome {
		switch port := c.Port(); {
		case c.compound.frame == 0:
			return NotApplicable
		case port < 0:
			return Undecided(NoCM)
		case port != nfsPort:
			return Violated(Server, "NFSv4 is served on port %d", port).Seen(c.requestFrame(), "connection asked for here").
				At(c.compound.frame, c.compound.time, "first COMPOUND").Values(itoa(port), itoa(nfsPort))
		}
		return Held
	},
	Doc: Doc{
		Why:    "A client that mounts with the default options finds no server.",
		How:    "The service ID of the connection's set-up has another port than 20049, and the client sends NFSv4 COMPOUNDs.",
		Silent: "The connection's set-up was not captured.",
		Bad:    "est[R1 4K/4K port=20050 | R0 4K/4K]; exchange; C>CALL 1 v4 [PUTROOTFH GETATTR]; S>REPLY 1; exchange",
		Good:   "est; exchange; C>CALL 1 v4 [PUTROOTFH GETATTR]; S>REPLY 1; exchange",
	},
}

// note takes the first COMPOUND of the client.
func (s *spot) note(m *Message) {
	if s.frame == 0 && m.Args != nil && m.Args.compound() && m.Sender == decode.ClientSide {
		*s = spot{m.Event.Frame, m.Event.Time}
	}
}
