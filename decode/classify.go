package decode

import (
	"encoding/binary"
	"slices"

	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// A protocol is what a connection carries.
type protocol uint8

const (
	protoUnknown protocol = iota
	protoRPCRDMA
	protoOther
	protoForgotten // RPC-over-RDMA, but given up to stay within the memory
)

// What a Send is worth as a sign of RPC-over-RDMA. A whole header whose XID is
// that of the RPC message behind it is strong, four plausible first words are
// weak; several together decide.
const (
	worthWhole     = 4
	worthEcho      = 2 // the same XID travels the other way
	worthPlausible = 1
	worthEnough    = 8

	maxUnrecognised = 64      // Sends after which a connection is taken to carry something else
	maxUndecided    = 1 << 16 // and packets of any kind

	maxCredit = 1 << 16 // a larger rdma_credit is not plausible
	xidMemory = 64      // XIDs remembered for echoes
)

// evidence is what speaks for RPC-over-RDMA on a connection, and for who is
// its client. Directions are those of the pair.
type evidence struct {
	sum     int
	sends   int
	xids    [2][]uint32
	calls   [2]int // Calls to a program that servers serve
	reverse [2]int // Calls to a program in the range of callbacks
	first   int    // the direction whose XIDs the other one echoed
	echoes  int
	moves   [2]int // RDMA Reads and Writes
	replies [2]int // Replies, which a client sends too, but few
}

// weigh adds what one packet says.
func (e *evidence) weigh(m *Message, dir int, p *packet) {
	if p.hasRETH && p.dma > 0 {
		e.moves[dir]++
	}
	if !p.op.IsSend() || !p.op.Begins() {
		return
	}
	e.sends++
	if len(p.data) < 16 {
		return
	}
	m.decode(p.data, p.length, p.op.IsOnly())
	h := &m.Header
	if h.Version != rfc8166.Version1 || h.Proc > rfc8166.Error || h.Credit >= maxCredit {
		return
	}
	e.sum += worthPlausible
	if m.HasRPC && len(m.Payload()) >= 8 && m.RPC.XID == h.XID && m.RPC.Type <= rpc.Reply {
		e.sum += worthWhole - worthPlausible
		e.call(m, dir)
	}
	if slices.Contains(e.xids[1-dir], h.XID) {
		e.sum += worthEcho
		if e.echoes == 0 {
			e.first = 1 - dir
		}
		e.echoes++
	}
	if len(e.xids[dir]) == xidMemory {
		e.xids[dir] = slices.Delete(e.xids[dir], 0, 1)
	}
	e.xids[dir] = append(e.xids[dir], h.XID)
}

// call notes which side calls which kind of program.
func (e *evidence) call(m *Message, dir int) {
	p := m.Payload()
	if m.RPC.Type == rpc.Reply {
		e.replies[dir]++
	}
	if m.RPC.Type != rpc.Call || len(p) < 16 {
		return
	}
	if prog := binary.BigEndian.Uint32(p[12:]); prog >= 0x40000000 && prog < 0x60000000 {
		e.reverse[dir]++
	} else {
		e.calls[dir]++
	}
}

// client is the direction in which the client sends, and whether that is sure.
func (e *evidence) client() (dir int, sure bool) {
	switch {
	case e.calls[0] != e.calls[1]:
		return most(e.calls), e.calls[0] == 0 || e.calls[1] == 0
	case e.reverse[0] != e.reverse[1]:
		return 1 - most(e.reverse), true
	case e.moves[0] != e.moves[1]:
		return 1 - most(e.moves), e.moves[0] == 0 || e.moves[1] == 0
	case e.replies[0] != e.replies[1]:
		return 1 - most(e.replies), false
	case e.echoes > 0:
		return e.first, false
	}
	return 0, false
}

func most(n [2]int) int {
	if n[1] > n[0] {
		return 1
	}
	return 0
}
