package rules

import (
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// The largest values of the RPC enumerations (RFC 5531 §9).
const (
	maxReplyStat  = 1
	maxAcceptStat = 5
	maxRejectStat = 1
	maxAuthStat   = 14
)

// An enumeration holds its listed values only.
var rpcEnum = &Rule{
	ID:       "rpc/enum",
	Title:    "Value outside an RPC enumeration",
	Severity: Error,
	Covers:   []rfc8166.Key{"5531-9-b", "8166-2.2.2-a", "8166-2.2.2-b", "8166-4-b"},
	Contents: true,
	Unit:     PerMessage,
	Roles:    []Role{RoleReply},
	Plain:    PlainAlways,
	Message: func(_ *Conn, m *Message) Outcome {
		if m.Role != RoleReply {
			return NotApplicable
		}
		if o, ok := m.rpcField(rpc.FieldReplyStat); !ok {
			return o
		}
		h := &m.RPC
		switch {
		case h.ReplyStat > maxReplyStat:
			return m.outOfEnum("reply_stat", uint32(h.ReplyStat), maxReplyStat)
		case h.Has(rpc.FieldAcceptStat) && h.AcceptStat > maxAcceptStat:
			return m.outOfEnum("accept_stat", uint32(h.AcceptStat), maxAcceptStat)
		case h.Has(rpc.FieldRejectStat) && h.RejectStat > maxRejectStat:
			return m.outOfEnum("reject_stat", uint32(h.RejectStat), maxRejectStat)
		case h.Has(rpc.FieldAuthStat) && h.AuthStat > maxAuthStat:
			return m.outOfEnum("auth_stat", h.AuthStat, maxAuthStat).As(Warning)
		case m.RPCErr != nil && !m.rpcEnds() && !h.Has(rpc.FieldAcceptStat):
			return Undecided(NotWhole)
		}
		return Held
	},
	Doc: Doc{
		Why:    "A receiver cannot know what such a value means, nor what follows it.",
		How:    "reply_stat, accept_stat, reject_stat or auth_stat of a Reply is beyond the values that RFC 5531 lists. An auth_stat above 14 may have been assigned later: a warning. For msg_type see dir/wrong-msgtype.",
		Silent: "The field was not captured.",
		Bad:    "est; C>CALL 1; S>REPLY 1 rstat=7; exchange",
		Good:   "est; C>CALL 1; S>REPLY 1; exchange",
	},
}

func (m *Message) outOfEnum(field string, value, largest uint32) Outcome {
	return m.faulty("%s is %d", field, value).Values(utoa(value), "0 to "+utoa(largest))
}
