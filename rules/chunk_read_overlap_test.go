package rules

import "testing"

func TestChunkReadOverlap(t *testing.T) {
	runTraces(t, chunkReadOverlap, []traceTest{
		{
			name:  "second chunk inside the first",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4096 rd=(140,4096,h)(200,4096,k); S>REPLY 1; exchange",
			want:  []string{"chunk/read-overlap note client @bad", "ddp/wrong-position error client @4"},
		},
		{
			name:  "listed in the other order",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4096 rd=(200,4096,k)(140,4096,h); S>REPLY 1; exchange",
			want:  []string{"chunk/read-overlap note client @bad", "ddp/wrong-position error client @4"},
		},
		{
			name:  "adjacent",
			trace: "est; C>CALL 1 v3 WRITE count=4096 rd=(140,4096,h)(4236,4096,k); S>READ h; C>RRESP; S>READ k; C>RRESP; S>REPLY 1; exchange", want: []string{"ddp/wrong-position error client @4"},
		},
		{
			name:  "a Position Zero chunk holds the payload",
			trace: "est; C>NOMSG 1 v3 WRITE count=4096 rd=(0,140,h)(140,4096,k); S>READ h; C>RRESP; S>READ k; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "segments of one chunk",
			trace: "est; C>CALL 1 v3 WRITE count=4096 rd=(140,2048,h)(140,2048,k); S>READ h; C>RRESP; S>READ k; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "cut behind the Read list",
			trace: "est; snap=120 bad: C>CALL 1 v3 WRITE count=4096 rd=(140,4096,h)(200,4096,k); S>REPLY 1; exchange",
			want:  []string{"chunk/read-overlap note client @bad WHOLE"},
		},
	})
}
