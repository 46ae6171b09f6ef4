package rules

import "testing"

func TestReplyChunkNotReturned(t *testing.T) {
	runTraces(t, replyChunkNotReturned, []traceTest{
		{
			name:  "inline Reply",
			trace: "est; C>CALL 1 v3 READDIR rc=(h,8192); bad: S>REPLY 1; exchange",
			want:  []string{"reply/chunk-not-returned warning server @bad"},
		},
		{
			name:  "inline Reply, though the chunk was written to",
			trace: "est; C>CALL 1 v3 READDIR rc=(h,8192); S>WRITE h 0 5000; bad: S>REPLY 1; exchange",
			want:  []string{"reply/chunk-not-returned error server @bad"},
		},
		{
			name:  "Long Reply",
			trace: "est; C>CALL 1 v3 READDIR rc=(h,8192); bad: S>NOMSG 1; exchange",
			want:  []string{"hdr/nomsg-no-chunks error server @bad", "reply/chunk-not-returned error server @bad"},
		},
		{
			name:  "returned unused",
			trace: "est; C>CALL 1 v3 READDIR rc=(h,8192); S>REPLY 1 rc=(h,0); exchange",
		},
		{
			name:  "small Reply in the chunk",
			trace: "est; C>CALL 1 v3 GETATTR rc=(h,8192); S>WRITE h 0 112; S>NOMSG 1 rc=(h,112); exchange",
		},
		{
			name:  "RDMA_ERROR",
			trace: "est; C>CALL 1 v3 READDIR rc=(h,8192); err: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @err"},
		},
		{
			name:  "reverse Reply",
			trace: "est; backchannel; S>CALL r1 rc=(h,8192); bad: C>REPLY r1; exchange",
			want:  []string{"reply/chunk-not-returned warning client @bad"},
		},
		{
			name:  "a packet of the server is missing, maybe a Write",
			trace: "est; exchange; C>CALL 1 v3 READDIR rc=(h,8192); drop S>WRITE h 0 5000; bad: S>REPLY 1; exchange",
			want:  []string{"reply/chunk-not-returned warning server @bad SEQ-S"},
		},
		{
			name:  "capture begins inside the connection",
			trace: "drop est; exchange 3; C>CALL 1 v3 READDIR rc=(h,8192); S>WRITE h 0 5000; bad: S>REPLY 1; exchange",
			want:  []string{"reply/chunk-not-returned error server @bad START"},
		},
		{
			name:  "nothing more of the client",
			trace: "est; C>CALL 1 v3 READDIR rc=(h,8192); bad: S>REPLY 1",
			want:  []string{"reply/chunk-not-returned warning server @bad SEQ-C"},
		},
		{
			name:  "the Call is missing",
			trace: "est; exchange; drop C>CALL 1 v3 READDIR rc=(h,8192); bad: S>REPLY 1; exchange",
			want:  []string{"xid/reply-unknown error server @bad SEQ-C"},
		},
	})
}
