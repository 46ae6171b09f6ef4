package rules

import "testing"

func TestRPCVersion(t *testing.T) {
	runTraces(t, rpcVersion, []traceTest{
		{
			name:  "3",
			trace: "est; exchange; bad: C>CALL 1 rpcvers=3; S>REPLY 1 RPC_MISMATCH(2,2); exchange",
			want:  []string{"rpc/version error client @bad"},
		},
		{
			name:  "1",
			trace: "est; exchange; bad: C>CALL 1 rpcvers=1; S>REPLY 1 RPC_MISMATCH(2,2); exchange",
			want:  []string{"rpc/version error client @bad"},
		},
		{
			name:  "0, answered all the same",
			trace: "est; exchange; bad: C>CALL 1 rpcvers=0; S>REPLY 1; exchange",
			want:  []string{"rpc/version error client @bad"},
		},
		{
			name:  "2",
			trace: "est; exchange; C>CALL 1; S>REPLY 1; exchange",
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange 2; bad: C>CALL 1 rpcvers=3; S>REPLY 1 RPC_MISMATCH(2,2); exchange",
			want:  []string{"rpc/version error client @bad"},
		},
		{
			name:  "the Reply is missing",
			trace: "est; exchange; bad: C>CALL 1 rpcvers=3; drop S>REPLY 1 RPC_MISMATCH(2,2); exchange",
			want:  []string{"rpc/version error client @bad"},
		},
		{
			name:  "cut before it",
			trace: "est; exchange; snap=93 C>CALL 1 rpcvers=3; S>REPLY 1 RPC_MISMATCH(2,2); exchange",
		},
		{
			name:  "cut behind it",
			trace: "est; exchange; snap=94 bad: C>CALL 1 rpcvers=3; S>REPLY 1 RPC_MISMATCH(2,2); exchange",
			want:  []string{"rpc/version error client @bad"},
		},
		{
			name:  "Long Call",
			trace: "est; exchange; bad: C>NOMSG 1 rd=(0,5000,h) rpcvers=3; S>READ h; C>RRESP; S>REPLY 1 RPC_MISMATCH(2,2); exchange",
			want:  []string{"rpc/version error client @bad"},
		},
		{
			name:  "Long Call that was never pulled",
			trace: "est; exchange; bad: C>NOMSG 1 rd=(0,5000,h) rpcvers=3; err: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @err"},
		},
		{
			name:  "Long Call whose Read is missing",
			trace: "est; exchange; bad: C>NOMSG 1 rd=(0,5000,h) rpcvers=3; S>READ h; drop C>RRESP; S>REPLY 1 RPC_MISMATCH(2,2); exchange",
		},
		{
			name:  "reverse",
			trace: "est; backchannel; exchange; bad: S>CALL r1 rpcvers=3; C>REPLY r1 RPC_MISMATCH(2,2); exchange",
			want:  []string{"rpc/version error server @bad"},
		},
	})
}
