package rules

import "rpcrdma-lint/rfc8166"

// Asking for nothing is not forbidden, but it asks for a deadlock.
var creditZeroRequest = &Rule{
	ID:       "credit/zero-request",
	Title:    "Call requests zero credits",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-3.3.1-k"},
	Deviates: "legal: only a grant of zero is forbidden",
	Unit:     PerMessage,
	Roles:    []Role{RoleCall},
	Plain:    PlainAlways,
	Message: func(c *Conn, m *Message) Outcome {
		switch {
		case m.Role != RoleCall:
			return NotApplicable
		case !m.CreditCaptured():
			return Undecided(NotWhole)
		case !m.Sure:
			return Undecided(NoRole)
		case m.Header.Credit != 0:
			return Held
		}
		return Violated(blame(m.Sender), "the Call requests 0 credits").
			At(m.Event.Frame, m.Event.Time, "sent here").XID(m.Header.XID).Values("0", "1 or more")
	},
	Doc: Doc{
		Why:    "The limit is the smaller of request and grant: with a request of zero nothing could be sent.",
		How:    "rdma_credit is 0 in a Call.",
		Silent: "The message was cut before rdma_credit.",
		Bad:    "est; C>CALL 1 cr=0; S>REPLY 1; exchange",
		Good:   "est; C>CALL 1 cr=128; S>REPLY 1; exchange",
	},
}
