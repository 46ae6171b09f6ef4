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
	Unit:     PerMessage,
	Message: func(_ *Conn, m *Message) Outcome {
		h := &m.RPC
		switch {
		case !m.Version1() || m.Header.Proc != rfc8166.Msg || !m.HasRPC || m.recordMarked():
			return NotApplicable
		case !h.Has(rpc.FieldType):
			if m.Whole() {
				return NotApplicable // too short for one
			}
			return Undecided(NotWhole)
		case h.Type == rpc.Call || h.Type == rpc.Reply:
			return Held
		}
		key := rfc8166.Key("8167-5.1-e")
		if m.Sender == decode.ClientSide {
			key = "8167-5.2-e"
		}
		return Violated(blame(m.Sender), "msg_type is %d", h.Type).
			At(m.Event.Frame, m.Event.Time, "sent here").XID(m.Header.XID).
			Values(utoa(uint32(h.Type)), "0 (CALL) or 1 (REPLY)").Citing(key)
	},
	Doc: Doc{
		Why: "A receiver tells reverse Calls from Replies by msg_type. It drops the message or takes it for what it is not; the RPC behind it never completes.",
		How: "The second word of the RPC message in an RDMA_MSG is neither 0 nor 1.",
		Silent: "The message was cut before that word, its header cannot be decoded, or a TCP record mark stands in front of the RPC message. " +
			"The RPC message of an RDMA_NOMSG is not looked at.",
		Bad:  "est; exchange; S>CALL r1 mt=5; exchange",
		Good: "est; backchannel; S>CALL r1; C>REPLY r1; exchange",
	},
}

// recordMarked reports whether the RPC message seems to begin with a TCP
// record mark: the words of its header stand one place further on.
func (m *Message) recordMarked() bool {
	h := &m.RPC
	return h.Has(rpc.FieldXID|rpc.FieldType) && h.XID != m.Header.XID && uint32(h.Type) == m.Header.XID
}
