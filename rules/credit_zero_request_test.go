package rules

import "testing"

func TestCreditZeroRequest(t *testing.T) {
	runTraces(t, creditZeroRequest, []traceTest{
		{
			name:  "zero",
			trace: "est; bad: C>CALL 1 cr=0; S>REPLY 1; exchange",
			want:  []string{"credit/zero-request note client @bad"},
		},
		{
			name:  "one",
			trace: "est; C>CALL 1 cr=1; S>REPLY 1; exchange",
		},
		{
			name:  "in a Long Call",
			trace: "est; bad: C>NOMSG 1 rd=(0,200,k) cr=0; S>READ k; C>RRESP; S>REPLY 1; exchange",
			want:  []string{"credit/zero-request note client @bad"},
		},
		{
			name:  "in a reverse Call",
			trace: "est; backchannel; bad: S>CALL r1 cr=0; C>REPLY r1; exchange",
			want:  []string{"credit/zero-request note server @bad"},
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange; bad: C>CALL 1 cr=0; S>REPLY 1; exchange",
			want:  []string{"credit/zero-request note client @bad"},
		},
		{
			name:  "the Reply was not captured",
			trace: "est; bad: C>CALL 1 cr=0; drop S>REPLY 1; exchange",
			want:  []string{"credit/zero-request note client @bad"},
		},
		{
			name:  "cut before the role",
			trace: "est; snap=70 C>CALL 1 cr=0; S>REPLY 1; exchange",
		},
		{
			name:  "cut before rdma_credit",
			trace: "est; snap=65 C>CALL 1 cr=0; S>REPLY 1; exchange",
		},
	})
}
