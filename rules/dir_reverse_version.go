package rules

import (
	"encoding/binary"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// A connection has one version, whoever calls.
var dirReverseVersion = &Rule{
	ID:       "dir/reverse-version",
	Title:    "rdma_vers differs between directions",
	Severity: Error,
	Covers:   []rfc8166.Key{"8167-5.1-b", "8167-5.2-b"},
	Unit:     PerMessage,
	Plain:    PlainAlways,
	Message: func(c *Conn, m *Message) Outcome {
		switch {
		case m.Header.Fixed < 4 || m.Role == RoleError:
			return NotApplicable
		case m.Sender == decode.ServerSide:
			return c.reverseCallVersion(m)
		}
		return c.reverseReplyVersion(m)
	},
	Doc: Doc{
		Why: "The peer cannot decode the message. A reverse Call fails, or its Reply is lost and the server waits for ever.",
		How: "rdma_vers of a reverse Call is not that of the first forward Call, or rdma_vers of a reverse Reply is not that of its Call. " +
			"A message of a foreign version is taken for a Call or Reply when an RPC header with its XID follows where version 1 has it.",
		Silent: "No forward Call, or not the Call of the Reply, was captured; it is not known which side is the client; or the message has a layout of its own.",
		Bad:    "est; backchannel; S>CALL r1 vers=2; exchange",
		Good:   "est; backchannel; S>CALL r1; C>REPLY r1; exchange",
	},
}

// reverseCallVersion judges a message of the server.
func (c *Conn) reverseCallVersion(m *Message) Outcome {
	if m.Version1() && (m.Role != RoleCall || !m.Reverse()) {
		return NotApplicable
	}
	first := c.dirs[decode.ClientSide].credit.first
	if !m.Version1() {
		is, sure := m.looksLike(rpc.Call)
		switch {
		case !sure:
			return Undecided(NoRole)
		case !is:
			return NotApplicable
		}
	}
	switch {
	case first == nil:
		return Undecided(Unpaired)
	case !c.RolesKnown:
		return Undecided(NoRole)
	case m.Version1():
		return Held
	}
	return m.otherVersion(first, "forward Call", "8167-5.1-b")
}

// reverseReplyVersion judges a message of the client.
func (c *Conn) reverseReplyVersion(m *Message) Outcome {
	if m.Version1() && (m.Role != RoleReply || !m.Reverse()) {
		return NotApplicable
	}
	call := m.Txn
	if !m.Version1() {
		call = c.dirs[decode.ServerSide].find(m.Header.XID)
		is, sure := m.looksLike(rpc.Reply)
		switch {
		case call == nil || sure && !is:
			return NotApplicable // a forward message
		case !sure:
			return Undecided(NoRole)
		}
	}
	switch {
	case call == nil || m.Version1() && m.Match != MatchFirst:
		return Undecided(Unpaired)
	case !c.RolesKnown:
		return Undecided(NoRole)
	case call.Header.Version == m.Header.Version:
		return Held
	}
	return m.otherVersion(call, "its Call", "8167-5.2-b")
}

// otherVersion is the claim that m has another version than t's Call.
func (m *Message) otherVersion(t *Transaction, what string, key rfc8166.Key) Outcome {
	return Violated(blame(m.Sender), "rdma_vers is %d, that of %s is %d", m.Header.Version, what, t.Header.Version).
		Seen(t.Call.Frame, what).At(m.Event.Frame, m.Event.Time, "sent here").XID(m.Header.XID).
		Values(utoa(m.Header.Version), utoa(t.Header.Version)).Citing(key)
}

// looksLike reports whether a message without chunks has, where version 1 puts
// it, an RPC header of this type with the message's own XID, and whether that
// can be told: it has an RPC header there and is an RDMA_MSG.
func (m *Message) looksLike(want rpc.MsgType) (is, sure bool) {
	const (
		lists      = 16 // the three empty lists
		payload    = 28
		rpcVersion = 2
	)
	if m.Version1() || m.Header.Proc != rfc8166.Msg || len(m.Data) < payload+12 {
		return false, false
	}
	word := func(at int) uint32 { return binary.BigEndian.Uint32(m.Data[at:]) }
	if word(lists)|word(lists+4)|word(lists+8) != 0 || word(payload) != m.Header.XID {
		return false, false
	}
	switch t := rpc.MsgType(word(payload + 4)); {
	case t == rpc.Call:
		return want == t, word(payload+8) == rpcVersion
	case t == rpc.Reply:
		return want == t, word(payload+8) <= uint32(rpc.Denied)
	}
	return false, false
}
