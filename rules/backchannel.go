package rules

import (
	"cmp"
	"math"
	"slices"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/decode/rpc"
)

const (
	maxQuiet  = 8  // Calls that a finding names
	maxUnread = 64 // Long Calls that are waited for
)

// A backchannel is what is known of the client's readiness for reverse Calls
// (RFC 8167 §6).
type backchannel struct {
	quiet     []int // frames of the first messages of the client that announce nothing
	quietSeen int

	unread []*Transaction // the client's Long Calls of which it is not known yet what they ask for

	// A message of the client that announces a back channel, or may do so: what it
	// asks for is not known.
	open   bool
	openAt int64 // time of the first
	sure   bool  // that one does
	doubt  Guard // why it is not known, of the first that may do so

	session    int    // frame of the CREATE_SESSION that allows the longest requests in a back channel
	maxRequest uint32 // how long, in bytes
	elsewhere  bool   // or a session that was made elsewhere was bound, or may have been
	chunks     bool   // the client has moved data of a reverse Call, so that it supports chunks
}

// sessionOps are what the operations of a COMPOUND say of back channels.
type sessionOps struct {
	creates    bool // CREATE_SESSION with a back channel on this connection
	binds      bool // BIND_CONN_TO_SESSION that may be for one
	maxRequest uint32
}

// note takes an operation (RFC 8881 §18.34, §18.36).
func (s *sessionOps) note(op *nfs.Op) {
	switch {
	case op.Number == opSession && op.Session.Flags&nfs.ConnBack != 0:
		s.creates, s.maxRequest = true, op.Session.Back.MaxRequest
	case op.Number == opBindConn && op.Bind.Dir != nfs.Fore:
		s.binds = true
	}
}

// announce takes a message into account.
func (b *backchannel) announce(m *Message) {
	if m.Sender != decode.ClientSide || m.Sure && m.IsAnswer() {
		return
	}
	announces, g := m.announces()
	if !announces && g == 0 {
		b.quietSeen++
		if len(b.quiet) < maxQuiet {
			b.quiet = append(b.quiet, m.Event.Frame)
		}
		return
	}
	switch {
	case g != 0:
		b.elsewhere = true
		if b.doubt == 0 {
			b.doubt = g
		}
	case m.Args.session.creates:
		if most := m.Args.session.maxRequest; b.session == 0 || most > b.maxRequest {
			b.session, b.maxRequest = m.Event.Frame, most
		}
	default:
		b.elsewhere = true
	}
	b.sure = b.sure || announces
	b.opened(m.Event.SentTime)
}

// opened notes when the client announced a back channel, or may have.
func (b *backchannel) opened(at int64) {
	if !b.open || at < b.openAt {
		b.open, b.openAt = true, at
	}
}

// wait remembers a Long Call of the client until it is known what it asks for.
func (b *backchannel) wait(t *Transaction) {
	if t.requester != decode.ClientSide {
		return
	}
	b.unread = slices.DeleteFunc(b.unread, func(o *Transaction) bool { return o.deferred == nil })
	if len(b.unread) < maxUnread {
		b.unread = append(b.unread, t)
		return
	}
	b.elsewhere, b.doubt = true, cmp.Or(b.doubt, Forgotten)
	b.opened(t.Call.SentTime)
}

// waits reports whether a Long Call of the client that was sent by the time at
// may announce a back channel, for all that is known.
func (b *backchannel) waits(at int64) bool {
	return slices.ContainsFunc(b.unread, func(t *Transaction) bool { return t.deferred != nil && t.Call.SentTime <= at })
}

// possible reports whether the client may have announced a back channel.
func (b *backchannel) possible() bool { return b.open || b.waits(math.MaxInt64) }

// announces reports whether the message announces a back channel on its
// connection. The guard fails where that is not known. NFSv4.0 calls back on a
// connection of the server's.
func (m *Message) announces() (bool, Guard) {
	h := &m.RPC
	switch {
	case m.Role != RoleCall || !m.Sure:
		return false, NoRole
	case !m.HasRPC || !h.Has(rpc.FieldProgram|rpc.FieldVersion|rpc.FieldProcedure):
		return false, NotWhole
	case h.Procedure == 0:
		return false, 0
	}
	switch h.Program {
	case rpc.ProgNFS:
		if h.Version == 2 || h.Version == 3 {
			return false, 0
		}
	case rpc.ProgMount, rpc.ProgNFSACL, rpc.ProgNLM, rpc.ProgNSM, rpc.ProgRPCBind:
		return false, 0
	}
	a := m.Args
	if s := a.session; a.compound() && (s.creates || s.binds) {
		return true, 0
	}
	if !a.compound() {
		return false, NotParsed
	}
	return false, a.guard()
}

// whySessionUnknown is the guard because of which it is not known what the
// client allows in the back channel.
func (b *backchannel) whySessionUnknown() Guard {
	if b.doubt != 0 {
		return b.doubt
	}
	return NotParsed
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

// move notes an RDMA Write or Read.
func (b *backchannel) move(e *decode.Event) {
	if e.Side == decode.ClientSide && e.DMALen > 0 && (e.Kind == decode.KindWrite || e.Kind == decode.KindRead) {
		b.chunks = true
	}
}
