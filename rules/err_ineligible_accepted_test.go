package rules

import "testing"

func TestErrIneligibleAccepted(t *testing.T) {
	const found = "err/ineligible-accepted warning server @bad"
	runTraces(t, errIneligibleAccepted, []traceTest{
		{
			name:  "executed",
			trace: "est; arg: C>CALL 1 v3 LOOKUP rd=(p,64,h); S>READ h; C>RRESP; bad: S>REPLY 1; exchange",
			want:  []string{"ddp/ineligible-arg error client @arg", found},
		},
		{
			name:  "a COMPOUND",
			trace: "est; arg: C>CALL 1 v4 [PUTFH GETATTR] rd=(100,64,h); bad: S>REPLY 1; exchange",
			want:  []string{"ddp/ineligible-arg error client @arg", found},
		},
		{
			name:  "refused",
			trace: "est; arg: C>CALL 1 v3 LOOKUP rd=(p,64,h); S>ERR 1 CHUNK; exchange",
			want:  []string{"ddp/ineligible-arg error client @arg"},
		},
		{
			name:  "not understood",
			trace: "est; arg: C>CALL 1 v3 LOOKUP rd=(p,64,h); g: S>REPLY 1 GARBAGE_ARGS; exchange",
			want:  []string{"ddp/ineligible-arg error client @arg", "err/garbage-args note none @g"},
		},
		{
			name:  "right",
			trace: "est; C>CALL 1 v3 WRITE count=4096 rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "a packet of the client is missing",
			trace: "est; exchange; arg: C>CALL 1 v3 LOOKUP rd=(p,64,h); drop C>CALL 2; bad: S>REPLY 1; S>REPLY 2; exchange",
			want:  []string{"ddp/ineligible-arg error client @arg", found + " SEQ-C", "xid/reply-unknown error server @13 SEQ-C"},
		},
		{
			name:  "nothing more of the client",
			trace: "est; arg: C>CALL 1 v3 LOOKUP rd=(p,64,h); bad: S>REPLY 1",
			want:  []string{"ddp/ineligible-arg error client @arg", found + " SEQ-C"},
		},
	})
}
