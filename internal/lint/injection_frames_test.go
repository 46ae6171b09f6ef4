package lint_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/capture"
	"rpcrdma-lint/decode/roce"
	"rpcrdma-lint/rules"
)

// A sample is the beginning of a capture.
type sample struct {
	frames []decode.Frame
	sound  map[string]bool // what is proven in it
}

// load reads a capture up to the frame until, or all of it when that is 0.
func load(t *testing.T, file string, until int) *sample {
	t.Helper()
	r, err := capture.Open(filepath.Join(corpus, file))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	s := &sample{}
	var f capture.Frame
	for until == 0 || len(s.frames) < until {
		if err := r.Next(&f); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		s.frames = append(s.frames, decode.Frame{
			Number: f.Number, Time: f.Time, Link: uint16(f.Link), Length: f.Length, Data: bytes.Clone(f.Data),
		})
	}
	s.sound = s.proven(nil)
	return s
}

// proven lints the sample, with one frame in the place of its original, and
// lists the proven findings: "hdr/done client 113",
// with " x2" where it stands for two claims.
func (s *sample) proven(patched *decode.Frame) map[string]bool {
	engine := rules.New(rules.Options{})
	decoder := decode.New(decode.Options{}, engine)
	for i := range s.frames {
		f := s.frames[i]
		if patched != nil && f.Number == patched.Number {
			f = *patched
		}
		decoder.Frame(&f)
	}
	decoder.Finish()
	got := map[string]bool{}
	for _, f := range engine.Finish().Findings {
		if f.Proven() {
			got[fmt.Sprintf("%s %s %d%s", f.Rule.ID, f.Blame, f.Frame, times(f.Count))] = true
		}
	}
	return got
}

// times says how many claims a finding stands for, where that is not one.
func times(n int) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf(" x%d", n)
}

// split takes the headers off a frame.
func split(f decode.Frame) *roce.Packet {
	p := &roce.Packet{}
	if roce.Split(f.Link, f.Data, f.Length, p) != roce.RoCE {
		return nil
	}
	return p
}

// patch gives a copy of frame n in which the field has another value, and the
// ICRC is right. Value is given what stood there.
func (s *sample) patch(t *testing.T, n int, field string, value func(uint64) uint64) (*decode.Frame, uint64) {
	t.Helper()
	f := s.frames[n-1]
	f.Data = bytes.Clone(f.Data)
	p := split(f)
	if p == nil || p.CheckICRC() != roce.ICRCGood {
		t.Fatalf("frame %d is no sound RoCE packet", n)
	}
	b := fieldOf(p, field)
	if b == nil {
		t.Fatalf("frame %d has no field %s", n, field)
	}
	old := number(b)
	v := value(old)
	if v == old {
		t.Fatalf("frame %d: %s is %#x already", n, field, v)
	}
	for i := range b {
		b[len(b)-1-i] = byte(v >> (8 * i))
	}
	sum, err := roce.ICRC(p.IP[:len(p.IP)-len(p.ICRC)])
	if err != nil {
		t.Fatal(err)
	}
	binary.LittleEndian.PutUint32(p.ICRC, sum)
	return &f, v & (1<<(8*len(b)) - 1)
}

func number(b []byte) (v uint64) {
	for _, x := range b {
		v = v<<8 | uint64(x)
	}
	return v
}

// fieldOf is the bytes of a field, or nil where the packet has none of that
// name.
func fieldOf(p *roce.Packet, field string) []byte {
	at := func(b []byte, from, n int) []byte {
		if len(b) < from+n {
			return nil
		}
		return b[from : from+n]
	}
	switch field {
	case "RETH.va":
		return at(p.RETH, 0, 8)
	case "RETH.rkey":
		return at(p.RETH, 8, 4)
	case "RETH.length":
		return at(p.RETH, 12, 4)
	case "AETH.syndrome":
		return at(p.AETH, 0, 1)
	case "AETH.msn":
		return at(p.AETH, 1, 3)
	case "IETH.rkey":
		return at(p.IETH, 0, 4)
	}
	for _, x := range layout(p.Payload) {
		if x.name == field {
			return at(p.Payload, x.at, x.size)
		}
	}
	if rest, ok := strings.CutPrefix(field, "long."); ok { // an RPC message that an RDMA Write or Read Response carries
		for _, x := range rpcLayout(p.Payload, 0) {
			if x.name == "rpc."+rest {
				return at(p.Payload, x.at, x.size)
			}
		}
	}
	return nil
}

