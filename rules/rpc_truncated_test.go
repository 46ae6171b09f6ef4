package rules

import "testing"

func TestRPCTruncated(t *testing.T) {
	runTraces(t, rpcTruncated, []traceTest{
		{
			name:  "within the fixed words",
			trace: "est; exchange; bad: C>CALL 1 cut=48; exchange",
			want:  []string{"rpc/truncated error client @bad"},
		},
		{
			name:  "behind msg_type",
			trace: "est; exchange; bad: C>CALL 1 cut=36; exchange",
			want:  []string{"rpc/truncated error client @bad"},
		},
		{
			name:  "before msg_type",
			trace: "est; exchange; bad: C>CALL 1 cut=35; exchange",
			want:  []string{"hdr/msg-no-payload error client @bad"},
		},
		{
			name:  "within the credential",
			trace: "est; exchange; bad: C>CALL 1 cut=62; exchange",
			want:  []string{"rpc/truncated error client @bad"},
		},
		{
			name:  "a whole header, no arguments",
			trace: "est; exchange; C>CALL 1 payload=00000001000000000000000200018603000000030000000000000000000000000000000000000000; S>REPLY 1; exchange",
		},
		{
			name:  "the same without the last byte",
			trace: "est; exchange; bad: C>CALL 1 payload=000000010000000000000002000186030000000300000000000000000000000000000000000000; S>REPLY 1; exchange",
			want:  []string{"rpc/truncated error client @bad"},
		},
		{
			name:  "Reply without accept_stat",
			trace: "est; exchange; C>CALL 1; bad: S>REPLY 1 cut=48; exchange",
			want:  []string{"rpc/truncated error server @bad"},
		},
		{
			name:  "PROG_MISMATCH without a range",
			trace: "est; exchange; C>CALL 1; bad: S>REPLY 1 PROG_MISMATCH(2,2) cut=56; exchange",
			want:  []string{"rpc/truncated error server @bad"},
		},
		{
			name:  "credential too long",
			trace: "est; exchange; bad: C>CALL 1 poke=56:00000191; exchange",
			want:  []string{"rpc/auth-too-long error client @bad"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange 2; bad: C>CALL 1 cut=48; exchange",
			want:  []string{"rpc/truncated error client @bad"},
		},
		{
			name:  "the last packet is missing",
			trace: "set mtu=256; est; exchange; drop=2 C>CALL 1 verflen=400 cut=300; reply: S>REPLY 1; exchange",
			want:  []string{"xid/reply-unknown error server @reply SEQ-C"},
		},
		{
			name:  "cut by the capture",
			trace: "est; exchange; snap=100 C>CALL 1; S>REPLY 1; exchange",
		},
		{
			name:  "Long Call",
			trace: "est; exchange; bad: C>NOMSG 1 v3 WRITE rd=(0,20,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
			want:  []string{"rpc/truncated error client @bad"},
		},
		{
			name:  "Long Call in part",
			trace: "est; exchange; C>NOMSG 1 v3 WRITE rd=(0,5000,h); S>READ h 0 20; C>RRESP; err: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @err"},
		},
		{
			name:  "Long Reply",
			trace: "est; exchange; C>CALL 1 v3 READDIR rc=(h,4096); S>WRITE h 0 20; bad: S>NOMSG 1 rc=(h,20); exchange",
			want:  []string{"rpc/truncated error server @bad"},
		},
		{
			name:  "Long Reply whose lists are cut",
			trace: "est; exchange; C>CALL 1 v3 READDIR rc=(h,4096); S>WRITE h 0 2000; snap=90 S>NOMSG 1 rc=(h,2000); exchange",
		},
	})
}
