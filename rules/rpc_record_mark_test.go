package rules

import "testing"

func TestRPCRecordMark(t *testing.T) {
	runTraces(t, rpcRecordMark, []traceTest{
		{
			name:  "Call",
			trace: "est; exchange; bad: C>CALL 1 mark; exchange",
			want:  []string{"rpc/record-mark error client @bad"},
		},
		{
			name:  "Reply",
			trace: "est; exchange; C>CALL 1; bad: S>REPLY 1 mark; exchange",
			want:  []string{"rpc/record-mark error server @bad"},
		},
		{
			name:  "none",
			trace: "est; exchange; C>CALL 1; S>REPLY 1; exchange",
		},
		{
			name:  "an XID with its highest bit set",
			trace: "est; exchange; C>CALL 0x80000028; S>REPLY 0x80000028; exchange",
		},
		{
			name:  "another length",
			trace: "est; exchange; bad: C>CALL 5 payload=80000099000000050000000000000002; exchange",
			want:  []string{"xid/mismatch error client @bad"},
		},
		{
			name:  "no last fragment",
			trace: "est; exchange; bad: C>CALL 5 payload=0000000c000000050000000000000002; exchange",
			want:  []string{"xid/mismatch error client @bad"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange 2; bad: C>CALL 1 mark; exchange",
			want:  []string{"rpc/record-mark error client @bad"},
		},
		{
			name:  "cut behind the mark",
			trace: "est; exchange; snap=86 bad: C>CALL 1 mark; exchange",
			want:  []string{"xid/mismatch error client @bad WHOLE"},
		},
		{
			name:  "cut before the mark",
			trace: "est; exchange; snap=82 C>CALL 1 mark; exchange",
		},
		{
			name:  "cut behind both words",
			trace: "est; exchange; snap=90 bad: C>CALL 1 mark; exchange",
			want:  []string{"rpc/record-mark error client @bad"},
		},
		{
			name:  "reverse",
			trace: "est; backchannel; exchange; bad: S>CALL r1 mark; exchange",
			want:  []string{"rpc/record-mark error server @bad"},
		},
	})
}
