package rules

import (
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// GARBAGE_ARGS for a Call with chunks points at the chunks.
var errGarbageArgs = &Rule{
	ID:       "err/garbage-args",
	Title:    "GARBAGE_ARGS for a Call with chunks, or sent as RDMA_NOMSG",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-4.5.2-b", "8267-6.4.2-e"},
	Deviates: "the Responder's reason is unknown",
	Contents: true,
	Unit:     PerMessage,
	Roles:    []Role{RoleReply},
	Plain:    PlainAlways,
	Message: func(c *Conn, m *Message) Outcome {
		if m.Role != RoleReply || m.Match != MatchFirst || !m.Txn.HasLists {
			return NotApplicable
		}
		if o, ok := m.hasRPC(); !ok {
			return o
		}
		if !m.RPC.Has(rpc.FieldAcceptStat) || m.RPC.AcceptStat != rpc.GarbageArgs {
			if m.RPC.Has(rpc.FieldReplyStat) || m.rpcEnds() {
				return Held
			}
			return Undecided(NotWhole)
		}
		long := m.Header.Proc == rfc8166.NoMsg
		if len(m.Txn.Segments) == 0 && !long {
			return Held
		}
		text := "GARBAGE_ARGS for a Call with " + m.Txn.offer()
		if long {
			text += ", in an RDMA_NOMSG"
		}
		return Violated(NoBlame, "%s", text).Seen(m.Txn.Call.Frame, "Call").
			At(m.Event.Frame, m.Event.Time, "answered here").XID(m.Header.XID).Values("GARBAGE_ARGS", "results").
			Unless(c.matched(m.Txn)).OnceClosed(m.Requester)
	},
	Doc: Doc{
		Why:    "The Responder could not decode the arguments: perhaps the Position of a Read chunk, or its length, is not what it should be.",
		How:    "accept_stat is GARBAGE_ARGS and the Call has chunks, or the Reply is an RDMA_NOMSG.",
		Silent: "The Call has no chunks, or was not captured whole.",
		Bad:    "est; exchange; C>CALL 1 v3 WRITE count=4096 rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1 GARBAGE_ARGS; exchange",
		Good:   "est; exchange; C>CALL 1 v3 WRITE count=4096 rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
	},
}
