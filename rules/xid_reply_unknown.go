package rules

import (
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// A Reply answers a Call of the same connection, with its XID.
var xidReplyUnknown = &Rule{
	ID:       "xid/reply-unknown",
	Title:    "Reply to an XID that was never called on this connection",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-2.2.2-b", "8166-3.3.1-i", "8167-2-a", "8167-2.4-b", "8167-5.2-a"},
	Unit:     PerMessage,
	Roles:    []Role{RoleReply},
	Plain:    PlainAlways,
	Message: func(c *Conn, m *Message) Outcome {
		switch {
		case m.Role != RoleReply || m.Match == MatchElsewhere:
			return NotApplicable
		case m.Match != MatchNone && !m.Sure:
			return Undecided(NoRole)
		case m.Match != MatchNone:
			return Held
		case m.HasRPC && m.RPC.Has(rpc.FieldXID) && m.RPC.XID != m.Header.XID && c.called(m, m.RPC.XID):
			return NotApplicable // it answers its Call; that its XIDs differ is the fault
		}
		if marked, _ := m.RecordMark(); marked {
			return NotApplicable // what seems to be msg_type is the XID
		}
		requester, xid, place := m.Requester, m.Header.XID, placeOf(m.Event)
		o := m.faulty("Reply to XID %s, which was never called", hex(xid)).Values(hex(xid), "the XID of a Call").
			Citing(m.unknownKeys()...)
		if !m.Sure {
			return o.Unless(NoRole)
		}
		return o.Unless(c.CallHidden(requester, xid)).OnceClosed(requester).AtEnd().
			Checking(c.Overtaken(requester, xid, place, nil))
	},
	Doc: Doc{
		Why: "A Requester drops such a Reply, and the Call that it was meant for waits until the connection is given up. " +
			"It takes a Receive that was posted for another Reply; an RNR NAK may be the next thing seen.",
		How: "A Reply has an XID that no Call of the other side had since the connection began. The Requester's next message, captured without a gap, " +
			"proves that no Call was missed.",
		Silent: "The connection's beginning or packets of the Requester are missing, nothing more of the Requester was captured, a message was cut before " +
			"its role showed, or the Call was captured behind its Reply. A Reply to a Call of another connection is conn/reply-elsewhere.",
		Bad:  "est; C>CALL 1; S>REPLY 9; S>REPLY 1; exchange",
		Good: "est; C>CALL 1; S>REPLY 1; exchange",
	},
}

// called reports whether the Requester of an answer called this XID.
func (c *Conn) called(m *Message, xid uint32) bool {
	return c.transaction(m.Requester, xid) != nil
}

// unknownKeys are the requirements that an answer to nothing breaks.
func (m *Message) unknownKeys() []rfc8166.Key {
	if m.Reverse() {
		return []rfc8166.Key{"8167-5.2-a", "8167-2-a", "8167-2.4-b"}
	}
	return []rfc8166.Key{"8166-2.2.2-b", "8166-3.3.1-i", "8167-2-a"}
}
