package rules

import "testing"

func TestErrDoneAnswered(t *testing.T) {
	runTraces(t, errDoneAnswered, []traceTest{
		{
			name:  "ERR_CHUNK",
			trace: "est; exchange; done: C>DONE 1; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/done error client @done", "err/done-answered error server @bad"},
		},
		{
			name:  "Reply",
			trace: "est; exchange; done: C>DONE 1; bad: S>REPLY 1; exchange",
			want:  []string{"hdr/done error client @done", "err/done-answered error server @bad", "xid/reply-unknown error server @bad"},
		},
		{
			name:  "dropped",
			trace: "est; exchange; done: C>DONE 1; exchange",
			want:  []string{"hdr/done error client @done"},
		},
		{
			name:  "the XID is outstanding",
			trace: "est; exchange; C>CALL 1; done: C>DONE 1; S>REPLY 1; exchange",
			want:  []string{"hdr/done error client @done"},
		},
		{
			name:  "the XID is that of a Call before",
			trace: "est; exchange; C>CALL 1; S>REPLY 1; done: C>DONE 1; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/done error client @done", "xid/duplicate-reply error server @bad"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange 2; done: C>DONE 1; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/done error client @done", "err/done-answered error server @bad START"},
		},
		{
			name:  "a message of the client is missing",
			trace: "est; exchange; done: C>DONE 1; drop C>CALL 1; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/done error client @done", "err/done-answered error server @bad SEQ-C"},
		},
		{
			name:  "the RDMA_DONE is missing",
			trace: "est; exchange; drop C>DONE 1; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/wrong-xid error server @bad SEQ-C"},
		},
		{
			name:  "nothing of the client follows",
			trace: "est; exchange; done: C>DONE 1; bad: S>ERR 1 CHUNK",
			want:  []string{"hdr/done error client @done", "err/done-answered error server @bad SEQ-C"},
		},
		{
			name:  "a Call cut before its XID",
			trace: "est; exchange; done: C>DONE 1; snap=56 C>CALL 1; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/done error client @done", "err/done-answered error server @bad ROLE"},
		},
		{
			name:  "reverse",
			trace: "est; backchannel; exchange; S>CALL r1; C>REPLY r1; done: S>DONE r2; bad: C>ERR r2 CHUNK; exchange",
			want:  []string{"hdr/done error server @done", "err/done-answered error client @bad"},
		},
	})
}
