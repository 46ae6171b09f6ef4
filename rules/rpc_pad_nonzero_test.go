package rules

import "testing"

func TestRPCPadNonzero(t *testing.T) {
	runTraces(t, rpcPadNonzero, []traceTest{
		{
			name:  "Call",
			trace: "est; bad: C>CALL 1 pad=0x55; S>REPLY 1; exchange",
			want:  []string{"rpc/pad-nonzero note client @bad"},
		},
		{
			name:  "zero",
			trace: "est; C>CALL 1 pad=0; S>REPLY 1; exchange",
		},
		{
			name:  "verifier",
			trace: "est; bad: C>CALL 1 verflen=5 pad=1; S>REPLY 1; exchange",
			want:  []string{"rpc/pad-nonzero note client @bad"},
		},
		{
			name:  "RPCSEC_GSS",
			trace: "est; C>CALL 1 gss pad=0x55; S>REPLY 1; exchange",
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange 2; bad: C>CALL 1 pad=0x55; S>REPLY 1; exchange",
			want:  []string{"rpc/pad-nonzero note client @bad"},
		},
		{
			name:  "cut before the credential ends",
			trace: "est; snap=120 C>CALL 1 pad=0x55; S>REPLY 1; exchange",
		},
		{
			name:  "Long Call",
			trace: "est; exchange; bad: C>NOMSG 1 v3 WRITE rd=(0,5000,h) pad=0x55; S>READ h; C>RRESP; S>REPLY 1; exchange",
			want:  []string{"rpc/pad-nonzero note client @bad"},
		},
		{
			name:  "Long Call whose Read is missing",
			trace: "est; exchange; C>NOMSG 1 v3 WRITE rd=(0,5000,h) pad=0x55; S>READ h; drop C>RRESP; S>REPLY 1; exchange",
		},
	})
}
