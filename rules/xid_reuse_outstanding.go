package rules

import (
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// Two Calls that wait for an answer have different XIDs, or nobody can tell
// their Replies apart.
var xidReuseOutstanding = &Rule{
	ID:       "xid/reuse-outstanding",
	Title:    "XID of an outstanding Call used for a different Call",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-2.2.2-a", "8167-2.4-a", "8167-5.1-a"},
	Unit:     PerMessage,
	Roles:    []Role{RoleCall},
	Message: func(c *Conn, m *Message) Outcome {
		switch {
		case m.Role != RoleCall:
			return NotApplicable
		case !m.Sure:
			return Undecided(NoRole)
		case m.Match == MatchNone:
			return c.firstOfItsXID(m)
		case !m.repeats():
			return NotApplicable
		case m.likeness() == RepeatSame:
			return Held
		case m.likeness() == RepeatUnknown:
			return Undecided(m.likenessGuard())
		}
		t := m.Txn
		keys := []rfc8166.Key{"8166-2.2.2-a", "8167-2.4-a"}
		if m.Reverse() {
			keys = []rfc8166.Key{"8167-5.1-a", "8167-2.4-a"}
		}
		first, second := t.Name(), m.procName()
		return c.whileUnanswered(m, m.faulty("XID %s is used for %s while %s waits for its answer", hex(m.Header.XID), second, first).
			Values(second, "an XID of its own, or "+first+" as before").Citing(keys...))
	},
	Doc: Doc{
		Why: "A Reply is matched by its XID alone: one Call gets the other's result. A Responder with a reply cache answers the second Call " +
			"with the first one's Reply.",
		How: "A Call has the XID of an unanswered Call of the same side, and another RPC message. Segments registered anew are no difference, " +
			"and an identical message is a repetition (retry/same-connection).",
		Silent: "The first Call's answer may be missing from the capture, one of the Calls was not captured whole or is a Long Message, or both " +
			"are the same procedure under RPCSEC_GSS, whose sequence number changes with every repetition.",
		Bad:  "est; C>CALL 1; S>REPLY 1 cr=8; C>CALL 5 v3 GETATTR; C>CALL 5 v3 READ wr=(h,4096); S>REPLY 5; exchange",
		Good: "est; C>CALL 5; S>REPLY 5; C>CALL 5 v3 ACCESS; S>REPLY 5; exchange",
	},
}

// repeats reports whether a Call has the XID of an open Call.
func (m *Message) repeats() bool {
	return m.Match == MatchAgain && m.Txn.Role == RoleCall && m.Txn.Sure && m.Txn.XID == m.Header.XID
}

// whileUnanswered is the claim o about a Call with the XID of an open one,
// true only if that had no answer yet, seen or unseen.
func (c *Conn) whileUnanswered(m *Message, o Outcome) Outcome {
	return o.Seen(m.Txn.Call.Frame, "first Call").
		Unless(c.AnswerHidden(m.Txn)).OnceClosed(m.Requester.Other()).AtEnd().
		Checking(c.AnsweredBefore(m.Txn, m.Event))
}

// likeness tells whether a Call repeats the open one with its XID. Where
// RPCSEC_GSS gives each repetition a sequence number (RFC 2203 §5.3.3.1), only
// another procedure is a sure difference.
func (m *Message) likeness() Repeat {
	if m.Repeat == RepeatDiffers && m.RPC.Has(rpc.FieldCred) && m.RPC.Cred.Flavor == rpc.AuthGSS && m.sameProcedure() {
		return RepeatUnknown
	}
	return m.Repeat
}

// likenessGuard is the guard because of which the likeness is not known.
func (m *Message) likenessGuard() Guard {
	if m.Repeat == RepeatDiffers || m.Header.Proc == rfc8166.NoMsg || m.Txn.Header.Proc == rfc8166.NoMsg {
		return NotParsed
	}
	return NotWhole
}

// sameProcedure reports whether a Call is of the same program, version and
// procedure as the open one with its XID.
func (m *Message) sameProcedure() bool {
	t := m.Txn
	return t.HasProgram && m.RPC.Program == t.Program && m.RPC.Version == t.Version && m.RPC.Procedure == t.Procedure
}

// procName is the name of the program and procedure of a Call.
func (m *Message) procName() string {
	if !m.HasRPC || !m.RPC.Has(rpc.FieldProcedure) {
		return "another Call"
	}
	return m.Args.name()
}

// firstOfItsXID is the outcome of a Call whose XID is not open: an earlier one
// may be hidden.
func (c *Conn) firstOfItsXID(m *Message) Outcome {
	if g := c.Unbroken(m.Requester); g != 0 {
		return Undecided(g)
	}
	return Held
}
