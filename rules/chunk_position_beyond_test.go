package rules

import "testing"

func TestChunkPositionBeyond(t *testing.T) {
	runTraces(t, chunkPositionBeyond, []traceTest{
		{
			name:  "beyond the payload",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4096 rd=(4000,4096,h); S>REPLY 1; exchange",
			want:  []string{"chunk/position-beyond error client @bad"},
		},
		{
			name:  "at the payload's end",
			trace: "est; C>CALL 1 v3 WRITE count=4096 rd=(140,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "one word beyond it",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4096 rd=(144,4096,h); S>REPLY 1; exchange",
			want:  []string{"chunk/position-beyond error client @bad"},
		},
		{
			name:  "behind the pad of the chunk before",
			trace: "est; C>CALL 1 v3 WRITE count=4094 rd=(140,4094,h)(4236,4,k); S>READ h; C>RRESP; S>READ k; C>RRESP; S>REPLY 1; exchange", want: []string{"ddp/wrong-position error client @4"},
		},
		{
			name:  "beyond the pad of the chunk before",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4094 rd=(140,4094,h)(4240,4,k); S>READ h; C>RRESP; S>READ k; C>RRESP; S>REPLY 1; exchange",
			want:  []string{"chunk/position-beyond error client @bad"},
		},
		{
			name:  "inside the RPC header",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4096 rd=(40,4096,h); S>REPLY 1; exchange",
			want:  []string{"chunk/position-beyond error client @bad"},
		},
		{
			name:  "Position 0 of an RDMA_MSG",
			trace: "est; bad: C>CALL 1 v3 WRITE count=1000 rd=(0,1000,h); S>REPLY 1; exchange",
			want:  []string{"chunk/position-beyond warning client @bad"},
		},
		{
			name:  "Long Call",
			trace: "est; C>NOMSG 1 v3 WRITE count=4096 rd=(0,140,h)(140,4096,k); S>READ h; C>RRESP; S>READ k; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "beyond the Position Zero chunk",
			trace: "est; bad: C>NOMSG 1 v3 WRITE count=4096 rd=(0,140,h)(400,4096,k); S>READ h; C>RRESP; S>READ k; C>RRESP; S>REPLY 1; exchange",
			want:  []string{"chunk/position-beyond error client @bad"},
		},
		{
			name:  "inside the RPC header of a Long Call",
			trace: "est; bad: C>NOMSG 1 v3 WRITE count=4096 rd=(0,140,h)(40,4096,k); S>READ h; C>RRESP; S>READ k; C>RRESP; S>REPLY 1; exchange",
			want:  []string{"chunk/position-beyond error client @bad"},
		},
		{
			name:  "RPC header of a Long Call missing",
			trace: "est; C>NOMSG 1 v3 WRITE count=4096 rd=(0,140,h)(40,4096,k); S>READ h; drop C>RRESP; S>READ k; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "capture begins inside the connection",
			trace: "drop est; exchange 3; bad: C>CALL 1 v3 WRITE count=4096 rd=(4000,4096,h); S>REPLY 1; exchange",
			want:  []string{"chunk/position-beyond error client @bad"},
		},
		{
			name:  "a packet of the Call is missing",
			trace: "est; exchange; bad: drop=2 C>CALL 1 v3 WRITE count=4096 rd=(8000,4096,h) len=3000; S>REPLY 1; exchange",
			want:  []string{"chunk/position-beyond error client @bad WHOLE"},
		},
		{
			name:  "cut within the RPC header",
			trace: "est; snap=150 bad: C>CALL 1 v3 WRITE count=4096 rd=(4000,4096,h); S>REPLY 1; exchange",
			want:  []string{"chunk/position-beyond error client @bad WHOLE"},
		},
	})
}
