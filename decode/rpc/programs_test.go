package rpc_test

import (
	"testing"

	"rpcrdma-lint/decode/rpc"
)

func TestProgramName(t *testing.T) {
	for prog, want := range map[uint32]string{
		100000: "rpcbind", 100003: "NFS", 100005: "MOUNT", 100021: "NLM", 100024: "NSM", 100227: "NFSACL",
		0x40000000: "NFS callback", 0x5fffffff: "NFS callback", 0x60000000: "program 1610612736",
		0x3fffffff: "program 1073741823", 400122: "program 400122",
	} {
		if got := rpc.ProgramName(prog); got != want {
			t.Errorf("ProgramName(%d) = %q, want %q", prog, got, want)
		}
	}
}

// One procedure or two of each version, the last one among them: a name too many or too few moves it.
func TestProcName(t *testing.T) {
	for _, tt := range []struct {
		prog, vers, proc uint32
		want             string
	}{
		{rpc.ProgNFS, 2, 6, "NFSv2 READ"},
		{rpc.ProgNFS, 2, 8, "NFSv2 WRITE"},
		{rpc.ProgNFS, 2, 13, "NFSv2 SYMLINK"},
		{rpc.ProgNFS, 2, 17, "NFSv2 STATFS"},
		{rpc.ProgNFS, 2, 18, "NFSv2 procedure 18"},
		{rpc.ProgNFS, 3, 0, "NFSv3 NULL"},
		{rpc.ProgNFS, 3, 1, "NFSv3 GETATTR"},
		{rpc.ProgNFS, 3, 5, "NFSv3 READLINK"},
		{rpc.ProgNFS, 3, 6, "NFSv3 READ"},
		{rpc.ProgNFS, 3, 7, "NFSv3 WRITE"},
		{rpc.ProgNFS, 3, 10, "NFSv3 SYMLINK"},
		{rpc.ProgNFS, 3, 17, "NFSv3 READDIRPLUS"},
		{rpc.ProgNFS, 3, 19, "NFSv3 FSINFO"},
		{rpc.ProgNFS, 3, 21, "NFSv3 COMMIT"},
		{rpc.ProgNFS, 3, 22, "NFSv3 procedure 22"},
		{rpc.ProgNFS, 4, 1, "NFSv4 COMPOUND"},
		{rpc.ProgNFS, 4, 2, "NFSv4 procedure 2"},
		{rpc.ProgNFS, 5, 1, "NFS version 5 procedure 1"},
		{rpc.ProgMount, 1, 5, "MOUNTv1 EXPORT"},
		{rpc.ProgMount, 2, 7, "MOUNTv2 PATHCONF"},
		{rpc.ProgMount, 3, 1, "MOUNTv3 MNT"},
		{rpc.ProgMount, 3, 6, "MOUNTv3 procedure 6"},
		{rpc.ProgNLM, 1, 15, "NLMv1 GRANTED_RES"},
		{rpc.ProgNLM, 1, 20, "NLMv1 procedure 20"},
		{rpc.ProgNLM, 3, 20, "NLMv3 SHARE"},
		{rpc.ProgNLM, 4, 2, "NLMv4 LOCK"},
		{rpc.ProgNLM, 4, 16, "NLMv4 procedure 16"},
		{rpc.ProgNLM, 4, 23, "NLMv4 FREE_ALL"},
		{rpc.ProgNSM, 1, 6, "NSM NOTIFY"},
		{rpc.ProgNFSACL, 2, 5, "NFSACLv2 GETXATTRDIR"},
		{rpc.ProgNFSACL, 3, 1, "NFSACLv3 GETACL"},
		{rpc.ProgNFSACL, 3, 3, "NFSACLv3 GETXATTRDIR"},
		{rpc.ProgRPCBind, 2, 3, "PORTMAP GETPORT"},
		{rpc.ProgRPCBind, 3, 8, "RPCBv3 TADDR2UADDR"},
		{rpc.ProgRPCBind, 4, 12, "RPCBv4 GETSTAT"},
		{0x40000000, 1, 0, "NFSv4 CB_NULL"},
		{0x40000001, 4, 1, "NFSv4 CB_COMPOUND"},
		{0x40000001, 1, 7, "NFSv4 procedure 7"},
		{400122, 1, 2, "program 400122 version 1 procedure 2"},
		{rpc.ProgNFS, 3, 1<<32 - 1, "NFSv3 procedure 4294967295"},
	} {
		if got := rpc.ProcName(tt.prog, tt.vers, tt.proc); got != tt.want {
			t.Errorf("ProcName(%d, %d, %d) = %q, want %q", tt.prog, tt.vers, tt.proc, got, tt.want)
		}
	}
}

func TestProcNameAllocates(t *testing.T) {
	var name string
	if n := testing.AllocsPerRun(100, func() { name = rpc.ProcName(rpc.ProgNFS, 3, 6) }); n != 0 {
		t.Errorf("ProcName allocates %v times for %s, want 0", n, name)
	}
}
