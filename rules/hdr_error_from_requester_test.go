package rules

import "testing"

func TestHdrErrorFromRequester(t *testing.T) {
	runTraces(t, hdrErrorFromRequester, []traceTest{
		{
			name:  "of nothing",
			trace: "est; bad: C>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/error-from-requester error client @bad"},
		},
		{
			name:  "of a Reply",
			trace: "est; C>CALL 1; S>REPLY 1; bad: C>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/error-from-requester error client @bad"},
		},
		{
			name:  "of an undecodable Reply",
			trace: "est; exchange; C>CALL 1; S>REPLY 1 poke=16:00000007; bad: C>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/undecodable error server @10", "hdr/error-from-requester error client @bad"},
		},
		{
			name:  "of an RDMA_MSGP",
			trace: "est; exchange; C>CALL 1; S>MSGP 1; bad: C>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/msgp error server @10", "hdr/error-from-requester error client @bad"},
		},
		{
			name:  "of a reverse Call",
			trace: "est; exchange; backchannel; S>CALL r1 poke=16:00000007; C>ERR r1 CHUNK; exchange",
			want:  []string{"hdr/undecodable error server @12"},
		},
		{
			name:  "after reverse Calls",
			trace: "est; exchange; backchannel; S>CALL r1; C>REPLY r1; bad: C>ERR r9 CHUNK; exchange",
			want:  []string{"err/wrong-xid error client @bad"},
		},
		{
			name:  "from the server",
			trace: "est; C>MSG 1 proc=7; S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/bad-proc error client @4"},
		},
		{
			name:  "nothing of the server afterwards",
			trace: "est; exchange; bad: C>ERR 1 CHUNK",
			want:  []string{"hdr/error-from-requester error client @bad SEQ-S"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange; bad: C>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/error-from-requester error client @bad START"},
		},
		{
			name:  "a message of the server is missing",
			trace: "est; exchange; drop S>CALL r1; bad: C>ERR r1 CHUNK; exchange",
			want:  []string{"hdr/error-from-requester error client @bad SEQ-S"},
		},
		{
			name:  "a message of the server is cut",
			trace: "est; exchange; snap=66 S>CALL r1; bad: C>ERR r1 CHUNK; exchange",
			want:  []string{"hdr/error-from-requester error client @bad ROLE"},
		},
		{
			name:  "the reverse Call captured behind it",
			trace: "est; exchange; late S>CALL r1 poke=16:00000007; bad: C>ERR r1 CHUNK; exchange",
			want:  []string{"hdr/error-from-requester error client @bad ORDER", "hdr/undecodable error server @11"},
		},
		{
			name:  "cut before rdma_proc",
			trace: "est; exchange; snap=68 C>ERR 1 CHUNK; exchange",
		},
	})
}
