package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// A grant of zero would leave the Requester without the right to send at all.
var creditZeroGrant = &Rule{
	ID:       "credit/zero-grant",
	Title:    "Reply grants zero credits",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-3.3.1-c"},
	Unit:     PerMessage,
	Roles:    []Role{RoleReply},
	Plain:    PlainAlways,
	Message: func(c *Conn, m *Message) Outcome {
		if m.Sender != decode.ServerSide || m.Role != RoleReply || m.Reverse() {
			return NotApplicable
		}
		return c.zeroGrant(m, Server, "the Reply grants 0 credits")
	},
	Doc: Doc{
		Why:    "A grant of zero forbids every further Call: by the letter the connection is dead. Clients take it as one, and then run one RPC at a time.",
		How:    "rdma_credit is 0 in a Reply.",
		Silent: "It is not proven that the message is a Reply, or it was cut before rdma_credit.",
		Bad:    "est; C>CALL 1; S>REPLY 1 cr=0; exchange",
		Good:   "est; C>CALL 1; S>REPLY 1 cr=1; exchange",
	},
}

// zeroGrant judges rdma_credit of an answer that b sent.
func (c *Conn) zeroGrant(m *Message, b Blame, text string) Outcome {
	sure := m.Sure && c.RolesKnown
	switch {
	case !m.CreditCaptured():
		return Undecided(NotWhole)
	case m.Header.Credit != 0 && !sure:
		return Undecided(NoRole)
	case m.Header.Credit != 0:
		return Held
	}
	o := Violated(b, "%s", text).At(m.Event.Frame, m.Event.Time, "sent here").XID(m.Header.XID).Values("0", "1 or more")
	if !sure {
		return o.Unless(NoRole)
	}
	return o
}
