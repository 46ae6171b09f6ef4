package rules

import "testing"

func TestRetrySameConnection(t *testing.T) {
	runTraces(t, retrySameConnection, []traceTest{
		{
			name:  "NFSv4",
			trace: "est; exchange; C>CALL 5 v4 [PUTFH GETATTR]; wait 30s; bad: C>CALL 5 v4 [PUTFH GETATTR]; S>REPLY 5; exchange",
			want:  []string{"retry/same-connection warning client @bad"},
		},
		{
			name:  "NFSv3",
			trace: "est; exchange; C>CALL 5; wait 30s; bad: C>CALL 5; S>REPLY 5; exchange",
			want:  []string{"retry/same-connection note client @bad"},
		},
		{
			name:  "NULL",
			trace: "est; exchange; C>CALL 5 v4 NULL; wait 30s; C>CALL 5 v4 NULL; S>REPLY 5; exchange",
		},
		{
			name:  "reverse",
			trace: "est; exchange; backchannel; S>CALL r1; wait 30s; bad: S>CALL r1; C>REPLY r1; exchange; S>CALL r2; C>REPLY r2",
			want:  []string{"retry/same-connection warning server @bad"},
		},
		{
			name:  "with memory registered anew",
			trace: "est; exchange; C>CALL 5 v3 READ wr=(h,4096); wait 30s; bad: C>CALL 5 v3 READ wr=(k,4096); S>WRITE h 0 4096; S>REPLY 5 wr=(h,4096); exchange",
			want:  []string{"retry/same-connection note client @bad"},
		},
		{
			name:  "on the next connection",
			trace: "est; exchange; C>CALL 5 v4 [PUTFH GETATTR]; C>DREQ; S>DREP; est; C>CALL 5 v4 [PUTFH GETATTR]; S>REPLY 5; exchange",
			want:  []string{"conn/loss note none @10"},
		},
		{
			name:  "after its answer",
			trace: "est; exchange; C>CALL 5; S>REPLY 5; C>CALL 5; S>REPLY 5; exchange",
		},
		{
			name:  "answer missing",
			trace: "est; exchange; C>CALL 5; drop S>REPLY 5; wait 30s; bad: C>CALL 5; S>REPLY 5; exchange",
			want:  []string{"retry/same-connection note client @bad SEQ"},
		},
		{
			name:  "answer cut",
			trace: "est; exchange; C>CALL 5; snap=56 S>REPLY 5; wait 30s; bad: C>CALL 5; S>REPLY 5; exchange",
			want:  []string{"retry/same-connection note client @bad ROLE"},
		},
		{
			name:  "nothing of the server afterwards",
			trace: "est; exchange; C>CALL 5; wait 30s; bad: C>CALL 5",
			want:  []string{"retry/same-connection note client @bad SEQ-S"},
		},
		{
			name:  "RPCSEC_GSS",
			trace: "est; exchange; C>CALL 5 gss seq=7; wait 30s; C>CALL 5 gss seq=8; S>REPLY 5; exchange",
		},
		{
			name:  "same PSN",
			trace: "est; exchange; C>CALL 5; C>again 5; S>REPLY 5; exchange",
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange; C>CALL 5; wait 30s; bad: C>CALL 5; S>REPLY 5; exchange",
			want:  []string{"retry/same-connection note client @bad"},
		},
	})
}
