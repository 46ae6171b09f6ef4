package nfs_test

import (
	"testing"

	"github.com/buildbarn/go-xdr/pkg/protocols/nfsv4"

	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/decode/rpc"
)

// The oracle has the names from the RFCs' XDR.
func TestNames(t *testing.T) {
	named := 0
	for op := range uint32(11000) {
		if want, ok := nfsv4.NfsOpnum4_name[nfsv4.NfsOpnum4(op)]; ok {
			named++
			if got := "OP_" + nfs.OpName(2, op); got != want {
				t.Errorf("operation %d is %s, want %s", op, got, want)
			}
		}
		if want, ok := nfsv4.NfsCbOpnum4_name[nfsv4.NfsCbOpnum4(op)]; ok {
			named++
			if got := "OP_" + nfs.CallbackOpName(2, op); got != want {
				t.Errorf("callback operation %d is %s, want %s", op, got, want)
			}
		}
	}
	if named != 69+1+13+1 {
		t.Errorf("%d names were compared, want 84", named)
	}
	for _, tt := range []struct{ got, want string }{
		{nfs.OpName(0, 39), "RELEASE_LOCKOWNER"},
		{nfs.OpName(0, 40), "operation 40"},
		{nfs.OpName(1, 58), "RECLAIM_COMPLETE"},
		{nfs.OpName(1, 59), "operation 59"},
		{nfs.OpName(2, 72), "GETXATTR"},
		{nfs.OpName(2, 75), "REMOVEXATTR"},
		{nfs.OpName(2, 76), "operation 76"},
		{nfs.OpName(2, 2), "operation 2"},
		{nfs.CallbackOpName(0, 4), "CB_RECALL"},
		{nfs.CallbackOpName(0, 5), "operation 5"},
		{nfs.CallbackOpName(1, 15), "operation 15"},
		{nfs.CallbackOpName(2, 1<<32-1), "operation 4294967295"},
	} {
		if tt.got != tt.want {
			t.Errorf("name %s, want %s", tt.got, tt.want)
		}
	}
}

func TestCallOpName(t *testing.T) {
	for _, tt := range []struct {
		request nfs.Request
		in      []byte
		want    string
	}{
		{compound, enc("", 0, 1, 24), "PUTROOTFH"},
		{callbackReq, enc("", 1, 0, 1, 10, 1), "CB_RECALL_SLOT"},
		{lookup3, enc("fh", "n"), "NFSv3 LOOKUP"},
	} {
		var c nfs.Call
		c.Reset(tt.request, reader(tt.in, len(tt.in), 0), nil)
		if got := c.Next(); !got || c.OpName() != tt.want {
			t.Errorf("OpName = %s, want %s", c.OpName(), tt.want)
		}
	}
}

func TestNonIdempotent(t *testing.T) {
	for _, tt := range []struct {
		version, procedure uint32
		want               bool
	}{{2, 8, false}, {2, 9, true}, {2, 15, true}, {2, 16, false}, {3, 7, false}, {3, 8, true}, {3, 15, true}, {3, 16, false}, {4, 1, false}} {
		q := nfs.Request{Program: rpc.ProgNFS, Version: tt.version, Procedure: tt.procedure}
		if got := q.NonIdempotent(); got != tt.want {
			t.Errorf("NonIdempotent of version %d procedure %d = %v", tt.version, tt.procedure, got)
		}
	}
	in := enc("", 0, 3, 32, 29, "old", "new", 31)
	var c nfs.Call
	c.Reset(compound, reader(in, len(in), 0), nil)
	for _, want := range []bool{false, true, false} {
		if !c.Next() || c.Op().NonIdempotent != want {
			t.Errorf("NonIdempotent of %s = %v", c.OpName(), c.Op().NonIdempotent)
		}
	}
}
