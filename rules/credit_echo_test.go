package rules

import "testing"

func TestCreditEcho(t *testing.T) {
	runTraces(t, creditEcho, []traceTest{
		{
			name:  "two values echoed",
			trace: "est; C>CALL 1 cr=32; S>REPLY 1 cr=32; C>CALL 2 cr=64; bad: S>REPLY 2 cr=64",
			want:  []string{"credit/echo note server @bad"},
		},
		{
			name:  "one value",
			trace: "est; C>CALL 1 cr=32; S>REPLY 1 cr=32; C>CALL 2 cr=32; S>REPLY 2 cr=32",
		},
		{
			name:  "a constant grant that once equals the request",
			trace: "est; C>CALL 1 cr=32; S>REPLY 1 cr=64; C>CALL 2 cr=64; S>REPLY 2 cr=64; C>CALL 3 cr=32; S>REPLY 3 cr=64",
		},
		{
			name:  "set-up not captured",
			trace: "drop est; C>CALL 1 cr=32; S>REPLY 1 cr=32; C>CALL 2 cr=64; bad: S>REPLY 2 cr=64",
			want:  []string{"credit/echo note server @bad START"},
		},
		{
			name:  "a Reply with another grant not captured",
			trace: "est; C>CALL 1 cr=32; S>REPLY 1 cr=32; C>CALL 2 cr=48; drop S>REPLY 2 cr=8; C>CALL 3 cr=64; bad: S>REPLY 3 cr=64",
			want:  []string{"credit/echo note server @bad SEQ-S"},
		},
	})
}
