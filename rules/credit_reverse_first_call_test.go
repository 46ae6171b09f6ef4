package rules

import "testing"

func TestCreditReverseFirstCall(t *testing.T) {
	runTraces(t, creditReverseFirstCall, []traceTest{
		{
			name:  "two reverse Calls",
			trace: "est; backchannel; S>CALL r1; bad: S>CALL r2; C>REPLY r1 cr=4; C>REPLY r2 cr=4; exchange",
			want:  []string{"credit/reverse-first-call warning server @bad"},
		},
		{
			name:  "one, then as many as were granted",
			trace: "est; backchannel; S>CALL r1; C>REPLY r1 cr=2; S>CALL r2; S>CALL r3; C>REPLY r2 cr=2; C>REPLY r3 cr=2; exchange",
		},
		{
			name:  "forward grants do not count",
			trace: "est; backchannel; exchange 3; S>CALL r1; bad: S>CALL r2; C>REPLY r1 cr=4; C>REPLY r2 cr=4; exchange",
			want:  []string{"credit/reverse-first-call warning server @bad"},
		},
		{
			name:  "nor do forward Calls in between",
			trace: "est; backchannel; S>CALL r1; C>CALL 1; S>REPLY 1; C>REPLY r1 cr=4; S>CALL r2; C>REPLY r2 cr=4; exchange",
		},
		{
			name:  "a forward Call shows that no reverse Reply was missed",
			trace: "est; backchannel; S>CALL r1; bad: S>CALL r2; exchange",
			want:  []string{"credit/reverse-first-call warning server @bad"},
		},
		{
			name:  "set-up and announcement not captured",
			trace: "drop est; exchange; S>CALL r1; bad: S>CALL r2; C>REPLY r1 cr=4; C>REPLY r2 cr=4; exchange",
			want:  []string{"dir/unannounced error server @5 START", "credit/reverse-first-call warning server @bad START"},
		},
		{
			name:  "first reverse Reply not captured",
			trace: "est; backchannel; S>CALL r1; bad: S>CALL r2; drop C>REPLY r1 cr=4; C>REPLY r2 cr=4; exchange",
			want:  []string{"credit/reverse-first-call warning server @bad SEQ-C"},
		},
		{
			name:  "second reverse Call not captured",
			trace: "est; backchannel; S>CALL r1; drop S>CALL r2; C>REPLY r1 cr=4; r: C>REPLY r2 cr=4; exchange",
			want:  []string{"xid/reply-unknown error client @r SEQ-S"},
		},
		{
			name:  "nothing of the client after it",
			trace: "est; backchannel; S>CALL r1; bad: S>CALL r2",
			want:  []string{"credit/reverse-first-call warning server @bad SEQ-C"},
		},
		{
			name:  "captured at the same time as the Reply",
			trace: "est; backchannel; S>CALL r1; bad: S>CALL r2 noack; +900ns C>REPLY r1 cr=4; C>REPLY r2 cr=4; exchange",
			want:  []string{"credit/reverse-first-call warning server @bad ORDER"},
		},
	})
}
