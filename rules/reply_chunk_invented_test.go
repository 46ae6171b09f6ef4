package rules

import "testing"

func TestReplyChunkInvented(t *testing.T) {
	runTraces(t, replyChunkInvented, []traceTest{
		{
			name:  "Long Reply",
			trace: "est; C>CALL 1 v3 READDIR; bad: S>NOMSG 1 rc=(h,5000); exchange",
			want:  []string{"reply/chunk-missing warning client @4", "reply/chunk-invented error server @bad"},
		},
		{
			name:  "inline Reply",
			trace: "est; C>CALL 1 v3 READ count=1000 wr=(h,1000); S>WRITE h 0 1000; bad: S>REPLY 1 wr=(h,1000) rc=(k,0); exchange",
			want:  []string{"reply/chunk-invented error server @bad"},
		},
		{
			name:  "offered",
			trace: "est; C>CALL 1 v3 READDIR rc=(h,8192); S>WRITE h 0 5000; S>NOMSG 1 rc=(h,5000); exchange",
		},
		{
			name:  "reverse Reply",
			trace: "est; backchannel; S>CALL r1; bad: C>REPLY r1 rc=(k,0); exchange",
			want:  []string{"reply/chunk-invented error client @bad"},
		},
		{
			name:  "capture begins inside the connection",
			trace: "drop est; exchange 3; C>CALL 1 v3 READDIR; bad: S>NOMSG 1 rc=(h,5000); exchange",
			want:  []string{"reply/chunk-invented error server @bad START"},
		},
		{
			name:  "a packet of the client is missing",
			trace: "est; exchange; drop C>CALL 2; C>CALL 1 v3 READDIR; bad: S>NOMSG 1 rc=(h,5000); exchange",
			want:  []string{"reply/chunk-missing warning client @9", "reply/chunk-invented error server @bad SEQ-C"},
		},
		{
			name:  "nothing more of the client",
			trace: "est; C>CALL 1 v3 READDIR; bad: S>NOMSG 1 rc=(h,5000)",
			want:  []string{"reply/chunk-missing warning client @4", "reply/chunk-invented error server @bad SEQ-C"},
		},
		{
			name:  "cut within the lists of the Call",
			trace: "est; exchange; snap=78 C>CALL 1 v3 READDIR; S>NOMSG 1 rc=(h,5000); exchange",
		},
	})
}
