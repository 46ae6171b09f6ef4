package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// With both directions on one connection, msg_type alone tells a Call from a
// Reply.
var dirWrongMsgtype = &Rule{
	ID:       "dir/wrong-msgtype",
	Title:    "msg_type is neither CALL nor REPLY, or does not fit the role",
	Severity: Error,
	Covers:   []rfc8166.Key{"8167-5.1-e", "8167-5.2-e"},
	Contents: true,
	Unit:     PerMessage,
	Plain:    PlainAlways,
	Message: func(_ *Conn, m *Message) Outcome {
		h := &m.RPC
		switch {
		case !m.Version1() || m.recordMarked():
			return NotApplicable
		case m.Long != nil:
			return m.longType()
		case m.Header.Proc != rfc8166.Msg || !m.HasRPC:
			return NotApplicable
		case !h.Has(rpc.FieldType):
			if m.Whole() {
				return NotApplicable // too short for one
			}
			return Undecided(NotWhole)
		case h.Type == rpc.Call || h.Type == rpc.Reply:
			return Held
		}
		return m.wrongType("0 (CALL) or 1 (REPLY)")
	},
	Doc: Doc{
		Why: "A receiver tells reverse Calls from Replies by msg_type. It drops the message or takes it for what it is not; the RPC behind it never completes.",
		How: "The second word of the RPC message in an RDMA_MSG is neither 0 nor 1; that of a Long Message is not what its lists make it, " +
			"a Call in a Position Zero Read chunk or a Reply in a Reply chunk.",
		Silent: "The message was cut before that word, its header cannot be decoded, or a TCP record mark stands in front of the RPC message.",
		Bad:    "est; exchange; S>CALL r1 mt=5; exchange",
		Good:   "est; backchannel; S>CALL r1; C>REPLY r1; exchange",
	},
}

// recordMarked reports whether the RPC message seems to begin with a TCP
// record mark: the words of its header stand one place further on.
func (m *Message) recordMarked() bool {
	h := &m.RPC
	return h.Has(rpc.FieldXID|rpc.FieldType) && h.XID != m.Header.XID && uint32(h.Type) == m.Header.XID
}

// longType judges a Long Message, which is a Call or a Reply by its lists.
func (m *Message) longType() Outcome {
	want, text := rpc.Call, "0 (CALL)"
	if m.Role == RoleReply {
		want, text = rpc.Reply, "1 (REPLY)"
	}
	switch {
	case !m.RPC.Has(rpc.FieldType):
		return Undecided(NotWhole)
	case m.RPC.Type == want:
		return Held
	}
	return m.wrongType(text).Seen(m.LongAt, "beginning of the RPC message")
}

// wrongType is the claim that msg_type is not what is wanted.
func (m *Message) wrongType(want string) Outcome {
	key := rfc8166.Key("8167-5.1-e")
	if m.Sender == decode.ClientSide {
		key = "8167-5.2-e"
	}
	return m.faulty("msg_type is %d", m.RPC.Type).Values(utoa(uint32(m.RPC.Type)), want).Citing(key)
}
