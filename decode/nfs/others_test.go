package nfs_test

import (
	"testing"

	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/decode/rpc"
)

// What the oracle doesn't know: NFSv2, NFSACL, MOUNT 1 and 2, extended attributes and the delegations of RFC 9754. All
// of the message belongs to the operation, and one byte less is not enough.
func TestOthers(t *testing.T) {
	const fh2, attr2, sattr2, attr3 = zeros(32), zeros(68), zeros(32), zeros(84)
	proc := func(program, version, procedure uint32) nfs.Request {
		return nfs.Request{Program: program, Version: version, Procedure: procedure}
	}
	nfs2 := func(p uint32) nfs.Request { return proc(rpc.ProgNFS, 2, p) }
	acl2 := func(p uint32) nfs.Request { return proc(rpc.ProgNFSACL, 2, p) }
	acl3 := func(p uint32) nfs.Request { return proc(rpc.ProgNFSACL, 3, p) }
	mount1 := func(p uint32) nfs.Request { return proc(rpc.ProgMount, 1, p) }
	mount2 := func(p uint32) nfs.Request { return proc(rpc.ProgMount, 2, p) }
	call := func(parts ...any) []byte { return enc("", 2, 1, enc(parts...)) }
	result := func(parts ...any) []byte { return enc(0, "", 1, enc(parts...)) }
	lists := enc(15, 1, 1, 1, 0, 7, 2, 2, 1, 0, 7, 2, 9, 5)
	for _, tt := range []struct {
		name    string
		request nfs.Request
		results bool
		in      []byte
	}{
		{"NULL", nfs2(0), false, nil},
		{"NULL", nfs2(0), true, nil},
		{"GETATTR", nfs2(1), false, enc(fh2)},
		{"GETATTR", nfs2(1), true, enc(0, attr2)},
		{"GETATTR", nfs2(1), true, enc(5)},
		{"SETATTR", nfs2(2), false, enc(fh2, sattr2)},
		{"SETATTR", nfs2(2), true, enc(0, attr2)},
		{"ROOT", nfs2(3), false, nil},
		{"ROOT", nfs2(3), true, nil},
		{"LOOKUP", nfs2(4), false, enc(fh2, "n")},
		{"LOOKUP", nfs2(4), true, enc(0, fh2, attr2)},
		{"READLINK", nfs2(5), false, enc(fh2)},
		{"READLINK", nfs2(5), true, enc(0, "path")},
		{"READ", nfs2(6), false, enc(fh2, 1, 2, 3)},
		{"READ", nfs2(6), true, enc(0, attr2, "data")},
		{"WRITECACHE", nfs2(7), false, nil},
		{"WRITECACHE", nfs2(7), true, nil},
		{"WRITE", nfs2(8), false, enc(fh2, 1, 2, 3, "data")},
		{"WRITE", nfs2(8), true, enc(0, attr2)},
		{"CREATE", nfs2(9), false, enc(fh2, "n", sattr2)},
		{"CREATE", nfs2(9), true, enc(0, fh2, attr2)},
		{"REMOVE", nfs2(10), false, enc(fh2, "n")},
		{"REMOVE", nfs2(10), true, enc(0)},
		{"RENAME", nfs2(11), false, enc(fh2, "n", fh2, "m")},
		{"RENAME", nfs2(11), true, enc(0)},
		{"LINK", nfs2(12), false, enc(fh2, fh2, "m")},
		{"LINK", nfs2(12), true, enc(0)},
		{"SYMLINK", nfs2(13), false, enc(fh2, "n", "path", sattr2)},
		{"SYMLINK", nfs2(13), true, enc(0)},
		{"MKDIR", nfs2(14), false, enc(fh2, "n", sattr2)},
		{"MKDIR", nfs2(14), true, enc(0, fh2, attr2)},
		{"RMDIR", nfs2(15), false, enc(fh2, "n")},
		{"RMDIR", nfs2(15), true, enc(0)},
		{"READDIR", nfs2(16), false, enc(fh2, 1, 2)},
		{"READDIR", nfs2(16), true, enc(0, 1, 9, "n", 1, 1, 9, "m", 2, 0, 1)},
		{"STATFS", nfs2(17), false, enc(fh2)},
		{"STATFS", nfs2(17), true, enc(0, 1, 2, 3, 4, 5)},

		{"GETACL", acl2(1), false, enc(fh2, 15)},
		{"GETACL", acl2(1), true, enc(0, attr2, lists)},
		{"SETACL", acl2(2), false, enc(fh2, lists)},
		{"SETACL", acl2(2), true, enc(0, attr2)},
		{"GETATTR", acl2(3), false, enc(fh2)},
		{"GETATTR", acl2(3), true, enc(0, attr2)},
		{"ACCESS", acl2(4), false, enc(fh2, 7)},
		{"ACCESS", acl2(4), true, enc(0, attr2, 7)},
		{"GETXATTRDIR", acl2(5), false, enc(fh2, 0)},
		{"GETXATTRDIR", acl2(5), true, enc(0, fh2, attr2)},
		{"GETXATTRDIR", acl2(5), true, enc(2)},
		{"GETACL", acl3(1), false, enc("fh", 15)},
		{"GETACL", acl3(1), true, enc(0, 1, attr3, lists)},
		{"GETACL", acl3(1), true, enc(0, 0, lists)},
		{"GETACL", acl3(1), true, enc(2, 1, attr3)},
		{"SETACL", acl3(2), false, enc("fh", lists)},
		{"SETACL", acl3(2), true, enc(0, 1, attr3)},
		{"GETXATTRDIR", acl3(3), false, enc("fh", 0)},
		{"GETXATTRDIR", acl3(3), true, enc(0, "fh", 1, attr3)},
		{"GETXATTRDIR", acl3(3), true, enc(2)},

		{"MNT", mount1(1), false, enc("/path")},
		{"MNT", mount1(1), true, enc(0, fh2)},
		{"MNT", mount1(1), true, enc(2)},
		{"DUMP", mount1(2), true, enc(1, "host", "/path", 1, "h", "/", 0)},
		{"EXPORT", mount1(5), true, enc(1, "/path", 1, "group", 0, 1, "/", 0, 0)},
		{"EXPORTALL", mount2(6), false, nil},
		{"EXPORTALL", mount2(6), true, enc(1, "/path", 1, "group", 0, 0)},
		{"PATHCONF", mount2(7), false, enc("/path")},

		{"GETXATTR", compound, false, call(72, "name")},
		{"GETXATTR", compound, true, result(72, 0, "value")},
		{"SETXATTR", compound, false, call(73, 1, "name", "value")},
		{"SETXATTR", compound, true, result(73, 0, 1, zeros(16))},
		{"LISTXATTRS", compound, false, call(74, uint64(0), 512)},
		{"LISTXATTRS", compound, true, result(74, 0, uint64(2), 2, "name", "other", 1)},
		{"REMOVEXATTR", compound, false, call(75, "name")},
		{"REMOVEXATTR", compound, true, result(75, 0, 1, zeros(16))},
		{"REMOVEXATTR", compound, true, result(75, 10095)},
		{"READ_ATTRS delegation", compound, true, result(56, 0, 4, stateID, 0, 1, 2, 3, "who")},
		{"WRITE_ATTRS delegation", compound, true, result(56, 0, 5, stateID, 0, 1, uint64(9), 1, 2, 3, "who")},
		{"NULL of NFSv4", proc(rpc.ProgNFS, 4, 0), false, nil},
		{"CB_NULL", proc(rpc.ProgCallbackFirst, 1, 0), true, nil},
	} {
		kind := " arguments"
		var reply *rpc.Header
		if tt.results {
			kind, reply = " results", &successful
		}
		t.Run(rpc.ProgramName(tt.request.Program)+" "+tt.name+kind, func(t *testing.T) {
			w := walkOf(tt.request, reply, reader(tt.in, len(tt.in), 0), nil, nil)
			if got := len(ops(w)); got != 1 || w.Trailing() != 0 || w.Stopped() != nfs.NotStopped {
				t.Fatalf("%d operations, %d bytes behind them, %v", got, w.Trailing(), w.Err())
			}
			for n := range len(tt.in) / 4 { // a pad may be missing, a word not
				short := tt.in[:4*n]
				w := walkOf(tt.request, reply, reader(short, len(short), 0), nil, nil)
				if got := ops(w); len(got) != 0 || w.Stopped() != nfs.Malformed {
					t.Errorf("%d operations in %d of %d bytes, %v", len(got), len(short), len(tt.in), w.Stopped())
				}
			}
		})
	}
}

