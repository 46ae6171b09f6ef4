package rules

import "testing"

func TestInvWithoutPermission(t *testing.T) {
	const use = "; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; i: S>REPLY 1 wr=(h,4096) SINV(h); exchange"
	runTraces(t, invWithoutPermission, []traceTest{
		{name: "client's flag clear", trace: "est[R0 | R1]" + use,
			want: []string{"inv/without-permission error server @i"}},
		{name: "both clear", trace: "est[R0 | R0]" + use,
			want: []string{"inv/without-permission error server @i"}},
		{name: "no private data", trace: "est[none | R1]" + use,
			want: []string{"cmp/one-sided note none @1", "inv/without-permission error server @i"}},
		{name: "version 2", trace: "est[R1 version=2 | R1]" + use,
			want: []string{"cmp/version note client @1", "inv/without-permission error server @i"}},
		{name: "allowed", trace: "est[R1 | R1]" + use},
		{name: "plain Send", trace: "est[R0 | R0]; exchange; C>CALL 1; S>REPLY 1; exchange"},
		{name: "set-up missing", trace: "drop est[R0 | R1]; exchange" + use},
		{name: "REQ missing", trace: "drop C>REQ[R0]; S>REP[R1]; C>RTU; exchange" + use},
		{name: "REQ cut short", trace: "snap=200 C>REQ[R0]; S>REP[R1]; C>RTU" + use},
		{name: "of the server, in a reverse Reply", trace: "est[R1 | R0]; backchannel; S>CALL r1 CB_COMPOUND wr=(h,4096); C>WRITE h 0 100; i: C>REPLY r1 wr=(h,100) SINV(h); exchange",
			want: []string{
				"write/offered-ineligible warning server @8",
				"ddp/ineligible-result error client @12",
				"inv/without-permission error client @i",
			}},
	})
}
