package main

import (
	"encoding/binary"
	"fmt"
	"io"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/capture"
	"rpcrdma-lint/decode/roce"
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// ours is what package decode finds: a decode.Sink.
type ours struct {
	conns []*connection
}

// A connection is one of package decode, with what happened on it.
type connection struct {
	*decode.Conn
	messages      []*message
	reads, writes map[place]int // by their first packet, the frame in which that was captured
}

// A place is a PSN in the stream of one side.
type place struct {
	side decode.Side
	psn  uint32
}

func (o *ours) Opened(c *decode.Conn) {
	k := &connection{Conn: c, reads: map[place]int{}, writes: map[place]int{}}
	c.User = k
	o.conns = append(o.conns, k)
}

func (o *ours) Closed(*decode.Conn) {}

func (o *ours) Wanted(*decode.Conn, *decode.Event) int { return 0 }

func (o *ours) Event(c *decode.Conn, e *decode.Event) {
	k := c.User.(*connection)
	at := place{e.Side, e.PSN}
	switch e.Kind {
	case decode.KindRead:
		k.reads[at] = e.Frame
	case decode.KindWrite:
		k.writes[at] = e.Frame
	case decode.KindSend:
		k.messages = append(k.messages, newMessage(e))
	}
}

// newMessage takes what tshark shows too from a Send.
func newMessage(e *decode.Event) *message {
	m, h := e.Message, &e.Message.Header
	out := &message{
		frame: e.LastFrame, at: place{e.Side, e.EndPSN}, hidden: hidden(e),
		header: header{xid: h.XID, version: h.Version, credit: h.Credit, proc: uint32(h.Proc), reads: len(h.Reads), writes: len(h.Writes)},
	}
	for i := range h.Reads {
		out.positions = append(out.positions, h.Reads[i].Position)
		out.add(&h.Reads[i].Segment)
	}
	for i := range h.Writes {
		out.chunk(h.Writes[i])
	}
	if h.HasReply {
		out.reply = 1
		out.chunk(h.Reply)
	}
	if h.Proc == rfc8166.Error && h.Has(rfc8166.HaveErr) {
		out.errCode = uint32(h.Err)
	}
	out.role = out.roleOf(rpcType(m))
	return out
}

// rpcType is the type of the RPC message behind a header, which RDMA_MSGP has
// as well as RDMA_MSG.
func rpcType(m *decode.Message) int {
	h := &m.Header
	if m.HeaderErr != nil || h.Proc != rfc8166.Msg && h.Proc != rfc8166.MsgP || !m.Captured(h.Len+8) {
		return typeUnknown
	}
	return int(binary.BigEndian.Uint32(m.Data[h.Len+4:]))
}

func (h *header) chunk(c rfc8166.Chunk) {
	h.counts = append(h.counts, len(c))
	for i := range c {
		h.add(&c[i])
	}
}

func (h *header) add(s *rfc8166.Segment) {
	h.handles = append(h.handles, s.Handle)
	h.lengths = append(h.lengths, s.Length)
	h.offsets = append(h.offsets, s.Offset)
}

// hidden says why tshark does not recognise a message, or nothing where it
// should.
func hidden(e *decode.Event) string {
	m, h := e.Message, &e.Message.Header
	switch {
	case !e.Complete:
		return "not sent or captured to its end"
	case e.Immediate:
		return "Send with Immediate"
	case len(m.Data) < m.Length:
		return "cut by the snapshot length"
	case h.Fixed < 4:
		return "shorter than the fixed header"
	case h.Version != rfc8166.Version1:
		return fmt.Sprintf("rdma_vers is %d", h.Version)
	case h.Proc > rfc8166.Error:
		return "unknown rdma_proc"
	case m.HeaderErr != nil:
		return "chunk lists that do not decode"
	case h.Proc == rfc8166.Msg && m.PayloadLength() < 4:
		return "RDMA_MSG without RPC message"
	case m.HasRPC && m.RPC.XID != h.XID:
		return "rdma_xid is not that of the RPC message"
	}
	return ""
}

// readOurs decodes a capture.
func readOurs(path string) (*ours, error) {
	r, err := capture.Open(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	o := &ours{}
	d := decode.New(decode.Options{}, o)
	var f capture.Frame
	for err = r.Next(&f); err == nil; err = r.Next(&f) {
		d.Frame(&decode.Frame{Number: f.Number, Time: f.Time, Link: uint16(f.Link), Length: f.Length, Data: f.Data})
	}
	if err != io.EOF {
		return nil, err
	}
	d.Finish()
	return o, nil
}

// A role is the part of a message in a transaction.
type role uint8

const (
	roleOther role = iota
	roleCall
	roleReply
	roleError
)

func (r role) String() string { return [...]string{"other", "Call", "Reply", "RDMA_ERROR"}[r] }

// typeUnknown is the type of an RPC message that is not in the Send.
const typeUnknown = -1

// roleOf tells the part of a message by the type of the RPC message in it, and
// by its chunks where there is none: a Read list is in Calls alone.
func (h *header) roleOf(rpcType int) role {
	switch {
	case rfc8166.Proc(h.proc) == rfc8166.Error:
		return roleError
	case h.proc > uint32(rfc8166.MsgP):
		return roleOther
	case h.reads > 0 || rpcType == int(rpc.Call):
		return roleCall
	case rpcType == int(rpc.Reply) || rfc8166.Proc(h.proc) == rfc8166.NoMsg:
		return roleReply
	}
	return roleOther
}

// isOperation tells whether an opcode begins an RDMA Read or Write.
func isOperation(op roce.Opcode) (read, write bool) {
	return op.IsReadRequest(), op.IsWrite() && op.Begins()
}
