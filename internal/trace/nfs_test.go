package trace_test

import (
	"testing"

	"rpcrdma-lint/internal/trace"
)

// lengths asserts how many bytes the arguments and results of a procedure take,
// which RFCs 1094, 1813, 8881 and the 32-byte file handle decide.
func lengths(t *testing.T, call, reply string, arguments, results int) {
	t.Helper()
	const header, callHead, replyHead = 28, 84, 24
	tr := trace.Make(t, "c: C>CALL 1 "+call+"; r: S>REPLY 1 "+reply)
	if got := len(payload(t, tr, "c")) - header - callHead; got != arguments {
		t.Errorf("%s: got %d bytes of arguments, want %d", call, got, arguments)
	}
	if got := len(payload(t, tr, "r")) - header - replyHead; got != results {
		t.Errorf("%s %s: got %d bytes of results, want %d", call, reply, got, results)
	}
}

func TestProcedures(t *testing.T) {
	for _, tt := range []struct {
		name               string
		arguments, results int
	}{
		{"v3 NULL", 0, 0},
		{"v3 GETATTR", 36, 88},
		{"v3 SETATTR", 36 + 28, 12},
		{"v3 LOOKUP", 36 + 8, 48},
		{"v3 ACCESS", 36 + 4, 12},
		{"v3 READLINK", 36, 28},
		{"v3 READ", 36 + 12, 20 + 512},
		{"v3 WRITE", 36 + 20 + 64, 28},
		{"v3 CREATE", 36 + 8 + 28, 56},
		{"v3 MKDIR", 36 + 8 + 24, 56},
		{"v3 SYMLINK", 36 + 8 + 24 + 20, 56},
		{"v3 MKNOD", 36 + 8 + 28, 56},
		{"v3 REMOVE", 36 + 8, 12},
		{"v3 RMDIR", 36 + 8, 12},
		{"v3 RENAME", 36 + 8 + 36 + 12, 20},
		{"v3 LINK", 36 + 36 + 8, 16},
		{"v3 READDIR", 36 + 20, 24},
		{"v3 READDIRPLUS", 36 + 24, 24},
		{"v3 FSSTAT", 36, 60},
		{"v3 FSINFO", 36, 56},
		{"v3 PATHCONF", 36, 32},
		{"v3 COMMIT", 36 + 12, 20},
		{"v2 NULL", 0, 0},
		{"v2 GETATTR", 32, 72},
		{"v2 SETATTR", 32 + 32, 72},
		{"v2 LOOKUP", 32 + 8, 104},
		{"v2 READLINK", 32, 24},
		{"v2 READ", 32 + 12, 76 + 512},
		{"v2 WRITE", 32 + 16 + 64, 72},
		{"v2 CREATE", 32 + 8 + 32, 104},
		{"v2 REMOVE", 32 + 8, 4},
		{"v2 RENAME", 32 + 8 + 32 + 12, 4},
		{"v2 LINK", 32 + 32 + 8, 4},
		{"v2 SYMLINK", 32 + 8 + 20 + 32, 4},
		{"v2 MKDIR", 32 + 8 + 32, 104},
		{"v2 RMDIR", 32 + 8, 4},
		{"v2 READDIR", 32 + 8, 12},
		{"v2 STATFS", 32, 24},
		{"v4 NULL", 0, 0},
		{"CB_NULL", 0, 0},
		{"CB_COMPOUND", 16 + 4 + 36 + 4 + 56, 12 + 8 + 32 + 8},
		{"CB_COMPOUND [CB_GETATTR]", 16 + 4 + 40, 12 + 8 + 8},
		{"prog=100005 v=3 p=0", 0, 0},
		{"prog=100005 v=3 p=1 args=00000001", 4, 0},
	} {
		lengths(t, tt.name, "", tt.arguments, tt.results)
	}
	for _, tt := range []struct {
		name    string
		results int
	}{
		{"GETATTR", 4}, {"READ", 8}, {"WRITE", 12}, {"RENAME", 20}, {"LINK", 16},
	} {
		tr := trace.Make(t, "C>CALL 1 v3 "+tt.name+"; r: S>REPLY 1 IO")
		if got := len(payload(t, tr, "r")) - 28 - 24; got != tt.results {
			t.Errorf("%s failed: got %d bytes of results, want %d", tt.name, got, tt.results)
		}
	}
}

// Behind the number of the operation, and its status in results.
func TestOperations(t *testing.T) {
	for _, tt := range []struct {
		name               string
		arguments, results int
	}{
		{"ACCESS", 4, 8},
		{"CLOSE", 20, 16},
		{"COMMIT", 12, 8},
		{"CREATE", 4 + 20 + 8 + 8, 24},
		{"GETATTR", 8, 32},
		{"GETFH", 0, 36},
		{"LOOKUP", 8, 0},
		{"PUTFH", 36, 0},
		{"PUTROOTFH", 0, 0},
		{"READ", 28, 8 + 512},
		{"READDIR", 28, 16},
		{"READLINK", 0, 20},
		{"REMOVE", 8, 20},
		{"RESTOREFH", 0, 0},
		{"SAVEFH", 0, 0},
		{"SETATTR", 24, 4},
		{"WRITE", 32 + 64, 16},
		{"BIND_CONN_TO_SESSION", 24, 24},
		{"CREATE_SESSION", 84, 80},
		{"DESTROY_SESSION", 16, 0},
		{"SEQUENCE", 32, 36},
		{"RECLAIM_COMPLETE", 4, 0},
		{"READ_PLUS", 28, 24 + 512},
	} {
		lengths(t, "v4 ["+tt.name+"]", "", 12+4+tt.arguments, 12+8+tt.results)
	}
	lengths(t, "v4 [SETATTR]", "status=13", 12+4+24, 12+8+4)
	lengths(t, "v4 [PUTFH READ]", "status=70", 12+4+36+4+28, 12+8+8)
}
