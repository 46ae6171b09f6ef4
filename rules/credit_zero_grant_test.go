package rules

import (
	"testing"

	"rpcrdma-lint/internal/trace"
)

func TestCreditZeroGrant(t *testing.T) {
	runTraces(t, creditZeroGrant, []traceTest{
		{
			name:  "zero",
			trace: "est; C>CALL 1; bad: S>REPLY 1 cr=0; exchange",
			want:  []string{"credit/zero-grant error server @bad"},
		},
		{
			name:  "one",
			trace: "est; C>CALL 1; S>REPLY 1 cr=1; exchange",
		},
		{
			name:  "each one is a finding",
			trace: "est; C>CALL 1; a: S>REPLY 1 cr=0; C>CALL 2; b: S>REPLY 2 cr=0; exchange",
			want:  []string{"credit/zero-grant error server @a", "credit/zero-grant error server @b"},
		},
		{
			name:  "in a Long Reply",
			trace: "est; C>CALL 1 rc=(h,4096); S>WRITE h 0 200; bad: S>NOMSG 1 rc=(h,200) cr=0; exchange",
			want:  []string{"credit/zero-grant error server @bad"},
		},
		{
			name:  "one Reply proves it, however little else was captured",
			trace: "drop est; exchange; drop C>CALL 1; bad: S>REPLY 1 cr=0; exchange",
			want:  []string{"credit/zero-grant error server @bad", "xid/reply-unknown error server @bad START"},
		},
		{
			name:  "cut behind the role",
			trace: "est; C>CALL 1; snap=100 bad: S>REPLY 1 cr=0; exchange",
			want:  []string{"credit/zero-grant error server @bad"},
		},
		{
			name:  "cut before the role",
			trace: "est; C>CALL 1; bad: snap=66 S>REPLY 1 cr=0; second: C>CALL 2; S>REPLY 2",
			want:  []string{"credit/zero-grant error server @bad ROLE", "credit/first-call error client @second SEQ-S"},
		},
		{
			name:  "cut before rdma_credit",
			trace: "est; C>CALL 1; snap=65 S>REPLY 1 cr=0",
		},
		{
			name:  "a Call",
			trace: "est; zero: C>CALL 1 cr=0; S>REPLY 1; exchange",
			want:  []string{"credit/zero-request note client @zero"},
		},
		{
			name:  "a reverse Call",
			trace: "est; backchannel; zero: S>CALL r1 cr=0; C>REPLY r1; exchange",
			want:  []string{"credit/zero-request note server @zero"},
		},
	})
}

// Where only Replies were captured it is not known which side is the server.
func TestCreditZeroGrantOneWay(t *testing.T) {
	tr := trace.Make(t, "drop est; C>CALL 1; S>REPLY 1 cr=0; C>CALL 2; S>REPLY 2 cr=0").OnlyFrom(trace.Server)
	for _, f := range lint(t, tr, nil).Findings {
		if area(f.Rule.ID) == "credit" && f.Proven() {
			t.Errorf("%s is proven", listed(f))
		}
	}
}
