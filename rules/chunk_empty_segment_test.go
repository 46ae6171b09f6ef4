package rules

import "testing"

func TestChunkEmptySegment(t *testing.T) {
	runTraces(t, chunkEmptySegment, []traceTest{
		{
			name:  "in a Write chunk",
			trace: "est; bad: C>CALL 1 v3 READ count=4096 wr=(h,0); S>REPLY 1 wr=(h,0); exchange",
			want:  []string{"chunk/empty-segment note client @bad", "write/too-small warning client @4"},
		},
		{
			name:  "second segment of a second Write chunk",
			trace: "est; bad: C>CALL 1 v4 [PUTFH READ(100) READ(100)] wr=(h,100) wr=(k,100)(i,0); S>WRITE h 0 100; S>WRITE k 0 100; S>REPLY 1 wr=(h,100) wr=(k,100)(i,0); exchange",
			want:  []string{"chunk/empty-segment note client @bad", "nfs/chunk-complexity warning client @4"},
		},
		{
			name:  "in the Read list",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4096 rd=(p,4096,h)(p,0,k); S>READ h; C>RRESP; S>REPLY 1; exchange",
			want:  []string{"chunk/empty-segment note client @bad"},
		},
		{
			name:  "in the Reply chunk",
			trace: "est; bad: C>CALL 1 v3 READDIR rc=(h,8192)(k,0); S>WRITE h 0 4000; S>NOMSG 1 rc=(h,4000)(k,0); exchange",
			want:  []string{"chunk/empty-segment note client @bad"},
		},
		{
			name:  "unused segments of a Reply",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096)(k,4); S>WRITE h 0 1000; S>REPLY 1 count=1000 wr=(h,1000)(k,0); exchange",
		},
		{
			name:  "a chunk without segments",
			trace: "est; C>CALL 1 v3 READ count=1000 wr=(empty); S>REPLY 1 wr=(empty); exchange",
		},
		{
			name:  "capture begins inside the connection",
			trace: "drop est; exchange 3; bad: C>CALL 1 v3 READ count=4096 wr=(h,0); S>REPLY 1 wr=(h,0); exchange",
			want:  []string{"chunk/empty-segment note client @bad", "write/too-small warning client @13"},
		},
		{
			name:  "cut behind the Write list",
			trace: "est; snap=104 bad: C>CALL 1 v3 READ count=4096 wr=(h,0); S>REPLY 1 wr=(h,0); exchange",
			want:  []string{"chunk/empty-segment note client @bad WHOLE"},
		},
	})
}
