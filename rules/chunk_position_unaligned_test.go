package rules

import "testing"

func TestChunkPositionUnaligned(t *testing.T) {
	runTraces(t, chunkPositionUnaligned, []traceTest{
		{
			name:  "one above a multiple of four",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4096 rd=(141,4096,h); S>REPLY 1; exchange",
			want:  []string{"chunk/position-unaligned error client @bad"},
		},
		{
			name:  "second segment",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4096 rd=(p,2048,h)(142,2048,k); S>REPLY 1; exchange",
			want:  []string{"chunk/position-unaligned error client @bad"},
		},
		{
			name:  "beside a Position Zero chunk",
			trace: "est; bad: C>NOMSG 1 v3 WRITE rd=(0,200,h)(143,4096,k); S>READ h; C>RRESP; S>REPLY 1; exchange",
			want:  []string{"chunk/position-unaligned error client @bad"},
		},
		{
			name:  "reverse Call",
			trace: "est; backchannel; bad: S>CALL r1 rd=(141,4096,k); err: C>ERR r1 CHUNK; exchange",
			want:  []string{"chunk/position-unaligned error server @bad", "dir/long-reverse error server @8"},
		},
		{
			name:  "capture begins inside the connection",
			trace: "drop est; exchange 3; bad: C>CALL 1 v3 WRITE count=4096 rd=(141,4096,h); S>REPLY 1; exchange",
			want:  []string{"chunk/position-unaligned error client @bad"},
		},
		{
			name:  "an exchange before is missing",
			trace: "est; exchange; drop exchange; bad: C>CALL 1 v3 WRITE count=4096 rd=(141,4096,h); S>REPLY 1; exchange",
			want:  []string{"chunk/position-unaligned error client @bad"},
		},
		{
			name:  "cut behind the Read list",
			trace: "est; snap=100 bad: C>CALL 1 v3 WRITE count=4096 rd=(141,4096,h); S>REPLY 1; exchange",
			want:  []string{"chunk/position-unaligned error client @bad WHOLE"},
		},
		{
			name:  "cut before the Read list",
			trace: "est; snap=70 C>CALL 1 v3 WRITE count=4096 rd=(141,4096,h); S>REPLY 1; exchange",
		},
		{
			name:  "multiple of four",
			trace: "est; C>CALL 1 v3 WRITE count=4096 rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
		},
	})
}