// A spot is where a field is in a message.
type spot struct {
	name     string
	at, size int
}

// layout finds the fields of an RPC-over-RDMA message as wire-format has them,
// on its own, without the decoder under test.
func layout(b []byte) []spot {
	word := func(at int) uint32 {
		if len(b) < at+4 {
			return 0
		}
		return binary.BigEndian.Uint32(b[at:])
	}
	x := []spot{{"rdma_xid", 0, 4}, {"rdma_vers", 4, 4}, {"rdma_credit", 8, 4}, {"rdma_proc", 12, 4}}
	if proc := word(12); proc == 4 {
		return append(x, spot{"err", 16, 4}, spot{"low", 20, 4}, spot{"high", 24, 4})
	} else if proc > 2 {
		return x
	}
	at := 16
	add := func(name string, size int) {
		x = append(x, spot{name, at, size})
		at += size
	}
	if word(12) == 2 {
		add("align", 4)
		add("thresh", 4)
	}
	segment := func(name string) {
		add(name+".handle", 4)
		add(name+".length", 4)
		add(name+".offset", 8)
	}
	chunk := func(name string) {
		n := int(word(at))
		add(name+".count", 4)
		for i := range min(n, len(b)/16) {
			segment(fmt.Sprintf("%s[%d]", name, i))
		}
	}
	for i := 0; word(at) == 1; i++ {
		name := fmt.Sprintf("reads[%d]", i)
		add(name+".present", 4)
		add(name+".position", 4)
		segment(name)
	}
	add("reads.end", 4)
	for i := 0; word(at) == 1; i++ {
		name := fmt.Sprintf("writes[%d]", i)
		add(name+".present", 4)
		chunk(name)
	}
	add("writes.end", 4)
	present := word(at) == 1
	if add("reply.present", 4); present {
		chunk("reply")
	}
	if word(12) == 0 {
		x = append(x, rpcLayout(b, at)...)
	}
	return x
}

// rpcLayout finds the fields of the RPC message at the offset from.
func rpcLayout(b []byte, from int) []spot {
	names := []string{"xid", "msg_type", "rpcvers", "prog", "vers", "proc", "cred.flavor", "cred.length", "", "verf.flavor", "verf.length"}
	if len(b) >= from+8 && b[from+7] == 1 {
		names = []string{"xid", "msg_type", "reply_stat", "verf.flavor", "verf.length", "", "accept_stat"}
	}
	var x []spot
	at := from
	for _, name := range names {
		if name == "" { // the body that the length before it counts
			if len(b) >= at {
				at += int(binary.BigEndian.Uint32(b[at-4:])+3) &^ 3
			}
			continue
		}
		x = append(x, spot{"rpc." + name, at, 4})
		at += 4
	}
	return x
}

// frame puts a number for a name in a place like "@answer" of an expectation
// about the field of frame n, and says how many it stands for.
func (s *sample) frame(t *testing.T, n int, field, name string) (at, count int) {
	t.Helper()
	p := split(s.frames[n-1])
	var found []int
	switch name {
	case "": // the frame itself
		return n, 1
	case "next":
		return n + 1, 1
	case "answer": // the next message of the other side with the same XID
		for _, f := range s.frames[n:] {
			q := split(f)
			if q != nil && q.Src == p.Dst && isSend(q) && bytes.Equal(q.Payload[:4], p.Payload[:4]) {
				return f.Number, 1
			}
		}
	case "ops", "first", "last": // RDMA operations that name the handle of the segment
		segment := field[:strings.LastIndexByte(field, '.')]
		handle := fieldOf(p, segment+".handle")
		for _, f := range s.frames[n:] {
			q := split(f)
			if q != nil && q.RETH != nil && bytes.Equal(q.RETH[8:12], handle) {
				found = append(found, f.Number)
			}
		}
	}
	switch {
	case len(found) > 0 && name == "last":
		return found[len(found)-1], 1
	case len(found) > 0 && name == "first":
		return found[0], 1
	case len(found) > 0:
		return found[0], len(found)
	}
	if _, err := fmt.Sscan(name, &at); err != nil {
		t.Fatalf("frame %d, %s: nothing is called @%s", n, field, name)
	}
	return at, 1
}

// isSend reports whether the packet begins a message.
func isSend(p *roce.Packet) bool {
	ops := []roce.Opcode{roce.SendFirst, roce.SendOnly, roce.SendOnlyInvalidate}
	return slices.Contains(ops, p.BTH.Opcode()) && len(p.Payload) >= 16
}
