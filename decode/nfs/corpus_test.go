package nfs_test

import (
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/capture"
	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

const corpus = "../../captures"

// wanted is how much of an RDMA operation is put together, in bytes.
const wanted = 256 << 10

// A transaction is a Call that waits for its Reply.
type transaction struct {
	call   message
	reads  []rfc8166.ReadSegment
	writes []rfc8166.Chunk
	reply  rfc8166.Chunk
	long   bool
}

// A key is a handle that a side of a connection advertised.
type key struct {
	owner  decode.Side
	handle uint32
}

// An assembler is a Sink that puts RPC messages together again.
type assembler struct {
	calls, replies []message
	skipped        int // messages of which something is missing
	conns          map[*decode.Conn]*traffic
}

// A traffic is what is under way on a connection.
type traffic struct {
	open   map[[2]uint32]*transaction // by the Caller and XID
	pieces map[key]map[uint64][]byte  // by the address of their first byte
}

func (a *assembler) Opened(c *decode.Conn) {
	a.conns[c] = &traffic{open: map[[2]uint32]*transaction{}, pieces: map[key]map[uint64][]byte{}}
}

func (a *assembler) Closed(c *decode.Conn) { delete(a.conns, c) }

func (a *assembler) Wanted(*decode.Conn, *decode.Event) int { return wanted }

func (a *assembler) Event(c *decode.Conn, e *decode.Event) {
	s := a.conns[c]
	switch e.Kind {
	case decode.KindWrite:
		s.moved(key{e.Side.Other(), e.Key}, e)
	case decode.KindReadDone: // by whom the handle was advertised
		s.moved(key{e.Side, e.Key}, e)
	case decode.KindSend:
		a.send(s, e)
	}
}

func (s *traffic) moved(k key, e *decode.Event) {
	if s.pieces[k] == nil {
		s.pieces[k] = map[uint64][]byte{}
	}
	if e.Complete || e.Kind == decode.KindReadDone {
		s.pieces[k][e.VA] = slices.Clone(e.Front)
	}
}

func (a *assembler) send(s *traffic, e *decode.Event) {
	m := e.Message
	h := &m.Header
	if m.HeaderErr != nil || h.Version != 1 || h.Proc > rfc8166.NoMsg || !m.Whole() {
		return
	}
	if h.Proc == rfc8166.Msg && (!m.HasRPC || m.RPCErr != nil) {
		return
	}
	isCall := h.HasPositionZero()
	if h.Proc == rfc8166.Msg {
		isCall = m.RPC.Type == rpc.Call
	}
	if isCall {
		a.call(s, e)
		return
	}
	a.reply(s, e)
}

func (a *assembler) call(s *traffic, e *decode.Event) {
	h := &e.Message.Header
	t := &transaction{reads: slices.Clone(h.Reads), long: h.Proc == rfc8166.NoMsg}
	for _, c := range h.Writes {
		t.writes = append(t.writes, slices.Clone(c))
	}
	t.reply = slices.Clone(h.Reply)
	t.call.frame = e.Frame
	if !t.long {
		t.call.reduced = slices.Clone(e.Message.Payload())
	}
	for _, r := range t.reads {
		delete(s.pieces, key{e.Side, r.Handle})
	}
	for _, c := range append(t.writes, t.reply) {
		for _, seg := range c {
			delete(s.pieces, key{e.Side, seg.Handle})
		}
	}
	s.open[[2]uint32{uint32(e.Side), h.XID}] = t
}

// bytes is what was moved to or from a segment, up to its first n bytes.
func (s *traffic) bytes(owner decode.Side, seg rfc8166.Segment, n uint64) []byte {
	var out []byte
	for uint64(len(out)) < n {
		piece := s.pieces[key{owner, seg.Handle}][seg.Offset+uint64(len(out))]
		if len(piece) == 0 {
			return nil
		}
		out = append(out, piece...)
	}
	return out[:n]
}

func pad(b []byte) []byte { return append(b, make([]byte, -len(b)&3)...) }

// reply puts the Call and the Reply together, now that all was moved that will be.
func (a *assembler) reply(s *traffic, e *decode.Event) {
	caller := e.Side.Other()
	k := [2]uint32{uint32(caller), e.Message.Header.XID}
	t := s.open[k]
	delete(s.open, k)
	if t == nil {
		a.skipped++
		return
	}
	if !a.wholeCall(s, t, caller) {
		a.skipped++
		return
	}
	a.calls = append(a.calls, t.call)
	a.wholeReply(s, t, e, caller)
}

func (a *assembler) wholeCall(s *traffic, t *transaction, caller decode.Side) bool {
	m := &t.call
	data := map[uint32][]byte{}
	for _, r := range t.reads {
		b := s.bytes(caller, r.Segment, uint64(r.Length))
		if b == nil && r.Length > 0 {
			return false
		}
		data[r.Position] = append(data[r.Position], b...)
		m.chunks = nfs.AddSegment(m.chunks, r.Position, r.Length)
	}
	if t.long {
		m.reduced = data[0]
	}
	if m.header.Decode(m.reduced, len(m.reduced)) != nil {
		return false
	}
	m.request = nfs.RequestOf(&m.header)
	m.whole = slices.Clone(m.reduced)
	for _, c := range m.chunks {
		if int(c.Position) > len(m.whole) {
			return false
		}
		m.whole = slices.Insert(m.whole, int(c.Position), pad(data[c.Position])...)
	}
	return true
}

func (a *assembler) wholeReply(s *traffic, t *transaction, e *decode.Event, caller decode.Side) {
	h := &e.Message.Header
	m := message{frame: e.Frame, request: t.call.request}
	if h.Proc == rfc8166.Msg {
		m.reduced = slices.Clone(e.Message.Payload())
	} else {
		for _, seg := range h.Reply {
			if b := s.bytes(caller, seg, uint64(seg.Length)); b != nil {
				m.reduced = append(m.reduced, b...)
			} else if seg.Length > 0 {
				a.skipped++
				return
			}
		}
	}
	if m.header.Decode(m.reduced, len(m.reduced)) != nil {
		a.skipped++
		return
	}
	data := make([][]byte, len(h.Writes))
	for i, c := range h.Writes {
		m.returned = append(m.returned, c.Length())
		for _, seg := range c {
			b := s.bytes(caller, seg, uint64(seg.Length))
			if b == nil && seg.Length > 0 {
				a.skipped++
				return
			}
			data[i] = append(data[i], b...)
		}
	}
	if !m.rebuild(data) {
		a.skipped++
		return
	}
	a.replies = append(a.replies, m)
}

// assemble reads a capture of the corpus.
func assemble(t testing.TB, path string) *assembler {
	t.Helper()
	r, err := capture.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	a := &assembler{conns: map[*decode.Conn]*traffic{}}
	d := decode.New(decode.Options{}, a)
	var f capture.Frame
	for err = r.Next(&f); err == nil; err = r.Next(&f) {
		d.Frame(&decode.Frame{Number: f.Number, Time: f.Time, Link: uint16(f.Link), Length: f.Length, Data: f.Data})
	}
	if err != io.EOF {
		t.Fatal(err)
	}
	d.Finish()
	return a
}

// captures are the files of the corpus, but those of a gigabyte.
func captures(t testing.TB) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(corpus, "*.pcap*"))
	if err != nil || len(all) == 0 {
		t.Fatalf("no corpus: %v", err)
	}
	return slices.DeleteFunc(all, func(p string) bool { return strings.HasPrefix(filepath.Base(p), "big-") })
}
