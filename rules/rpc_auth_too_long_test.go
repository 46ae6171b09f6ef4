package rules

import "testing"

func TestRPCAuthTooLong(t *testing.T) {
	runTraces(t, rpcAuthTooLong, []traceTest{
		{
			name:  "credential of 401 bytes",
			trace: "est; bad: C>CALL 1 credlen=401; S>REPLY 1; exchange",
			want:  []string{"rpc/auth-too-long error client @bad"},
		},
		{
			name:  "credential of 400 bytes",
			trace: "est; C>CALL 1 credlen=400; S>REPLY 1; exchange",
		},
		{
			name:  "verifier of 404 bytes",
			trace: "est; bad: C>CALL 1 verflen=404; S>REPLY 1; exchange",
			want:  []string{"rpc/auth-too-long error client @bad"},
		},
		{
			name:  "verifier of 400 bytes",
			trace: "est; C>CALL 1 verflen=400; S>REPLY 1; exchange",
		},
		{
			name:  "credential longer than the message",
			trace: "est; bad: C>CALL 1 poke=56:ffffffff; S>REPLY 1; exchange",
			want:  []string{"rpc/auth-too-long error client @bad"},
		},
		{
			name:  "verifier of a Reply",
			trace: "est; C>CALL 1; bad: S>REPLY 1 poke=44:00000191; exchange",
			want:  []string{"rpc/auth-too-long error server @bad"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange 2; bad: C>CALL 1 credlen=500; S>REPLY 1; exchange",
			want:  []string{"rpc/auth-too-long error client @bad"},
		},
		{
			name:  "the Reply is missing",
			trace: "est; bad: C>CALL 1 credlen=500; drop S>REPLY 1; exchange",
			want:  []string{"rpc/auth-too-long error client @bad"},
		},
		{
			name:  "cut before the length",
			trace: "est; snap=113 C>CALL 1 credlen=500; S>REPLY 1; exchange",
		},
		{
			name:  "cut behind the length",
			trace: "est; snap=114 bad: C>CALL 1 credlen=500; S>REPLY 1; exchange",
			want:  []string{"rpc/auth-too-long error client @bad"},
		},
		{
			name:  "Long Call",
			trace: "est; exchange; bad: C>NOMSG 1 rd=(0,5000,h) credlen=500; S>READ h; C>RRESP; S>REPLY 1; exchange",
			want:  []string{"rpc/auth-too-long error client @bad"},
		},
		{
			name:  "reverse",
			trace: "est; backchannel; exchange; bad: S>CALL r1 credlen=500; C>REPLY r1; exchange",
			want:  []string{"rpc/auth-too-long error server @bad"},
		},
	})
}
