package rules

import "testing"

func TestErrShortAnswered(t *testing.T) {
	runTraces(t, errShortAnswered, []traceTest{
		{
			name:  "20 bytes",
			trace: "est; exchange; short: C>CALL 7 cut=20; bad: S>ERR 7 CHUNK; exchange",
			want:  []string{"hdr/short error client @short", "err/short-answered error server @bad"},
		},
		{
			name:  "27 bytes, a Reply",
			trace: "est; exchange; short: C>CALL 7 cut=27; bad: S>REPLY 7; exchange",
			want:  []string{"hdr/short error client @short", "err/short-answered error server @bad"},
		},
		{
			name:  "4 bytes",
			trace: "est; exchange; short: C>CALL 7 cut=4; bad: S>ERR 7 CHUNK; exchange",
			want:  []string{"hdr/short error client @short", "err/short-answered error server @bad"},
		},
		{
			name:  "3 bytes, without an XID",
			trace: "est; exchange; short: C>CALL 7 cut=3; bad: S>ERR 0 CHUNK; exchange",
			want:  []string{"hdr/short error client @short", "err/short-answered error server @bad"},
		},
		{
			name:  "no bytes",
			trace: "est; exchange; short: C>SEND raw=; bad: S>ERR 0 CHUNK; exchange",
			want:  []string{"hdr/short error client @short", "err/short-answered error server @bad"},
		},
		{
			name:  "28 bytes",
			trace: "est; exchange; short: C>CALL 7 cut=28; S>ERR 7 CHUNK; exchange",
			want:  []string{"hdr/msg-no-payload error client @short"},
		},
		{
			name:  "dropped",
			trace: "est; exchange; short: C>CALL 7 cut=20; exchange",
			want:  []string{"hdr/short error client @short"},
		},
		{
			name:  "the XID is outstanding",
			trace: "est; exchange; C>CALL 7; short: C>CALL 7 cut=20; err: S>ERR 7 CHUNK; exchange 1 v3 NULL",
			want:  []string{"hdr/short error client @short", "err/chunk-seen note none @err"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange 2; short: C>CALL 7 cut=20; bad: S>ERR 7 CHUNK; exchange",
			want:  []string{"hdr/short error client @short", "err/short-answered error server @bad"},
		},
		{
			name:  "without an XID, cut before est",
			trace: "drop est; exchange 2; short: C>CALL 7 cut=3; bad: S>ERR 0 CHUNK; exchange",
			want:  []string{"hdr/short error client @short", "err/short-answered error server @bad START"},
		},
		{
			name:  "a message of the client is missing",
			trace: "est; exchange; short: C>CALL 7 cut=20; drop C>CALL 8; bad: S>ERR 7 CHUNK; exchange",
			want:  []string{"hdr/short error client @short", "err/short-answered error server @bad SEQ-C"},
		},
		{
			name:  "without an XID, and an RDMA_DONE before",
			trace: "est; exchange; done: C>DONE 9; short: C>CALL 7 cut=3; bad: S>ERR 9 CHUNK; exchange",
			want:  []string{"hdr/done error client @done", "hdr/short error client @short", "err/short-answered error server @bad PAIR"},
		},
		{
			name:  "without an XID, one is missing before",
			trace: "est; drop exchange; exchange 2; short: C>CALL 7 cut=3; bad: S>ERR 0 CHUNK; exchange",
			want:  []string{"hdr/short error client @short", "err/short-answered error server @bad SEQ-C"},
		},
		{
			name:  "nothing of the client follows",
			trace: "est; exchange; short: C>CALL 7 cut=20; bad: S>ERR 7 CHUNK",
			want:  []string{"hdr/short error client @short", "err/short-answered error server @bad SEQ-C"},
		},
		{
			name:  "the answer is missing",
			trace: "est; exchange; short: C>CALL 7 cut=20; drop S>ERR 7 CHUNK; exchange",
			want:  []string{"hdr/short error client @short"},
		},
		{
			name:  "cut by the capture",
			trace: "est; exchange; snap=74 C>CALL 7; err: S>ERR 7 CHUNK; exchange",
		},
		{
			name:  "reverse",
			trace: "est; backchannel; exchange; short: S>CALL r7 cut=20; bad: C>ERR r7 CHUNK; exchange",
			want:  []string{"hdr/short error server @short", "err/short-answered error client @bad"},
		},
	})
}
