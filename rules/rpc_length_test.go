package rules

import "testing"

func TestRPCLength(t *testing.T) {
	runTraces(t, rpcLength, []traceTest{
		{
			name:  "one byte",
			trace: "est; bad: C>CALL 1 trail=1; S>REPLY 1; exchange",
			want:  []string{"rpc/length note client @bad"},
		},
		{
			name:  "three bytes",
			trace: "est; bad: C>CALL 1 trail=3; S>REPLY 1; exchange",
			want:  []string{"rpc/length note client @bad"},
		},
		{
			name:  "four bytes",
			trace: "est; C>CALL 1 trail=4; S>REPLY 1; exchange",
		},
		{
			name:  "Reply",
			trace: "est; C>CALL 1; bad: S>REPLY 1 trail=2; exchange",
			want:  []string{"rpc/length note server @bad"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange 2; bad: C>CALL 1 trail=1; S>REPLY 1; exchange",
			want:  []string{"rpc/length note client @bad"},
		},
		{
			name:  "the last packet is missing",
			trace: "set mtu=256; est; exchange; drop=2 C>CALL 1 len=400 trail=1; reply: S>REPLY 1; exchange",
			want:  []string{"xid/reply-unknown error server @reply SEQ-C"},
		},
		{
			name:  "cut by the capture",
			trace: "est; snap=100 bad: C>CALL 1 trail=1; S>REPLY 1; exchange",
			want:  []string{"rpc/length note client @bad"},
		},
		{
			name:  "Long Call",
			trace: "est; exchange; call: C>NOMSG 1 rd=(0,5001,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
			want:  []string{"chunk/long-unpadded note client @call"},
		},
	})
}
