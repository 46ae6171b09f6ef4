package rules

import "testing"

func TestChunkReadOrder(t *testing.T) {
	runTraces(t, chunkReadOrder, []traceTest{
		{
			name:  "scattered",
			trace: "est; bad: C>CALL 1 v4 [PUTFH WRITE(4096) WRITE(4096)] rd=(p2,2048,h)(p,4096,k)(p2,2048,i); S>REPLY 1; exchange",
			want:  []string{"chunk/read-order note client @bad", "nfs/chunk-complexity warning client @4"},
		},
		{
			name:  "descending",
			trace: "est; bad: C>CALL 1 v4 [PUTFH WRITE(4096) WRITE(4096)] rd=(p2,4096,h)(p,4096,k); S>REPLY 1; exchange",
			want:  []string{"chunk/read-order note client @bad", "nfs/chunk-complexity warning client @4"},
		},
		{
			name:  "grouped and ascending",
			trace: "est; C>CALL 1 v4 [PUTFH WRITE(4096) WRITE(4096)] rd=(p,2048,h)(p,2048,k)(p2,4096,i); S>REPLY 1; exchange", want: []string{"nfs/chunk-complexity warning client @4"},
		},
		{
			name:  "capture begins inside the connection",
			trace: "drop est; exchange 3; bad: C>CALL 1 v4 [PUTFH WRITE(4096) WRITE(4096)] rd=(p2,4096,h)(p,4096,k); S>REPLY 1; exchange",
			want:  []string{"chunk/read-order note client @bad", "nfs/chunk-complexity warning client @13"},
		},
		{
			name:  "cut behind the Read list",
			trace: "est; snap=120 bad: C>CALL 1 v4 [PUTFH WRITE(4096) WRITE(4096)] rd=(p2,4096,h)(p,4096,k); S>REPLY 1; exchange",
			want:  []string{"chunk/read-order note client @bad WHOLE"},
		},
	})
}
