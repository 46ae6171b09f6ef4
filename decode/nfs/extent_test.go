package nfs_test

import (
	"fmt"
	"strings"
	"testing"

	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/decode/rpc"
)

// lastOp walks to the end of a Call's arguments.
func lastOp(t *testing.T, q nfs.Request, in []byte) *nfs.Call {
	t.Helper()
	c := new(nfs.Call)
	c.Reset(q, reader(in, len(in), 0), nil)
	for c.Next() {
	}
	if c.Stopped() != nfs.NotStopped {
		t.Fatal(c.Err())
	}
	return c
}

// The results reach what a Reply has that returns all that was asked for and nothing that may be left out.
func TestReach(t *testing.T) {
	read2 := nfs.Request{Program: rpc.ProgNFS, Version: 2, Procedure: 6}
	readdir3 := nfs.Request{Program: rpc.ProgNFS, Version: 3, Procedure: 16}
	readdirPlus3 := nfs.Request{Program: rpc.ProgNFS, Version: 3, Procedure: 17}
	readdir2 := nfs.Request{Program: rpc.ProgNFS, Version: 2, Procedure: 16}
	data := strings.Repeat("x", 101)
	for _, tt := range []struct {
		name    string
		request nfs.Request
		args    []byte
		results []byte // inline, from the operation's number on
	}{
		{"v2 READ", read2, enc(zeros(32), 0, 101, 0), enc(0, zeros(68), data)},
		{"v3 READ", read3, enc("fh", uint64(0), 101), enc(0, 0, 101, 1, data)},
		{"v4 READ", compound, enc("", 0, 1, 25, stateID, uint64(0), 101), enc(25, 0, 1, data)},
		{"v2 READDIR", readdir2, enc(zeros(32), 0, 1000), enc(0, zeros(1000))},
		{"v3 READDIR", readdir3, enc("fh", uint64(0), uint64(0), 1000), enc(0, zeros(1000))},
		{"v3 READDIRPLUS", readdirPlus3, enc("fh", uint64(0), uint64(0), 10, 1000), enc(0, zeros(1000))},
		{"v4 READDIR", compound, enc("", 0, 1, 26, uint64(0), uint64(0), 10, 1000, 0), enc(26, 0, zeros(1000))},
		{"v3 GETATTR", nfs.Request{Program: rpc.ProgNFS, Version: 3, Procedure: 1}, enc("fh"), nil},
		{"v4 GETATTR", compound, enc("", 0, 1, 9, 0), nil},
	} {
		c := lastOp(t, tt.request, tt.args)
		if got, want := c.Reach(true), uint64(len(tt.results)); got != want {
			t.Errorf("%s: reaches %d bytes, want %d", tt.name, got, want)
		}
		if got := c.Reach(false); strings.HasSuffix(tt.name, " READ") && got != 0 {
			t.Errorf("%s in a chunk: reaches %d bytes, want 0", tt.name, got)
		}
	}
}

// A bound is known of operations whose results have one, and of no others.
func TestBound(t *testing.T) {
	for _, tt := range []struct {
		name    string
		args    []byte
		chunked bool
		want    uint64
		bounded bool
	}{
		{"READ", enc("", 0, 1, 25, stateID, uint64(0), 101), false, 8 + 4 + 4 + 104, true},
		{"READ in a chunk", enc("", 0, 1, 25, stateID, uint64(0), 101), true, 8 + 4 + 4, true},
		{"READLINK", enc("", 0, 1, 27), false, 0, false},
		{"READLINK in a chunk", enc("", 0, 1, 27), true, 0, false},
		{"type and size", enc("", 0, 1, 9, 1, 1<<1|1<<4), false, 8 + 16 + 4 + 12, true},
		{"an access control list", enc("", 0, 1, 9, 1, 1<<1|1<<12), false, 0, false},
		{"an owner", enc("", 0, 1, 9, 2, 0, 1<<4), false, 0, false},
		{"an attribute that no document numbers", enc("", 0, 1, 9, 3, 0, 0, 1<<31), false, 0, false},
		{"OPEN", enc("", 0, 1, 18, zeros(12), uint64(1), "owner", 0, 4), false, 0, false},
		{"READDIR", enc("", 0, 1, 26, uint64(0), uint64(0), 10, 1000, 0), false, 0, false},
		{"PUTFH", enc("", 0, 1, 22, "fh"), false, 8, true},
	} {
		got, bounded := lastOp(t, compound, tt.args).Bound(tt.chunked)
		if bounded != tt.bounded || bounded && got != tt.want {
			t.Errorf("%s: %d, %v, want %d, %v", tt.name, got, bounded, tt.want, tt.bounded)
		}
	}
	if got, bounded := lastOp(t, read3, enc("fh", uint64(0), 101)).Bound(false); !bounded || got != 4+4+84+4+4+4+104 {
		t.Errorf("NFSv3 READ: %d, %v", got, bounded)
	}
	if _, bounded := lastOp(t, lookup3, enc("fh", "name")).Bound(false); bounded {
		t.Error("NFSv3 LOOKUP has a bound")
	}
}

// No result of the corpus is longer than the bound that its Call tells.
func TestBoundCorpus(t *testing.T) {
	held := map[uint32]int{}
	for _, path := range captures(t) {
		a := assemble(t, path)
		calls := map[uint32]*message{}
		for i := range a.calls {
			calls[a.calls[i].header.XID] = &a.calls[i]
		}
		for i := range a.replies {
			reply := &a.replies[i]
			call := calls[reply.header.XID]
			if call == nil || call.request != reply.request {
				continue
			}
			withinBounds(t, fmt.Sprintf("%s, frame %d", path, reply.frame), call, reply, held)
		}
	}
	for _, op := range []uint32{3, 4, 9, 10, 15, 22, 25, 38, 53} {
		if held[op] == 0 {
			t.Errorf("no result of %s was held against a bound", nfs.OpName(2, op))
		}
	}
}

// withinBounds holds the results of a COMPOUND against the bounds that its arguments tell, and counts the operations.
func withinBounds(t *testing.T, where string, call, reply *message, held map[uint32]int) {
	t.Helper()
	var c nfs.Call
	var p nfs.Result
	c.Reset(call.request, reader(call.reduced, len(call.reduced), call.header.Len), call.chunks)
	p.Reset(reply.request, &reply.header, reader(reply.reduced, len(reply.reduced), reply.header.Len), reply.returned)
	for c.Next() && p.Next() {
		op := p.Op()
		it := op.Eligible()
		most, bounded := c.Bound(it != nil && it.Reduced)
		if !bounded || op.Number != c.Op().Number {
			continue
		}
		held[op.Number]++
		if n := uint64(op.End - op.Offset); n > most {
			t.Errorf("%s: %d bytes of %s, bound %d", where, n, nfs.OpName(2, op.Number), most)
		}
	}
}
