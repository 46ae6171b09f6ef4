package rules

import (
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// A refusal names the versions that would have done.
var rpcMismatchRange = &Rule{
	ID:       "rpc/mismatch-range",
	Title:    "Mismatch reply with an impossible range",
	Severity: Error,
	Covers:   []rfc8166.Key{"5531-9-c"},
	Contents: true,
	Unit:     PerMessage,
	Roles:    []Role{RoleReply},
	Plain:    PlainAlways,
	Message: func(c *Conn, m *Message) Outcome {
		if m.Role != RoleReply {
			return NotApplicable
		}
		if o, ok := m.hasRPC(); !ok {
			return o
		}
		h := &m.RPC
		prog := h.Has(rpc.FieldAcceptStat) && h.AcceptStat == rpc.ProgMismatch
		vers := h.Has(rpc.FieldRejectStat) && h.RejectStat == rpc.RPCMismatch
		if !prog && !vers {
			if m.RPCErr != nil && !m.rpcEnds() && !h.Has(rpc.FieldAcceptStat) && !h.Has(rpc.FieldRejectStat) {
				return Undecided(NotWhole)
			}
			return NotApplicable
		}
		if o, ok := m.rpcField(rpc.FieldRange); !ok {
			return o
		}
		if h.Low > h.High {
			return m.faulty("the range of supported versions is %d to %d", h.Low, h.High).
				Values(utoa(h.Low)+" to "+utoa(h.High), "lowest, then highest version")
		}
		return m.refusedInRange(c, prog)
	},
	Doc: Doc{
		Why:    "The client takes the range to choose another version. One that is upside down, or holds the version just refused, leads nowhere.",
		How:    "PROG_MISMATCH or RPC_MISMATCH with a lowest version above the highest, or with the refused version as one of them. Program versions between them may be missing.",
		Silent: "The Call was not captured, or not that far (for the second form).",
		Bad:    "est; C>CALL 1; S>REPLY 1 PROG_MISMATCH(4,3); exchange",
		Good:   "est; C>CALL 1 v2 GETATTR; S>REPLY 1 PROG_MISMATCH(3,4); exchange",
	},
}

// refusedInRange judges the range against the version that it refuses.
func (m *Message) refusedInRange(c *Conn, prog bool) Outcome {
	t := m.Txn
	if m.Match != MatchFirst || !t.HasProgram {
		return Undecided(Unpaired)
	}
	refused, what := t.RPCVersion, "rpcvers"
	if prog {
		refused, what = t.Version, "program version"
	}
	if refused < m.RPC.Low || refused > m.RPC.High {
		return Held
	}
	if prog && refused != m.RPC.Low && refused != m.RPC.High {
		return Held // versions in the middle may be missing
	}
	return m.faulty("%s %d is refused, yet within the range %d to %d", what, refused, m.RPC.Low, m.RPC.High).
		Seen(t.Call.Frame, "Call").Values(utoa(m.RPC.Low)+" to "+utoa(m.RPC.High), "a range without "+utoa(refused)).
		Unless(c.matched(t)).OnceClosed(m.Requester)
}
