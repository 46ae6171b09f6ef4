package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

const hugeFactor = 64

// Clients clamp such a grant, but it was not meant.
var creditGrantHuge = &Rule{
	ID:       "credit/grant-huge",
	Title:    "Grant far beyond what was requested",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-3.3.1-e"},
	Deviates: "legal: the grant may be any value",
	Off:      true,
	Unit:     PerMessage,
	Roles:    []Role{RoleReply, RoleError},
	Message: func(c *Conn, m *Message) Outcome {
		if m.Sender != decode.ServerSide || !m.IsAnswer() || m.Reverse() || !m.Sure || m.Match != MatchFirst || !m.CreditCaptured() {
			return NotApplicable
		}
		grant, asked := m.Header.Credit, m.Txn.Header.Credit
		if grant <= c.pair.terms.HugeGrant && uint64(grant) <= hugeFactor*uint64(max(asked, 1)) {
			return Held
		}
		return Violated(Server, "grant %d for a request of %d", grant, asked).
			At(m.Event.Frame, m.Event.Time, "granted here").Seen(m.Txn.Call.Frame, "requested here").
			XID(m.Header.XID).Values(utoa(grant), "in proportion to "+utoa(asked))
	},
	Doc: Doc{
		Why:    "A grant such as 0xFFFFFFFF is no statement about Receives. A client without a limit of its own would believe it.",
		How:    "A grant above 65,535, or more than 64 times the request.",
		Silent: "The Call or the Reply was not captured.",
		Bad:    "est; C>CALL 1 cr=32; S>REPLY 1 cr=4294967295; exchange",
		Good:   "est; C>CALL 1 cr=32; S>REPLY 1 cr=64; exchange",
	},
}
