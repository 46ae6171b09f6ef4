package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// calledBy is the guard that fails when not so many Calls as seem in flight
// were certainly sent before the answer m.
func (c *Conn) calledBy(m *Message, limit int) Guard {
	n := 0
	for _, t := range c.Open(m.Requester) {
		if m.Event.SentTime-t.Call.LastTime > c.Margin() {
			n++
		}
	}
	if n <= limit {
		return Disordered
	}
	return 0
}

// A grant may shrink at any time; below what is under way it is worth a look.
var creditShrunk = &Rule{
	ID:       "credit/shrunk",
	Title:    "Grant lowered below the number of Calls in flight",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-3.3.1-f"},
	Off:      true,
	Unit:     PerMessage,
	Roles:    []Role{RoleReply, RoleError},
	Message: func(c *Conn, m *Message) Outcome {
		if m.Sender != decode.ServerSide || !m.IsAnswer() || m.Reverse() || !m.CreditCaptured() || !m.Sure || m.Header.Credit == 0 {
			return NotApplicable
		}
		k := &c.dirs[decode.ClientSide].credit
		g := c.Unbroken(decode.ClientSide)
		if g == 0 {
			g = c.Unbroken(decode.ServerSide)
		}
		if k.inFlight <= int(min(m.Header.Credit, maxOpen)) {
			if g != 0 {
				return Undecided(g)
			}
			return Held
		}
		return Violated(Server, "grant %d with %s in flight", m.Header.Credit, plural(k.inFlight, "Call")).
			Unless(c.calledBy(m, int(m.Header.Credit))).
			At(m.Event.Frame, m.Event.Time, "granted here").XID(m.Header.XID).
			Values(utoa(m.Header.Credit), itoa(k.inFlight)+" or more").Unless(g)
	},
	Doc: Doc{
		Why:    "Legal, but the client has to wait until enough Calls are answered before it may send another.",
		How:    "A Reply grants fewer credits than Calls are still unanswered.",
		Silent: "The connection's beginning or packets of either side are missing.",
		Bad:    "est; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2..9; S>REPLY 2 cr=2; S>REPLY 3..9 cr=8; exchange",
		Good:   "est; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2..3; S>REPLY 2 cr=4; S>REPLY 3 cr=4; exchange",
	},
}
