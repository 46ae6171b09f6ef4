package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/rpc"
)

const maxQuiet = 8 // Calls that a finding names

// A backchannel is what is known of the client's readiness for reverse Calls
// (RFC 8167 §6).
type backchannel struct {
	quiet     []int // frames of the first messages of the client that announce nothing
	quietSeen int

	// A message of the client that announces a back channel, or may do so: its
	// arguments are not decoded, or it was not captured whole.
	open   bool
	openAt int64 // time of the first

	chunks bool // the client has moved data of a reverse Call, so that it supports chunks
}

// announce takes a message into account.
func (b *backchannel) announce(m *Message) {
	if m.Sender != decode.ClientSide || m.Sure && m.IsAnswer() {
		return
	}
	if m.announcesNothing() {
		b.quietSeen++
		if len(b.quiet) < maxQuiet {
			b.quiet = append(b.quiet, m.Event.Frame)
		}
		return
	}
	if !b.open {
		b.open, b.openAt = true, m.Event.SentTime
	}
}

// silence says in words that nothing of the client announced a back channel.
func (b *backchannel) silence() string {
	switch b.quietSeen {
	case 0:
		return "and the client has sent no Call"
	case 1:
		return "and the client's only Call announced no back channel"
	}
	return "and none of the client's " + itoa(b.quietSeen) + " Calls announced a back channel"
}

// announcesNothing reports whether the message is a Call of a procedure that
// cannot set up a back channel on its connection. NFSv4.0 calls back on a
// connection of the server's, yet only its arguments tell it from NFSv4.1.
func (m *Message) announcesNothing() bool {
	h := &m.RPC
	if m.Role != RoleCall || !m.Sure || !m.HasRPC || !h.Has(rpc.FieldProgram|rpc.FieldVersion|rpc.FieldProcedure) {
		return false
	}
	switch h.Program {
	case rpc.ProgNFS:
		return h.Version == 2 || h.Version == 3 || h.Procedure == 0
	case rpc.ProgMount, rpc.ProgNFSACL, rpc.ProgNLM, rpc.ProgNSM, rpc.ProgRPCBind:
		return true
	}
	return h.Procedure == 0
}

// move notes an RDMA Write or Read.
func (b *backchannel) move(e *decode.Event) {
	if e.Side == decode.ClientSide && e.DMALen > 0 && (e.Kind == decode.KindWrite || e.Kind == decode.KindRead) {
		b.chunks = true
	}
}
