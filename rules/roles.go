package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// A Role is the part of a message in a transaction.
type Role uint8

// The roles. Odd is a Requester's message that is no decodable version 1 Call,
// yet may be answered; Unknown may be anything.
const (
	RoleUnknown Role = iota
	RoleCall
	RoleReply
	RoleError
	RoleOdd
	roleCount
)

var roleNames = [...]string{"message", "Call", "Reply", "RDMA_ERROR", "message"}

func (r Role) String() string { return roleNames[r] }

// A Match tells what an answer was found to answer, or a Call to repeat.
type Match uint8

// How a message relates to transactions known before it.
const (
	MatchNone      Match = iota // an answer to nothing known; a Call with a new XID
	MatchFirst                  // the first answer to an open transaction
	MatchAgain                  // a further answer to a closed one; a Call with the XID of an open one
	MatchElsewhere              // an answer to a transaction of another connection
)

// A Message is one RPC-over-RDMA message with its place in the ledger. It is
// valid while the rules look at it.
type Message struct {
	*decode.Message
	Event *decode.Event

	Sender    decode.Side
	Requester decode.Side // of the transaction that it belongs to
	Role      Role
	Sure      bool // Role is proven, not guessed from XIDs

	Match  Match
	Txn    *Transaction // the Call's, or the one that it answers
	Repeat Repeat       // of a Call with the XID of an open one
	Other  *Conn        // the connection of Txn, with MatchElsewhere

	LongAt int // frame that moved the first byte of Long

	Args *Arguments // of a Call whose program is known
}

// Reverse reports whether the message belongs to a reverse-direction
// transaction (RFC 8167).
func (m *Message) Reverse() bool { return m.Requester == decode.ServerSide }

// IsAnswer reports whether the message answers something.
func (m *Message) IsAnswer() bool { return m.Role == RoleReply || m.Role == RoleError }

// HasXID reports whether rdma_xid was captured.
func (m *Message) HasXID() bool { return m.Header.Fixed >= 1 }

// CreditCaptured reports whether rdma_credit was captured.
func (m *Message) CreditCaptured() bool { return m.Header.Fixed >= 3 }

// Version1 reports whether the message is of version 1 as far as its first
// four words tell.
func (m *Message) Version1() bool {
	return m.Header.Fixed >= 2 && m.Header.Version == rfc8166.Version1
}

// CutShort reports whether the capture, not the sender, ended the header.
func (m *Message) CutShort() bool {
	_, short := m.HeaderErr.(*rfc8166.ShortError)
	return short
}

// Malformed is why the header cannot be decoded, or nil.
func (m *Message) Malformed() *rfc8166.DecodeError {
	bad, _ := m.HeaderErr.(*rfc8166.DecodeError)
	return bad
}

// classify finds the role of a message (requirements.md, section 2).
func (c *Conn) classify(m *Message) {
	m.Requester, m.Role, m.Sure = m.Sender, RoleUnknown, false
	h := &m.Header
	switch {
	case h.Fixed < 4:
		if m.CutShort() {
			c.guess(m)
		} else {
			c.odd(m)
		}
	case h.Proc == rfc8166.Error:
		m.Role, m.Sure, m.Requester = RoleError, true, m.Sender.Other()
	case h.Version != rfc8166.Version1:
		c.odd(m)
	case h.Proc == rfc8166.Msg && m.HasRPC:
		c.classifyRPC(m)
	case h.Proc == rfc8166.NoMsg && m.HeaderErr == nil:
		c.classifyLong(m)
	case m.CutShort():
		c.guess(m)
	default:
		c.odd(m)
	}
}

// classifyRPC takes the role from msg_type.
func (c *Conn) classifyRPC(m *Message) {
	if m.RPC.Has(rpc.FieldXID) && m.RPC.XID != m.Header.XID {
		if marked, _ := m.RecordMark(); marked {
			c.odd(m) // what stands at msg_type is something else
			return
		}
	}
	switch {
	case m.RPC.Has(rpc.FieldType) && m.RPC.Type == rpc.Call:
		m.Role, m.Sure = RoleCall, true
	case m.RPC.Has(rpc.FieldType) && m.RPC.Type == rpc.Reply:
		m.Role, m.Sure, m.Requester = RoleReply, true, m.Sender.Other()
	case !m.RPC.Has(rpc.FieldType) && !m.Whole():
		c.guess(m)
	default:
		c.odd(m)
	}
}

// classifyLong takes the role of an RDMA_NOMSG from its lists. A Reply is sure
// only when it matches a Call.
func (c *Conn) classifyLong(m *Message) {
	h := &m.Header
	answers := c.dirs[m.Sender.Other()].find(h.XID) != nil
	switch {
	case h.HasPositionZero() && !c.returnsOffer(m):
		m.Role, m.Sure = RoleCall, true
	case answers:
		m.Role, m.Sure, m.Requester = RoleReply, true, m.Sender.Other()
	case h.HasReply && h.Reply.Length() > 0 && m.Sender == decode.ServerSide:
		m.Role, m.Requester = RoleReply, m.Sender.Other()
	default:
		c.odd(m)
	}
}

// returnsOffer reports whether a message returns the Reply chunk of the open
// Call with its XID, so that it is the Reply whatever else it carries.
func (c *Conn) returnsOffer(m *Message) bool {
	t, got := c.dirs[m.Sender.Other()].find(m.Header.XID), m.Header.Reply
	if t == nil || len(got) == 0 {
		return false
	}
	offer := t.offered(ReplyChunk)
	return len(offer) > 0 && offer[0].Handle == got[0].Handle && offer[0].Offset == got[0].Offset
}

// odd gives the role of a message that is no decodable Call or Reply: what a
// Requester sent may still be answered.
func (c *Conn) odd(m *Message) {
	m.Role = RoleOdd
	if m.Header.Fixed >= 1 && c.dirs[m.Sender.Other()].find(m.Header.XID) != nil {
		m.Role = RoleUnknown // it may be meant as an answer
	}
}

// guess gives the role of a message that was cut before its role shows, by its
// XID alone.
func (c *Conn) guess(m *Message) {
	switch {
	case m.Header.Fixed >= 1 && c.dirs[m.Sender.Other()].find(m.Header.XID) != nil:
		m.Role, m.Requester = RoleReply, m.Sender.Other()
	case m.Sender == decode.ClientSide:
		m.Role = RoleCall
	}
}
