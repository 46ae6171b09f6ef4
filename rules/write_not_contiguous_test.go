package rules

import "testing"

func TestWriteNotContiguous(t *testing.T) {
	runTraces(t, writeNotContiguous, []traceTest{
		{
			name:  "second segment used, first one not full",
			trace: "est; C>CALL 1 v3 READ count=8192 wr=(h,4096)(k,4096); S>WRITE h 0 1000; S>WRITE k 0 500; bad: S>REPLY 1 count=1500 wr=(h,1000)(k,500); exchange",
			want:  []string{"write/not-contiguous error server @bad"},
		},
		{
			name:  "only the third segment used",
			trace: "est; C>CALL 1 v3 READ count=300 wr=(h,100)(k,100)(i,100); S>WRITE i 0 100; bad: S>REPLY 1 count=100 wr=(h,0)(k,0)(i,100); exchange",
			want:  []string{"write/not-contiguous error server @bad"},
		},
		{
			name:  "second chunk",
			trace: "est; C>CALL 1 v4 [PUTFH READ(100) READ(200)] wr=(h,100) wr=(k,100)(i,100); S>WRITE h 0 100; S>WRITE k 0 50; S>WRITE i 0 50; bad: S>REPLY 1 [PUTFH READ(100) READ(100)] wr=(h,100) wr=(k,50)(i,50); exchange",
			want:  []string{"nfs/chunk-complexity warning client @4", "write/not-contiguous error server @bad"},
		},
		{
			name:  "Reply chunk",
			trace: "est; C>CALL 1 v3 READDIR rc=(h,4096)(k,4096); S>WRITE h 0 1000; S>WRITE k 0 500; bad: S>NOMSG 1 rc=(h,1000)(k,500); exchange",
			want:  []string{"write/not-contiguous error server @bad"},
		},
		{
			name:  "first segment full",
			trace: "est; C>CALL 1 v3 READ count=8192 wr=(h,4096)(k,4096); S>WRITE h 0 4096; S>WRITE k 0 500; S>REPLY 1 count=4596 wr=(h,4096)(k,500); exchange",
		},
		{
			name:  "trailing segments empty",
			trace: "est; C>CALL 1 v3 READ count=8192 wr=(h,4096)(k,4096); S>WRITE h 0 500; S>REPLY 1 count=500 wr=(h,500)(k,0); exchange",
		},
		{
			name:  "written in another order",
			trace: "est; C>CALL 1 v3 READ count=8192 wr=(h,4096)(k,4096); S>WRITE k 0 500; S>WRITE h 2048 2048; S>WRITE h 0 2048; S>REPLY 1 count=4596 wr=(h,4096)(k,500); exchange",
		},
		{
			name:  "one chunk unused, the next full",
			trace: "est; C>CALL 1 v4 [PUTFH READ(100) READ(200)] wr=(h,50)(g,50) wr=(k,100)(i,100); S>WRITE k 0 100; S>WRITE i 0 100; S>REPLY 1 [PUTFH READ(0) READ(200)] wr=(h,0)(g,0) wr=(k,100)(i,100); exchange", want: []string{"nfs/chunk-complexity warning client @4"},
		},
		{
			name:  "capture begins inside the connection",
			trace: "drop est; exchange 3; C>CALL 1 v3 READ count=8192 wr=(h,4096)(k,4096); S>WRITE h 0 1000; S>WRITE k 0 500; bad: S>REPLY 1 count=1500 wr=(h,1000)(k,500); exchange",
			want:  []string{"write/not-contiguous error server @bad START"},
		},
		{
			name:  "a packet of the client is missing",
			trace: "est; exchange; drop C>CALL 2; C>CALL 1 v3 READ count=8192 wr=(h,4096)(k,4096); S>WRITE h 0 1000; S>WRITE k 0 500; bad: S>REPLY 1 count=1500 wr=(h,1000)(k,500); exchange",
			want:  []string{"write/not-contiguous error server @bad SEQ-C"},
		},
		{
			name:  "the Call is missing",
			trace: "est; exchange; drop C>CALL 1 v3 READ count=8192 wr=(h,4096)(k,4096); drop S>WRITE h 0 1000; drop S>WRITE k 0 500; bad: S>REPLY 1 count=1500 wr=(h,1000)(k,500); exchange",
			want:  []string{"xid/reply-unknown error server @bad SEQ-C"},
		},
	})
}
