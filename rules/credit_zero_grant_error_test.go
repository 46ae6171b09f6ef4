package rules

import "testing"

func TestCreditZeroGrantError(t *testing.T) {
	runTraces(t, creditZeroGrantError, []traceTest{
		{
			name:  "zero",
			trace: "est; call: C>CALL 1 poke=16:00000007; bad: S>ERR 1 CHUNK cr=0; exchange",
			want:  []string{"hdr/undecodable error client @call", "credit/zero-grant-error warning server @bad"},
		},
		{
			name:  "one",
			trace: "est; call: C>CALL 1 poke=16:00000007; S>ERR 1 CHUNK cr=1; exchange",
			want:  []string{"hdr/undecodable error client @call"},
		},
		{
			name:  "zero in ERR_VERS",
			trace: "est; exchange; call: C>CALL 1 vers=2; bad: S>ERR 1 VERS(1,1) cr=0; exchange",
			want:  []string{"hdr/version error client @call", "credit/zero-grant-error warning server @bad"},
		},
		{
			name:  "one message proves it",
			trace: "drop est; exchange; drop C>CALL 1 poke=16:00000007; bad: S>ERR 1 CHUNK cr=0; exchange",
			want:  []string{"credit/zero-grant-error warning server @bad", "err/wrong-xid error server @bad START"},
		},
		{
			name:  "from the client it grants the server nothing",
			trace: "est; backchannel; call: S>CALL r1 poke=16:00000007; C>ERR r1 CHUNK cr=0; exchange",
			want:  []string{"hdr/undecodable error server @call"},
		},
		{
			name:  "a Reply is credit/zero-grant",
			trace: "est; C>CALL 1; bad: S>REPLY 1 cr=0; exchange",
			want:  []string{"credit/zero-grant error server @bad"},
		},
	})
}
