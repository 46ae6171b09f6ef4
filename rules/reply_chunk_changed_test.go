package rules

import "testing"

func TestReplyChunkChanged(t *testing.T) {
	runTraces(t, replyChunkChanged, []traceTest{
		{
			name:  "longer than offered",
			trace: "est; C>CALL 1 v3 READDIR rc=(h,8192); S>WRITE h 0 8192; bad: S>NOMSG 1 rc=(h,9000); exchange",
			want:  []string{"reply/chunk-changed error server @bad"},
		},
		{
			name:  "other handle",
			trace: "est; C>CALL 1 v3 READDIR rc=(h,8192); bad: S>REPLY 1 rc=(k,0); exchange",
			want:  []string{"reply/chunk-changed error server @bad"},
		},
		{
			name:  "other offset",
			trace: "est; C>CALL 1 v3 READDIR rc=(h,8192); bad: S>REPLY 1 rc=(h,0,@0x1000); exchange",
			want:  []string{"reply/chunk-changed error server @bad"},
		},
		{
			name:  "a segment less",
			trace: "est; C>CALL 1 v3 READDIR rc=(h,8192)(k,8192); S>WRITE h 0 5000; bad: S>NOMSG 1 rc=(h,5000); exchange",
			want:  []string{"reply/chunk-changed error server @bad"},
		},
		{
			name:  "a segment more",
			trace: "est; C>CALL 1 v3 READDIR rc=(h,8192); S>WRITE h 0 5000; bad: S>NOMSG 1 rc=(h,5000)(k,0); exchange",
			want:  []string{"reply/chunk-changed error server @bad"},
		},
		{
			name:  "shorter",
			trace: "est; C>CALL 1 v3 READDIR rc=(h,8192)(k,8192); S>WRITE h 0 5000; S>NOMSG 1 rc=(h,5000)(k,0); exchange",
		},
		{
			name:  "reverse Reply",
			trace: "est; backchannel; S>CALL r1 rc=(h,4096); bad: C>REPLY r1 rc=(k,0); exchange",
			want:  []string{"reply/chunk-changed error client @bad"},
		},
		{
			name:  "capture begins inside the connection",
			trace: "drop est; exchange 3; C>CALL 1 v3 READDIR rc=(h,8192); S>WRITE h 0 8192; bad: S>NOMSG 1 rc=(h,9000); exchange",
			want:  []string{"reply/chunk-changed error server @bad START"},
		},
		{
			name:  "a Write is missing",
			trace: "est; exchange; C>CALL 1 v3 READDIR rc=(h,8192); drop S>WRITE h 0 8192; bad: S>NOMSG 1 rc=(h,9000); exchange",
			want:  []string{"reply/chunk-changed error server @bad SEQ-S"},
		},
		{
			name:  "the Call is missing",
			trace: "est; exchange; drop C>CALL 1 v3 READDIR rc=(h,8192); drop S>WRITE h 0 8192; bad: S>NOMSG 1 rc=(h,9000); exchange",
			want:  []string{"xid/reply-unknown error server @bad ROLE"},
		},
	})
}
