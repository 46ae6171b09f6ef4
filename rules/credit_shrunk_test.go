package rules

import "testing"

func TestCreditShrunk(t *testing.T) {
	runTraces(t, creditShrunk, []traceTest{
		{
			name:  "fewer than in flight",
			trace: "est; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2..9; bad: S>REPLY 2 cr=2; S>REPLY 3..9 cr=8; exchange",
			want:  []string{"credit/shrunk note server @bad"},
		},
		{
			name:  "as many as in flight",
			trace: "est; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2..9; S>REPLY 2 cr=7; S>REPLY 3..9 cr=8; exchange",
		},
		{
			name:  "one fewer",
			trace: "est; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2..9; bad: S>REPLY 2 cr=6; S>REPLY 3..9 cr=8; exchange",
			want:  []string{"credit/shrunk note server @bad"},
		},
		{
			name:  "in an RDMA_ERROR",
			trace: "est; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2 v3 FSINFO; C>CALL 3..5; bad: S>ERR 2 CHUNK cr=2; S>REPLY 3..5 cr=8; exchange",
			want:  []string{"credit/shrunk note server @bad", "err/chunk-seen note none @bad"},
		},
		{
			name:  "to nothing, which is another fault",
			trace: "est; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2..3; bad: S>REPLY 2 cr=0; S>REPLY 3 cr=8; exchange",
			want:  []string{"credit/zero-grant error server @bad"},
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2..9; bad: S>REPLY 2 cr=2; S>REPLY 3..9 cr=8; exchange",
			want:  []string{"credit/shrunk note server @bad START"},
		},
		{
			name:  "a Call before not captured",
			trace: "est; drop C>CALL 20; S>REPLY 20; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2..9; bad: S>REPLY 2 cr=2; S>REPLY 3..9 cr=8; exchange",
			want:  []string{"xid/reply-unknown error server @5 SEQ-C", "credit/shrunk note server @bad SEQ-C"},
		},
		{
			name:  "a Reply before not captured",
			trace: "est; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2..9; drop S>REPLY 2 cr=8; bad: S>REPLY 3 cr=2; S>REPLY 4..9 cr=8; exchange",
			want:  []string{"credit/shrunk note server @bad SEQ-S"},
		},
	})
}
