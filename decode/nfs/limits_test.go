package nfs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/decode/rpc"
)

// session is an ID that is seen to be where it belongs.
var session = [16]byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}

// What operations ask for, promise and limit.
func TestLimits(t *testing.T) {
	proc := func(version, procedure uint32) nfs.Request {
		return nfs.Request{Program: rpc.ProgNFS, Version: version, Procedure: procedure}
	}
	call := func(parts ...any) []byte { return enc("", 2, 1, enc(parts...)) }
	result := func(parts ...any) []byte { return enc(0, "", 1, enc(parts...)) }
	chain := nfs.Channel{
		HeaderPad: 1, MaxRequest: 2, MaxResponse: 3, MaxResponseCached: 4, MaxOperations: 5, MaxRequests: 6,
		RDMAReads: 7, HasRDMAReads: true,
	}
	plain := nfs.Channel{MaxRequest: 4096, MaxResponse: 4096, MaxOperations: 2, MaxRequests: 16}
	channels := enc(1, 2, 3, 4, 5, 6, 1, 7, 0, 4096, 4096, 0, 2, 16, 0)
	for _, tt := range []struct {
		name    string
		request nfs.Request
		results bool
		in      []byte
		want    nfs.Op
	}{
		{"NFSv2 READ", proc(2, 6), false, enc(zeros(32), 1, 512, 3), nfs.Op{Number: 6, Count: 512}},
		{"NFSv2 READDIR", proc(2, 16), false, enc(zeros(32), 1, 4096), nfs.Op{Number: 16, Count: 4096}},
		{"NFSv3 READ", proc(3, 6), false, enc("fh", uint64(1), 512), nfs.Op{Number: 6, Count: 512}},
		{"NFSv3 READ result", proc(3, 6), true, enc(0, 0, 4, 1, "four"), nfs.Op{Number: 6, Count: 4}},
		{"NFSv3 WRITE", proc(3, 7), false, enc("fh", uint64(1), 512, 2, "four"), nfs.Op{Number: 7, Count: 512}},
		{"NFSv3 WRITE result", proc(3, 7), true, enc(0, 0, 0, 512, 2, zeros(8)), nfs.Op{Number: 7, Count: 512}},
		{"NFSv3 READDIR", proc(3, 16), false, enc("fh", uint64(1), zeros(8), 4096), nfs.Op{Number: 16, Count: 4096}},
		{
			"NFSv3 READDIRPLUS", proc(3, 17), false, enc("fh", uint64(1), zeros(8), 1024, 4096),
			nfs.Op{Number: 17, DirCount: 1024, Count: 4096},
		},
		{"NFSv3 error", proc(3, 1), true, enc(70), nfs.Op{Number: 1, Status: 70}},
		{"NFSv3 CREATE", proc(3, 8), false, enc("fh", "n", 0, zeros(24)), nfs.Op{Number: 8, NonIdempotent: true}},
		{"NFSv3 exclusive CREATE", proc(3, 8), false, enc("fh", "n", 2, zeros(8)), nfs.Op{Number: 8}},
		{"NFSv3 SETATTR", proc(3, 2), false, enc("fh", zeros(24), 0), nfs.Op{Number: 2}},
		{"NFSv3 SETATTR with a guard", proc(3, 2), false, enc("fh", zeros(24), 1, uint64(1)), nfs.Op{Number: 2, NonIdempotent: true}},
		{"READ", compound, false, call(25, stateID, uint64(1), 512), nfs.Op{Number: 25, Count: 512}},
		{"READ_PLUS", compound, false, call(68, stateID, uint64(1), 512), nfs.Op{Number: 68, Count: 512}},
		{"READ_PLUS result", compound, true, result(68, 0, 1, 2, 0, uint64(1), "data", 1, uint64(2), uint64(3)), nfs.Op{Number: 68, Count: 2}},
		{"WRITE result", compound, true, result(38, 0, 512, 2, zeros(8)), nfs.Op{Number: 38, Count: 512}},
		{
			"READDIR", compound, false, call(26, uint64(1), zeros(8), 1024, 4096, 2, 1, 2),
			nfs.Op{Number: 26, DirCount: 1024, Count: 4096, Attrs: nfs.Attrs{1, 2}},
		},
		{"GETATTR", compound, false, call(9, 4, 1, 2, 3, 4), nfs.Op{Number: 9, Attrs: nfs.Attrs{1, 2, 3}}},
		{"GETATTR result", compound, true, result(9, 0, 1, 16, "12345678"), nfs.Op{Number: 9, Attrs: nfs.Attrs{16}}},
		{"SETATTR error", compound, true, result(34, 13, 1, 16), nfs.Op{Number: 34, Status: 13, Attrs: nfs.Attrs{16}}},
		{"LISTXATTRS", compound, false, call(74, uint64(1), 512), nfs.Op{Number: 74, Count: 512}},
		{"GETDEVICEINFO", compound, false, call(47, zeros(16), 1, 512, 0), nfs.Op{Number: 47, Count: 512}},
		{"GETDEVICEINFO too small", compound, true, result(47, 10005, 512), nfs.Op{Number: 47, Status: 10005, Count: 512}},
		{"LOCK", compound, false, call(12, 4, 0, uint64(0), uint64(1), 0, stateID, 1), nfs.Op{Number: 12, LockType: nfs.BlockingWrite, NonIdempotent: true}},
		{"LOCKT", compound, false, call(13, 1, uint64(0), uint64(1), uint64(2), "owner"), nfs.Op{Number: 13, LockType: nfs.ReadLock}},
		{
			"SEQUENCE", compound, false, call(53, session[:], 1, 2, 3, 1),
			nfs.Op{Number: 53, Sequence: nfs.Sequence{Session: session, ID: 1, Slot: 2, HighestSlot: 3, CacheThis: true}},
		},
		{
			"SEQUENCE result", compound, true, result(53, 0, session[:], 1, 2, 3, 4, 5),
			nfs.Op{Number: 53, Sequence: nfs.Sequence{Session: session, ID: 1, Slot: 2, HighestSlot: 3, TargetHighest: 4, StatusFlags: 5}},
		},
		{
			"CB_SEQUENCE", callbackReq, false, enc("", 1, 9, 1, 11, session[:], 1, 2, 3, 0, 1, zeros(16), 1, 7, 8),
			nfs.Op{Number: 11, Sequence: nfs.Sequence{Session: session, ID: 1, Slot: 2, HighestSlot: 3}},
		},
		{
			"CB_SEQUENCE result", callbackReq, true, result(11, 0, session[:], 1, 2, 3, 4),
			nfs.Op{Number: 11, Sequence: nfs.Sequence{Session: session, ID: 1, Slot: 2, HighestSlot: 3, TargetHighest: 4}},
		},
		{"CB_GETATTR", callbackReq, false, enc("", 0, 9, 1, 3, "fh", 1, 8), nfs.Op{Number: 3, Attrs: nfs.Attrs{8}}},
		{
			"CREATE_SESSION", compound, false, call(43, uint64(9), 8, 2, channels, 0x40000000, 1, 1, 0, "host", 0, 0, 0),
			nfs.Op{Number: 43, NonIdempotent: true, Session: nfs.Session{
				ClientID: 9, Sequence: 8, Flags: nfs.ConnBack, Fore: chain, Back: plain, CallbackProgram: 0x40000000,
			}},
		},
		{
			"CREATE_SESSION result", compound, true, result(43, 0, session[:], 8, 1, channels),
			nfs.Op{Number: 43, Session: nfs.Session{ID: session, Sequence: 8, Flags: nfs.Persist, Fore: chain, Back: plain}},
		},
		{
			"BIND_CONN_TO_SESSION", compound, false, call(41, session[:], 7, 1),
			nfs.Op{Number: 41, Bind: nfs.Bind{Session: session, Dir: nfs.BackOrBoth, RDMA: true}},
		},
		{
			"BIND_CONN_TO_SESSION result", compound, true, result(41, 0, session[:], 3, 0),
			nfs.Op{Number: 41, Bind: nfs.Bind{Session: session, Dir: nfs.ForeOrBoth}},
		},
		{
			"EXCHANGE_ID", compound, false, call(42, zeros(8), "owner", 0x10100, 0, 0),
			nfs.Op{Number: 42, NonIdempotent: true, Exchange: nfs.Exchange{Flags: 0x10100}},
		},
		{
			"EXCHANGE_ID result", compound, true, result(42, 0, uint64(9), 1, 0x20000, 0, uint64(0), "major", "scope", 0),
			nfs.Op{Number: 42, Exchange: nfs.Exchange{ClientID: 9, Sequence: 1, Flags: 0x20000}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var reply *rpc.Header
			if tt.results {
				reply = &successful
			}
			w := walkOf(tt.request, reply, reader(tt.in, len(tt.in), 0), nil, nil)
			all := ops(w)
			if len(all) != 1 || w.Trailing() != 0 {
				t.Fatalf("%d operations, %d bytes behind them, %v", len(all), w.Trailing(), w.Err())
			}
			got := all[0]
			got.Offset, got.End, got.Position, got.EndPosition, got.Items, got.WriteChunk = 0, 0, 0, 0, nil, 0
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("operation (-want +got):\n%s", d)
			}
		})
	}
}

