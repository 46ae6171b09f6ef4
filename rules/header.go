package rules

import "rpcrdma-lint/rfc8166"

// faulty begins the claim that a message is wrong in itself: its sender is to
// blame, and the frame with its header is at fault.
func (m *Message) faulty(format string, args ...any) Outcome {
	o := Violated(blame(m.Sender), format, args...).At(m.Event.Frame, m.Event.Time, "sent here")
	if m.HasXID() {
		o = o.XID(m.Header.XID)
	}
	return o
}

// uncaptured is the outcome where a field that the rule looks at was not
// decoded: undecided where the capture cut it off, and of no concern where the
// message itself ends before it.
func (m *Message) uncaptured() Outcome {
	if m.CutShort() {
		return Undecided(NotWhole)
	}
	return NotApplicable
}

// procKnown reports whether rdma_proc of a version 1 message was decoded. What
// to say otherwise is the outcome.
func (m *Message) procKnown() (Outcome, bool) {
	switch {
	case m.Header.Fixed >= 2 && !m.Version1():
		return NotApplicable, false
	case m.Header.Fixed < 4:
		return m.uncaptured(), false
	}
	return Held, true
}

// undecodable reports whether the sender, not the capture, is why the header
// ends early.
func (m *Message) undecodable() bool {
	_, bad := m.HeaderErr.(*rfc8166.DecodeError)
	return bad
}
