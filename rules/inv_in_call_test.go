package rules

import "testing"

func TestInvInCall(t *testing.T) {
	runTraces(t, invInCall, []traceTest{
		{name: "Call", trace: "est; exchange; i: C>CALL 1 SINV(k); S>REPLY 1; exchange",
			want: []string{"inv/in-call error client @i"}},
		{name: "Call of several packets", trace: "set mtu=256; est; exchange; i: C>CALL 1 v3 WRITE len=1000 SINV(k); S>REPLY 1; exchange",
			want: []string{"inv/in-call error client @i"}},
		{name: "reverse Call", trace: "est; backchannel; i: S>CALL r1 SINV(k); C>REPLY r1; exchange",
			want: []string{"inv/in-call error server @i"}},
		{name: "Long Call", trace: "est; exchange; i: C>NOMSG 1 v3 WRITE rd=(0,4300,h) SINV(k); S>READ h; C>RRESP; S>REPLY 1; exchange",
			want: []string{"inv/in-call error client @i"}},
		{name: "RDMA_ERROR", trace: "est; exchange; C>CALL 1 vers=2; i: S>ERR 1 VERS(1,1) SINV(k); exchange",
			want: []string{"hdr/version error client @8", "inv/in-call note server @i"}},
		{name: "capture begins later", trace: "drop est; exchange 2; i: C>CALL 1 SINV(k); S>REPLY 1; exchange",
			want: []string{"inv/in-call error client @i"}},
		{name: "cut before its role shows", trace: "est; exchange; snap=66 C>CALL 1 SINV(k); S>REPLY 1; exchange",
			want: []string{"inv/in-call error client @8 ROLE"}},
		{name: "Reply", trace: "est[R1 | R1]; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096) SINV(h); exchange"},
		{name: "plain Call", trace: "est; exchange; C>CALL 1; S>REPLY 1; exchange"},
	})
}
