package rules

import "testing"

func TestXidReuseOutstanding(t *testing.T) {
	runTraces(t, xidReuseOutstanding, []traceTest{
		{
			name:  "other procedure",
			trace: "est; exchange; C>CALL 5; bad: C>CALL 5 v3 ACCESS; S>REPLY 5; exchange",
			want:  []string{"xid/reuse-outstanding error client @bad"},
		},
		{
			name:  "other credential",
			trace: "est; exchange; C>CALL 5 flavor=0; bad: C>CALL 5 flavor=1; S>REPLY 5; exchange",
			want:  []string{"xid/reuse-outstanding error client @bad"},
		},
		{
			name:  "reverse",
			trace: "est; exchange; backchannel; S>CALL r1; bad: S>CALL r1 CB_NULL; C>REPLY r1; exchange",
			want:  []string{"xid/reuse-outstanding error server @bad"},
		},
		{
			name:  "RPCSEC_GSS, next sequence number",
			trace: "est; exchange; C>CALL 5 gss seq=7; C>CALL 5 gss seq=8; S>REPLY 5; exchange",
		},
		{
			name:  "RPCSEC_GSS, other procedure",
			trace: "est; exchange; C>CALL 5 gss seq=7; bad: C>CALL 5 v3 ACCESS gss seq=8; S>REPLY 5; exchange",
			want:  []string{"xid/reuse-outstanding error client @bad"},
		},
		{
			name:  "answered between",
			trace: "est; exchange; C>CALL 5; S>REPLY 5; C>CALL 5 v3 ACCESS; S>REPLY 5; exchange",
		},
		{
			name:  "both directions",
			trace: "est; exchange; backchannel; C>CALL r1; S>CALL r1; C>REPLY r1; S>REPLY r1; exchange",
		},
		{
			name:  "answer missing",
			trace: "est; exchange; C>CALL 5; drop S>REPLY 5; bad: C>CALL 5 v3 ACCESS; S>REPLY 5; exchange",
			want:  []string{"xid/reuse-outstanding error client @bad SEQ"},
		},
		{
			name:  "answer missing, and nothing of the server afterwards",
			trace: "est; exchange; C>CALL 5; drop S>REPLY 5; bad: C>CALL 5 v3 ACCESS",
			want:  []string{"xid/reuse-outstanding error client @bad SEQ"},
		},
		{
			name:  "answer captured late",
			trace: "est; exchange; C>CALL 5; late S>REPLY 5; bad: C>CALL 5 v3 ACCESS; S>REPLY 5; exchange",
			want:  []string{"xid/reuse-outstanding error client @bad SEQ"},
		},
		{
			name:  "second Call cut",
			trace: "est; exchange; C>CALL 5; snap=120 C>CALL 5 v3 ACCESS; S>REPLY 5; exchange",
		},
		{
			name:  "Long Call",
			trace: "est; exchange; C>CALL 5; C>NOMSG 5 rd=(0,5000,h); S>REPLY 5; exchange",
		},
		{
			name:  "after a Call with two XIDs",
			trace: "est; exchange; C>CALL 5 rpc=6; C>CALL 6 v3 ACCESS; S>REPLY 5; S>REPLY 6; exchange",
			want:  []string{"xid/mismatch error client @8"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange; C>CALL 5; bad: C>CALL 5 v3 ACCESS; S>REPLY 5; exchange",
			want:  []string{"xid/reuse-outstanding error client @bad"},
		},
	})
}
