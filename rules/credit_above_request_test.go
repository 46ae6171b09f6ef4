package rules

import "testing"

func TestCreditAboveRequest(t *testing.T) {
	runTraces(t, creditAboveRequest, []traceTest{
		{
			name:  "one more than requested",
			trace: "est; C>CALL 1 cr=2; S>REPLY 1 cr=32; C>CALL 2 cr=2; C>CALL 3 cr=2; bad: C>CALL 4 cr=2; S>REPLY 2..4; exchange",
			want:  []string{"credit/above-request warning client @bad"},
		},
		{
			name:  "exactly as many as requested",
			trace: "est; C>CALL 1 cr=3; S>REPLY 1 cr=32; C>CALL 2..4 cr=3; S>REPLY 2..4; exchange",
		},
		{
			name:  "the largest request in flight counts",
			trace: "est; C>CALL 1 cr=2; S>REPLY 1 cr=32; C>CALL 2 cr=3; C>CALL 3 cr=2; C>CALL 4 cr=2; S>REPLY 2..4; exchange",
		},
		{
			name:  "an answered one no more",
			trace: "est; C>CALL 1 cr=9; S>REPLY 1 cr=32; C>CALL 2 cr=2; C>CALL 3 cr=2; bad: C>CALL 4 cr=2; S>REPLY 2..4; exchange",
			want:  []string{"credit/above-request warning client @bad"},
		},
		{
			name:  "credit/exceeded says it all",
			trace: "est; C>CALL 1 cr=2; S>REPLY 1 cr=2; C>CALL 2 cr=2; C>CALL 3 cr=2; bad: C>CALL 4 cr=2; S>REPLY 2..4; exchange",
			want:  []string{"credit/exceeded error client @bad"},
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange; C>CALL 1 cr=2; S>REPLY 1 cr=32; C>CALL 2 cr=2; C>CALL 3 cr=2; bad: C>CALL 4 cr=2; S>REPLY 2..4; exchange",
			want:  []string{"credit/above-request warning client @bad"},
		},
		{
			name:  "Reply and its ACK not captured",
			trace: "est; C>CALL 1 cr=2; S>REPLY 1; C>CALL 2 cr=2; C>CALL 3 cr=2; drop S>REPLY 2 noack; bad: C>CALL 4 cr=2; S>REPLY 3; S>REPLY 4; exchange",
			want:  []string{"credit/above-request warning client @bad SEQ-S"},
		},
		{
			name:  "Call not captured",
			trace: "est; C>CALL 1 cr=2; S>REPLY 1; C>CALL 2 cr=2; drop C>CALL 3 cr=2; C>CALL 4 cr=2; S>REPLY 2; r: S>REPLY 3; S>REPLY 4; exchange",
			want:  []string{"xid/reply-unknown error server @r SEQ-C"},
		},
		{
			name:  "nothing of the server after it",
			trace: "est; C>CALL 1 cr=2; S>REPLY 1; C>CALL 2 cr=2; C>CALL 3 cr=2; bad: C>CALL 4 cr=2",
			want:  []string{"credit/above-request warning client @bad SEQ-S"},
		},
		{
			name:  "answers captured at the same time",
			trace: "est; C>CALL 1 cr=2; S>REPLY 1; C>CALL 2 cr=2; C>CALL 3 cr=2; bad: C>CALL 4 cr=2 noack; +900ns S>REPLY 2; S>REPLY 3; S>REPLY 4; exchange",
			want:  []string{"credit/above-request warning client @bad ORDER"},
		},
		{
			name:  "reverse Calls are not judged",
			trace: "est; backchannel; S>CALL r1 cr=1; C>REPLY r1 cr=8; S>CALL r2 cr=1; S>CALL r3 cr=1; C>REPLY r2; C>REPLY r3; exchange",
		},
	})
}
