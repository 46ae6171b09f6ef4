package rules

import "testing"

func TestErrErrorAnswered(t *testing.T) {
	runTraces(t, errErrorAnswered, []traceTest{
		{
			name:  "RDMA_ERROR",
			trace: "est; exchange; err: C>ERR 1 CHUNK; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/error-from-requester error client @err", "err/error-answered error server @bad"},
		},
		{
			name:  "Reply",
			trace: "est; exchange; err: C>ERR 1 CHUNK; bad: S>REPLY 1; exchange",
			want:  []string{"hdr/error-from-requester error client @err", "err/error-answered error server @bad", "xid/reply-unknown error server @bad"},
		},
		{
			name:  "undecodable",
			trace: "est; exchange; err: C>ERR 1 code=9; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/error-body error client @err", "hdr/error-from-requester error client @err", "err/error-answered error server @bad"},
		},
		{
			name:  "dropped",
			trace: "est; exchange; err: C>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/error-from-requester error client @err"},
		},
		{
			name:  "the XID is outstanding",
			trace: "est; exchange; C>CALL 1; err: C>ERR 1 CHUNK; S>REPLY 1; exchange",
			want:  []string{"hdr/error-from-requester error client @err"},
		},
		{
			name:  "the answer to a malformed Reply answered",
			trace: "est; exchange; C>CALL 1; S>REPLY 1; err: C>ERR 1 CHUNK; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/error-from-requester error client @err", "xid/duplicate-reply error server @bad"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange 2; err: C>ERR 1 CHUNK; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/error-from-requester error client @err START", "err/error-answered error server @bad START"},
		},
		{
			name:  "a message of the client is missing",
			trace: "est; exchange; err: C>ERR 1 CHUNK; drop C>CALL 1; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/error-from-requester error client @err", "err/error-answered error server @bad SEQ-C"},
		},
		{
			name:  "nothing of the client follows",
			trace: "est; exchange; err: C>ERR 1 CHUNK; bad: S>ERR 1 CHUNK",
			want:  []string{"hdr/error-from-requester error client @err", "err/error-answered error server @bad SEQ-C"},
		},
		{
			name:  "the error is missing",
			trace: "est; exchange; drop C>ERR 1 CHUNK; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/wrong-xid error server @bad SEQ-C"},
		},
		{
			name:  "by the client",
			trace: "est; backchannel; exchange; S>CALL r1; C>REPLY r1; first: S>ERR 5 CHUNK; bad: C>ERR 5 CHUNK; exchange",
			want:  []string{"err/wrong-xid error server @first", "err/error-answered error client @bad"},
		},
	})
}
