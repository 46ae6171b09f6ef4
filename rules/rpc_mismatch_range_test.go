package rules

import "testing"

func TestRPCMismatchRange(t *testing.T) {
	runTraces(t, rpcMismatchRange, []traceTest{
		{
			name:  "PROG_MISMATCH upside down",
			trace: "est; C>CALL 1; bad: S>REPLY 1 PROG_MISMATCH(4,3); exchange",
			want:  []string{"rpc/mismatch-range error server @bad"},
		},
		{
			name:  "RPC_MISMATCH upside down",
			trace: "est; call: C>CALL 1 rpcvers=3; bad: S>REPLY 1 RPC_MISMATCH(2,1); exchange",
			want:  []string{"rpc/version error client @call", "rpc/mismatch-range error server @bad"},
		},
		{
			name:  "holds the refused program version",
			trace: "est; C>CALL 1 v3 GETATTR; bad: S>REPLY 1 PROG_MISMATCH(2,3); exchange",
			want:  []string{"rpc/mismatch-range error server @bad"},
		},
		{
			name:  "begins with it",
			trace: "est; C>CALL 1 v3 GETATTR; bad: S>REPLY 1 PROG_MISMATCH(3,4); exchange",
			want:  []string{"rpc/mismatch-range error server @bad"},
		},
		{
			name:  "ends below it",
			trace: "est; C>CALL 1 v3 GETATTR; S>REPLY 1 PROG_MISMATCH(2,2); exchange",
		},
		{
			name:  "begins above it",
			trace: "est; C>CALL 1 v2 GETATTR; S>REPLY 1 PROG_MISMATCH(3,4); exchange",
		},
		{
			name:  "holds the refused RPC version",
			trace: "est; C>CALL 1; bad: S>REPLY 1 RPC_MISMATCH(2,2); exchange",
			want:  []string{"rpc/mismatch-range error server @bad"},
		},
		{
			name:  "refuses another RPC version",
			trace: "est; call: C>CALL 1 rpcvers=3; S>REPLY 1 RPC_MISMATCH(2,2); exchange",
			want:  []string{"rpc/version error client @call"},
		},
		{
			name:  "upside down, cut before est",
			trace: "drop est; exchange 2; C>CALL 1; bad: S>REPLY 1 PROG_MISMATCH(4,3); exchange",
			want:  []string{"rpc/mismatch-range error server @bad"},
		},
		{
			name:  "holds it, cut before est",
			trace: "drop est; exchange 2; C>CALL 1; bad: S>REPLY 1 PROG_MISMATCH(2,3); exchange",
			want:  []string{"rpc/mismatch-range error server @bad"},
		},
		{
			name:  "upside down, the Call is missing",
			trace: "est; exchange; drop C>CALL 1; bad: S>REPLY 1 PROG_MISMATCH(4,3); exchange",
			want:  []string{"rpc/mismatch-range error server @bad", "xid/reply-unknown error server @bad SEQ-C"},
		},
		{
			name:  "holds it, the Call is missing",
			trace: "est; exchange; drop C>CALL 1; bad: S>REPLY 1 PROG_MISMATCH(2,3); exchange",
			want:  []string{"xid/reply-unknown error server @bad SEQ-C"},
		},
		{
			name:  "holds it, a message of the client is missing",
			trace: "est; exchange; C>CALL 1; drop C>CALL 2; bad: S>REPLY 1 PROG_MISMATCH(2,3); exchange",
			want:  []string{"rpc/mismatch-range error server @bad SEQ-C"},
		},
		{
			name:  "holds it, nothing of the client follows",
			trace: "est; exchange; C>CALL 1; bad: S>REPLY 1 PROG_MISMATCH(2,3)",
			want:  []string{"rpc/mismatch-range error server @bad SEQ-C"},
		},
		{
			name:  "the Call was cut before its version",
			trace: "est; exchange; snap=98 C>CALL 1; S>REPLY 1 PROG_MISMATCH(2,3); exchange",
		},
		{
			name:  "the range was cut",
			trace: "est; exchange; C>CALL 1; snap=110 S>REPLY 1 PROG_MISMATCH(4,3); exchange",
		},
		{
			name:  "Long Reply",
			trace: "est; exchange; C>CALL 1 v3 READDIR rc=(h,4096); S>WRITE h 0 32; bad: S>NOMSG 1 PROG_MISMATCH(4,3) rc=(h,32); exchange",
			want:  []string{"rpc/mismatch-range error server @bad"},
		},
		{
			name:  "reverse",
			trace: "est; backchannel; exchange; S>CALL r1; bad: C>REPLY r1 RPC_MISMATCH(2,2); exchange",
			want:  []string{"rpc/mismatch-range error client @bad"},
		},
	})
}
