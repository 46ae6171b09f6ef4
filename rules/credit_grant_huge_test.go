package rules

import "testing"

func TestCreditGrantHuge(t *testing.T) {
	runTraces(t, creditGrantHuge, []traceTest{
		{
			name:  "no bound at all",
			trace: "est; C>CALL 1 cr=32; bad: S>REPLY 1 cr=4294967295; exchange",
			want:  []string{"credit/grant-huge note server @bad"},
		},
		{
			name:  "64 times the request",
			trace: "est; C>CALL 1 cr=32; S>REPLY 1 cr=2048; exchange",
		},
		{
			name:  "a little more",
			trace: "est; C>CALL 1 cr=32; bad: S>REPLY 1 cr=2049; exchange",
			want:  []string{"credit/grant-huge note server @bad"},
		},
		{
			name:  "65,535",
			trace: "est; C>CALL 1 cr=32768; S>REPLY 1 cr=65535; exchange",
		},
		{
			name:  "65,536",
			trace: "est; C>CALL 1 cr=65536; bad: S>REPLY 1 cr=65536; exchange",
			want:  []string{"credit/grant-huge note server @bad"},
		},
		{
			name:  "nothing was requested",
			trace: "est; zero: C>CALL 1 cr=0; S>REPLY 1 cr=64; exchange",
			want:  []string{"credit/zero-request note client @zero"},
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange; C>CALL 1 cr=32; bad: S>REPLY 1 cr=4294967295; exchange",
			want:  []string{"credit/grant-huge note server @bad"},
		},
		{
			name:  "Call not captured",
			trace: "est; exchange; drop C>CALL 1 cr=32; r: S>REPLY 1 cr=4294967295; exchange",
			want:  []string{"xid/reply-unknown error server @r SEQ-C"},
		},
		{
			name:  "a reverse grant",
			trace: "est; backchannel; S>CALL r1 cr=1; C>REPLY r1 cr=4294967295; exchange",
		},
	})
}
