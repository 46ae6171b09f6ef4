package rules

import "testing"

func TestErrMsgpAnswer(t *testing.T) {
	runTraces(t, errMsgpAnswer, []traceTest{
		{
			name:  "Reply",
			trace: "est; exchange; call: C>MSGP 1; bad: S>REPLY 1; exchange",
			want:  []string{"hdr/msgp error client @call", "err/msgp-answer warning server @bad"},
		},
		{
			name:  "ERR_VERS",
			trace: "est; exchange; call: C>MSGP 1; bad: S>ERR 1 VERS(1,1); exchange",
			want:  []string{"hdr/msgp error client @call", "err/msgp-answer warning server @bad", "err/vers-range error server @bad"},
		},
		{
			name:  "ERR_CHUNK",
			trace: "est; exchange; call: C>MSGP 1; S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/msgp error client @call"},
		},
		{
			name:  "no answer",
			trace: "est; exchange; call: C>MSGP 1; exchange 101",
			want:  []string{"hdr/msgp error client @call"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange 2; call: C>MSGP 1; bad: S>REPLY 1; exchange",
			want:  []string{"hdr/msgp error client @call", "err/msgp-answer warning server @bad"},
		},
		{
			name:  "the RDMA_MSGP is missing",
			trace: "est; exchange; drop C>MSGP 1; bad: S>REPLY 1; exchange",
			want:  []string{"xid/reply-unknown error server @bad SEQ-C"},
		},
		{
			name:  "a message of the client is missing",
			trace: "est; exchange; call: C>MSGP 1; drop C>CALL 2; bad: S>REPLY 1; exchange",
			want:  []string{"hdr/msgp error client @call", "err/msgp-answer warning server @bad SEQ-C"},
		},
		{
			name:  "nothing of the client follows",
			trace: "est; exchange; call: C>MSGP 1; bad: S>REPLY 1",
			want:  []string{"hdr/msgp error client @call", "err/msgp-answer warning server @bad SEQ-C"},
		},
		{
			name:  "sent again as RDMA_MSG",
			trace: "est; exchange; call: C>MSGP 1; C>CALL 1; S>REPLY 1; exchange",
			want:  []string{"hdr/msgp error client @call"},
		},
		{
			name:  "the error code was cut",
			trace: "est; exchange; call: C>MSGP 1; snap=72 S>ERR 1 VERS(1,1); exchange",
			want:  []string{"hdr/msgp error client @call"},
		},
		{
			name:  "reverse",
			trace: "est; backchannel; exchange; call: S>MSGP r1 call; bad: C>REPLY r1; exchange",
			want:  []string{"hdr/msgp error server @call", "err/msgp-answer warning client @bad"},
		},
	})
}
