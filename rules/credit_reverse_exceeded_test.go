package rules

import "testing"

func TestCreditReverseExceeded(t *testing.T) {
	runTraces(t, creditReverseExceeded, []traceTest{
		{
			name:  "one more than granted",
			trace: "est; backchannel; S>CALL r1; C>REPLY r1 cr=1; S>CALL r2; bad: S>CALL r3; C>REPLY r2 cr=1; C>REPLY r3 cr=1; exchange",
			want:  []string{"credit/reverse-exceeded error server @bad"},
		},
		{
			name:  "exactly as many as granted",
			trace: "est; backchannel; S>CALL r1; C>REPLY r1 cr=2; S>CALL r2; S>CALL r3; C>REPLY r2 cr=2; C>REPLY r3 cr=2; exchange",
		},
		{
			name: "the forward grant is another account",
			trace: "est; backchannel; exchange 2; S>CALL r1; C>REPLY r1 cr=1; C>CALL 1; C>CALL 2; S>CALL r2; S>REPLY 1; S>REPLY 2; " +
				"bad: S>CALL r3; C>REPLY r2 cr=1; C>REPLY r3 cr=1; exchange",
			want: []string{"credit/reverse-exceeded error server @bad"},
		},
		{
			name:  "set-up not captured",
			trace: "drop est; backchannel; S>CALL r1; C>REPLY r1 cr=1; S>CALL r2; bad: S>CALL r3; C>REPLY r2 cr=1; C>REPLY r3 cr=1; exchange",
			want:  []string{"credit/reverse-exceeded error server @bad"},
		},
		{
			name:  "reverse Reply and its ACK not captured",
			trace: "est; backchannel; S>CALL r1; C>REPLY r1 cr=1; S>CALL r2; drop C>REPLY r2 cr=1 noack; bad: S>CALL r3; C>REPLY r3 cr=1; exchange",
			want:  []string{"credit/reverse-exceeded error server @bad SEQ-C"},
		},
		{
			name:  "nothing of the client after it",
			trace: "est; backchannel; S>CALL r1; C>REPLY r1 cr=1; S>CALL r2; bad: S>CALL r3",
			want:  []string{"credit/reverse-exceeded error server @bad SEQ-C"},
		},
		{
			name:  "captured at the same time as the Reply",
			trace: "est; backchannel; S>CALL r1; C>REPLY r1 cr=1; S>CALL r2; bad: S>CALL r3 noack; +900ns C>REPLY r2 cr=1; C>REPLY r3 cr=1; exchange",
			want:  []string{"credit/reverse-exceeded error server @bad ORDER"},
		},
	})
}
