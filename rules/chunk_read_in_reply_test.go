package rules

import "testing"

func TestChunkReadInReply(t *testing.T) {
	runTraces(t, chunkReadInReply, []traceTest{
		{
			name:  "Reply with a Read list",
			trace: "est; C>CALL 1; bad: S>REPLY 1 rd=(140,4096,k); exchange",
			want:  []string{"chunk/read-in-reply error server @bad"},
		},
		{
			name:  "beside a Write list",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; bad: S>REPLY 1 rd=(140,4096,k) wr=(h,4096); exchange",
			want:  []string{"chunk/read-in-reply error server @bad"},
		},
		{
			name:  "reverse Reply",
			trace: "est; backchannel; S>CALL r1; bad: C>REPLY r1 rd=(140,4096,k); exchange",
			want:  []string{"chunk/read-in-reply error client @bad"},
		},
		{
			name:  "capture begins inside the connection",
			trace: "drop est; exchange 3; C>CALL 1; bad: S>REPLY 1 rd=(140,4096,k); exchange",
			want:  []string{"chunk/read-in-reply error server @bad"},
		},
		{
			name:  "the Call is missing",
			trace: "est; exchange; drop C>CALL 1; bad: S>REPLY 1 rd=(140,4096,k); exchange",
			want:  []string{"chunk/read-in-reply error server @bad", "xid/reply-unknown error server @bad SEQ-C"},
		},
		{
			name:  "cut before msg_type",
			trace: "est; exchange; C>CALL 1; snap=110 bad: S>REPLY 1 rd=(140,4096,k); exchange",
			want:  []string{"chunk/read-in-reply error server @bad ROLE"},
		},
		{
			name:  "a Call",
			trace: "est; C>CALL 1 v3 WRITE count=4096 rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
		},
	})
}
