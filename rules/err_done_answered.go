package rules

import "rpcrdma-lint/rfc8166"

// RDMA_DONE is dropped.
var errDoneAnswered = &Rule{
	ID:       "err/done-answered",
	Title:    "RDMA_DONE answered",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4.6.2-b"},
	Unit:     PerMessage,
	Roles:    []Role{RoleReply, RoleError},
	Plain:    PlainAlways,
	Message:  func(c *Conn, m *Message) Outcome { return c.answeredIgnored(m, true, "RDMA_DONE") },
	Doc: Doc{
		Why:    "The sender of an RDMA_DONE expects no answer: it has posted no Receive for one.",
		How:    "An RDMA_ERROR or Reply with the XID of an RDMA_DONE and of no other message.",
		Silent: "A Call with the same XID is outstanding, or may be missing from the capture.",
		Bad:    "est; exchange; C>DONE 1; S>ERR 1 CHUNK; exchange",
		Good:   "est; exchange; C>DONE 1; exchange",
	},
}

// answeredIgnored judges an answer to a message that is to be dropped.
func (c *Conn) answeredIgnored(m *Message, done bool, what string) Outcome {
	if !m.IsAnswer() {
		return NotApplicable
	}
	before, ok := c.ignoredBefore(m)
	if !ok || before.done != done {
		return NotApplicable
	}
	place := placeOf(m.Event)
	requester, xid := m.Requester, m.Header.XID
	order := Guard(0)
	if m.Event.SentTime-before.sent <= c.Margin() {
		order = Disordered
	}
	return m.faulty("answers an %s", what).Seen(before.frame, what).Values("answered", "dropped").
		Unless(order).Unless(c.CallHidden(requester, xid)).OnceClosed(requester).AtEnd().
		Checking(c.Overtaken(requester, xid, place, nil))
}
