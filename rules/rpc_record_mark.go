package rules

import (
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// Record marks belong to TCP.
var rpcRecordMark = &Rule{
	ID:       "rpc/record-mark",
	Title:    "TCP record mark inside the payload",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-3.2-c"},
	Unit:     PerMessage,
	Plain:    PlainAlways,
	Message: func(_ *Conn, m *Message) Outcome {
		switch o, ok := m.procKnown(); {
		case !ok:
			return o
		case m.Header.Proc != rfc8166.Msg:
			return NotApplicable
		case !m.HasRPC:
			return m.uncaptured()
		case !m.RPC.Has(rpc.FieldXID) && m.rpcEnds():
			return NotApplicable
		case !m.RPC.Has(rpc.FieldXID):
			return Undecided(NotWhole)
		}
		if m.RPC.XID == m.Header.XID {
			return Held
		}
		marked, known := m.RecordMark()
		switch {
		case !known:
			return Undecided(NotWhole)
		case !marked:
			return Held
		}
		return m.faulty("the payload begins with the record mark %s of RPC on TCP", hex(m.RPC.XID)).
			Values(hex(m.RPC.XID), hex(m.Header.XID))
	},
	Doc: Doc{
		Why:    "RPC-over-RDMA frames messages by Sends. The receiver takes the mark for the XID, and everything behind it for something else.",
		How:    "The first word of the payload has its highest bit set and counts the bytes behind it, and the second word is rdma_xid.",
		Silent: "The two words were not captured, or the first equals rdma_xid.",
		Bad:    "est; exchange; C>CALL 1 mark; exchange",
		Good:   "est; C>CALL 1; S>REPLY 1; exchange",
	},
}
