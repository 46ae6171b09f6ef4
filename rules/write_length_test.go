package rules

import "testing"

func TestWriteLength(t *testing.T) {
	const found = "write/length error server @bad"
	runTraces(t, writeLength, []traceTest{
		{
			name:  "longer than the data",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; bad: S>REPLY 1 count=1000 wr=(h,4096); exchange",
			want:  []string{found},
		},
		{
			name:  "shorter than the data",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 1000; bad: S>REPLY 1 count=4096 wr=(h,1000); exchange",
			want:  []string{found},
		},
		{
			name:  "in a COMPOUND",
			trace: "est; C>CALL 1 v4 [PUTFH READ(4096) GETATTR] wr=(h,4096); S>WRITE h 0 4096; bad: S>REPLY 1 [PUTFH READ(100) GETATTR] wr=(h,4096); exchange",
			want:  []string{found},
		},
		{
			name:  "none, and no data in the payload",
			trace: "est; C>CALL 1 v4 [PUTFH READ(500) GETATTR] wr=(h,500); S>WRITE h 0 100; bad: S>REPLY 1 [PUTFH READ(100) GETATTR] reduced wr=(h,0); exchange",
			want:  []string{found},
		},
		{
			name:  "none, and no data in a payload that was not captured whole",
			trace: "est; C>CALL 1 v4 [PUTFH READ(500) GETATTR] wr=(h,500); S>WRITE h 0 100; snap=200 S>REPLY 1 [PUTFH READ(100) GETATTR] reduced wr=(h,0); exchange",
		},
		{
			name:  "none, and a payload that makes no sense without the data either",
			trace: "est; C>CALL 1 v3 READ count=500 wr=(h,500); S>REPLY 1 count=100 reduced wr=(h,0) trail=8; exchange",
		},
		{
			name:  "to a Long Call",
			trace: "est; C>NOMSG 1 v3 READ count=4096 rd=(0,120,h) wr=(k,4096); S>READ h; C>RRESP; S>WRITE k 0 4096; bad: S>REPLY 1 count=1000 wr=(k,4096); exchange",
			want:  []string{found},
		},
		{
			name:  "of a READLINK",
			trace: "est; C>CALL 1 v3 READLINK wr=(h,1024); S>WRITE h 0 20; bad: S>REPLY 1 count=16 wr=(h,20); exchange",
			want:  []string{found},
		},
		{
			name:  "a READ that failed",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; bad: S>REPLY 1 IO wr=(h,4096); exchange",
			want:  []string{found},
		},
		{
			name:  "a chunk without a READ",
			trace: "est; two: C>CALL 1 v4 [PUTFH READ(100)] wr=(h,100) wr=(k,100); S>WRITE h 0 100; S>WRITE k 0 50; bad: S>REPLY 1 [PUTFH READ(100)] wr=(h,100) wr=(k,50); exchange",
			want:  []string{"nfs/chunk-complexity warning client @two", "write/count note client @two", found},
		},
		{
			name:  "the second of two",
			trace: "est; two: C>CALL 1 v4 [PUTFH READ(100) READ(200)] wr=(h,100) wr=(k,200); S>WRITE h 0 100; S>WRITE k 0 150; bad: S>REPLY 1 [PUTFH READ(100) READ(200)] wr=(h,100) wr=(k,150); exchange",
			want:  []string{"nfs/chunk-complexity warning client @two", found},
		},
		{
			name:  "exchanged",
			trace: "est; two: C>CALL 1 v4 [PUTFH READ(100) READ(200)] wr=(h,200) wr=(k,200); S>WRITE h 0 200; S>WRITE k 0 100; bad: S>REPLY 1 [PUTFH READ(100) READ(200)] wr=(h,200) wr=(k,100); exchange",
			want:  []string{"nfs/chunk-complexity warning client @two", "write/order error server @bad"},
		},
		{
			name:  "with the pad",
			trace: "est; C>CALL 1 v3 READ count=4094 wr=(h,4096); S>WRITE h 0 4096; bad: S>REPLY 1 count=4094 wr=(h,4096); exchange",
			want:  []string{"write/pad-written error server @bad"},
		},
		{
			name:  "as long as the data",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 1000; S>REPLY 1 count=1000 wr=(h,1000); exchange",
		},
		{
			name:  "nothing was read",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>REPLY 1 count=0 wr=(h,0); exchange",
		},
		{
			name:  "nothing was read, the next uses its chunk or has its own",
			trace: "est; two: C>CALL 1 v4 [PUTFH READ(100) READ(100)] wr=(h,100) wr=(k,100); S>WRITE h 0 100; S>REPLY 1 [PUTFH READ(0) READ(100)] wr=(h,100) wr=(k,0); three: C>CALL 2 v4 [PUTFH READ(100) READ(100)] wr=(h,100) wr=(k,100); S>WRITE k 0 100; S>REPLY 2 [PUTFH READ(0) READ(100)] wr=(h,0) wr=(k,100); exchange",
			want:  []string{"nfs/chunk-complexity warning client @two", "nfs/chunk-complexity warning client @three"},
		},
		{
			name:  "nothing was read, and both readings fail",
			trace: "est; two: C>CALL 1 v4 [PUTFH READ(100) READ(100)] wr=(h,100) wr=(k,100); S>WRITE h 0 100; S>WRITE k 0 100; bad: S>REPLY 1 [PUTFH READ(0) READ(100)] wr=(h,50) wr=(k,100); exchange",
			want:  []string{"nfs/chunk-complexity warning client @two", found},
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 3; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; bad: S>REPLY 1 count=1000 wr=(h,4096); exchange",
			want:  []string{found + " START"},
		},
		{
			name:  "nothing more of the client",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; bad: S>REPLY 1 count=1000 wr=(h,4096)",
			want:  []string{found + " SEQ-C"},
		},
		{
			name:  "the rest of the results not captured",
			trace: "est; C>CALL 1 v4 [PUTFH READ(4096) GETATTR] wr=(h,4096); S>WRITE h 0 4096; bad: snap=180 S>REPLY 1 [PUTFH READ(100) GETATTR] wr=(h,4096); exchange",
			want:  []string{found},
		},
	})
}
