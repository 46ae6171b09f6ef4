package rules

import "testing"

func TestCreditReverseZeroGrant(t *testing.T) {
	runTraces(t, creditReverseZeroGrant, []traceTest{
		{
			name:  "zero",
			trace: "est; backchannel; S>CALL r1; bad: C>REPLY r1 cr=0; exchange",
			want:  []string{"credit/reverse-zero-grant warning client @bad"},
		},
		{
			name:  "one",
			trace: "est; backchannel; S>CALL r1; C>REPLY r1 cr=1; exchange",
		},
		{
			name:  "set-up not captured",
			trace: "drop est; backchannel; S>CALL r1; bad: C>REPLY r1 cr=0; exchange",
			want:  []string{"credit/reverse-zero-grant warning client @bad"},
		},
		{
			name:  "reverse Call not captured",
			trace: "est; backchannel; drop S>CALL r1; bad: C>REPLY r1 cr=0; exchange",
			want:  []string{"credit/reverse-zero-grant warning client @bad", "xid/reply-unknown error client @bad SEQ-S"},
		},
		{
			name:  "cut before the role",
			trace: "est; backchannel; S>CALL r1; snap=70 bad: C>REPLY r1 cr=0; exchange",
			want:  []string{"credit/reverse-zero-grant warning client @bad ROLE"},
		},
		{
			name:  "a forward Reply is credit/zero-grant",
			trace: "est; C>CALL 1; bad: S>REPLY 1 cr=0; exchange",
			want:  []string{"credit/zero-grant error server @bad"},
		},
	})
}
