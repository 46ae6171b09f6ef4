package rules

import (
	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// A Reply belongs on the connection that brought its Call.
var connReplyElsewhere = &Rule{
	ID:       "conn/reply-elsewhere",
	Title:    "Reply sent on another connection than its Call",
	Severity: Error,
	Covers:   []rfc8166.Key{"5661-2.9.2-b"},
	Unit:     PerMessage,
	Roles:    []Role{RoleReply, RoleError},
	Plain:    PlainAlways,
	Message: func(c *Conn, m *Message) Outcome {
		if !m.IsAnswer() {
			return NotApplicable
		}
		if m.Match != MatchElsewhere {
			return Held
		}
		t := m.Txn
		o := Violated(blame(m.Sender), "answer to a Call of another connection between the same hosts").
			Seen(t.Call.Frame, "Call, on the other connection").At(m.Event.Frame, m.Event.Time, "answered here").
			XID(m.Header.XID).Values("the connection of frame "+itoa(c.FirstFrame), "the connection of frame "+itoa(m.Other.FirstFrame)).
			OnceClosed(m.Requester).AtEnd().
			Checking(c.Overtaken(m.Requester, m.Header.XID, placeOf(m.Event), nil))
		if t.Program != rpc.ProgNFS || t.Version != 4 {
			o = o.Citing("8166-2.2.2-b")
		}
		o = o.Unless(c.CallHidden(m.Requester, m.Header.XID)).Unless(m.Other.Unbroken(m.Requester))
		return o.Unless(sureGuard(m)).Unless(c.pair.e.likeness(m))
	},
	Doc: Doc{
		Why:    "The client looks for the Call on this connection, finds none and drops the Reply. The Call waits for ever on the other one.",
		How:    "An answer with an XID that was never called on its connection, and that is outstanding on another connection between the same two addresses.",
		Silent: "The beginning of either connection, or packets of the caller, are missing; nothing more of the caller shows that none is; or the results are not those of the Call's procedure.",
		Bad:    "est; exchange; C>CALL 5 v4 [SEQUENCE PUTROOTFH]; est; @2 exchange; @2 S>REPLY 5; @2 exchange",
		Good:   "est; exchange; C>CALL 5 v4 [SEQUENCE PUTROOTFH]; S>REPLY 5; est; @2 exchange",
	},
}

// likeness is the guard that fails where the results of a Reply are not those
// of the procedure that its transaction called, or are not known to be.
func (e *Engine) likeness(m *Message) Guard {
	t := m.Txn
	if stat, known := m.replied(); !known || stat != rpc.Success || !t.Asked.Known {
		return 0 // it has none
	}
	w := &e.result
	w.InSequence = false
	w.Reset(t.Asked.Request, &m.RPC, m.reader(), nil)
	for w.Next() {
	}
	switch {
	case w.Stopped() == nfs.Captured:
		return NotWhole
	case w.Stopped() == nfs.Malformed, w.Stopped() == nfs.Unknown && t.Asked.bindings() == 0, w.Stopped() == nfs.NotStopped && m.Whole() && w.Trailing() > 0:
		return NotParsed
	}
	return 0
}

// sureGuard is the guard that fails when the role of m is a guess.
func sureGuard(m *Message) Guard {
	if !m.Sure {
		return NoRole
	}
	return 0
}