func TestLockType(t *testing.T) {
	for lock, want := range map[nfs.LockType]bool{nfs.ReadLock: false, nfs.WriteLock: false, nfs.BlockingRead: true, nfs.BlockingWrite: true} {
		if got := lock.Blocking(); got != want {
			t.Errorf("Blocking of lock type %d = %v", lock, got)
		}
	}
}

func TestAttrs(t *testing.T) {
	for _, tt := range []struct {
		n              int
		acl, unbounded bool
	}{
		{0, false, false},
		{12, true, true},
		{24, false, true},
		{33, false, false},
		{58, true, true},
		{59, true, true},
		{62, false, true},
		{63, false, true},
		{64, false, true},
		{67, false, true},
		{80, false, true},
		{82, false, false},
	} {
		var a nfs.Attrs
		if !a.Empty() {
			t.Fatal("no attribute, and not empty")
		}
		a[tt.n/32] |= 1 << (tt.n % 32)
		if !a.Has(tt.n) || a.Has(tt.n+1) || a.Has(-1) || a.Has(96) || a.Empty() {
			t.Errorf("attribute %d: Has is wrong", tt.n)
		}
		if a.ACL() != tt.acl || a.Unbounded() != tt.unbounded {
			t.Errorf("attribute %d: ACL, Unbounded = %v, %v, want %v, %v", tt.n, a.ACL(), a.Unbounded(), tt.acl, tt.unbounded)
		}
	}
}