// What isn't walked says so.
func TestNotWalked(t *testing.T) {
	for _, q := range []nfs.Request{
		{Program: rpc.ProgMount, Version: 2, Procedure: 7}, // results of PATHCONF
		{Program: rpc.ProgMount, Version: 3, Procedure: 6},
		{Program: rpc.ProgMount, Version: 3, Procedure: 7},
		{Program: rpc.ProgMount, Version: 3, Procedure: 8},
		{Program: rpc.ProgMount, Version: 4, Procedure: 1},
		{Program: rpc.ProgNFS, Version: 1, Procedure: 1},
		{Program: rpc.ProgNFS, Version: 2, Procedure: 18},
		{Program: rpc.ProgNFS, Version: 3, Procedure: 22},
		{Program: rpc.ProgNFS, Version: 4, Procedure: 2},
		{Program: rpc.ProgNFS, Version: 5, Procedure: 1},
		{Program: rpc.ProgNFSACL, Version: 2, Procedure: 6},
		{Program: rpc.ProgNFSACL, Version: 3, Procedure: 4},
		{Program: rpc.ProgNFSACL, Version: 4, Procedure: 1},
		{Program: rpc.ProgCallbackFirst, Version: 1, Procedure: 2},
		{Program: rpc.ProgNLM, Version: 4, Procedure: 0},
	} {
		in := make([]byte, 512)
		w := walkOf(q, &successful, reader(in, len(in), 0), nil, nil)
		if w.Next() || w.Stopped() != nfs.Unknown {
			t.Errorf("results of %s: %v, want unknown", rpc.ProcName(q.Program, q.Version, q.Procedure), w.Stopped())
		}
		if q.Program == rpc.ProgMount && q.Version == 2 {
			continue
		}
		w = walkOf(q, nil, reader(in, len(in), 0), nil, nil)
		if w.Next() || w.Stopped() != nfs.Unknown {
			t.Errorf("arguments of %s: %v, want unknown", rpc.ProcName(q.Program, q.Version, q.Procedure), w.Stopped())
		}
	}
}
