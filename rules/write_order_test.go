package rules

import "testing"

func TestWriteOrder(t *testing.T) {
	const found = "write/order error server @bad"
	runTraces(t, writeOrder, []traceTest{
		{
			name:  "exchanged",
			trace: "est; two: C>CALL 1 v4 [PUTFH READ(100) READ(200)] wr=(h,200) wr=(k,200); S>WRITE h 0 200; S>WRITE k 0 100; bad: S>REPLY 1 [PUTFH READ(100) READ(200)] wr=(h,200) wr=(k,100); exchange",
			want:  []string{"nfs/chunk-complexity warning client @two", found},
		},
		{
			name:  "three of them turned",
			trace: "est; two: C>CALL 1 v4 [PUTFH READ(100) READ(200) READ(300)] wr=(h,300) wr=(k,300) wr=(i,300); S>WRITE h 0 300; S>WRITE k 0 100; S>WRITE i 0 200; bad: S>REPLY 1 [PUTFH READ(100) READ(200) READ(300)] wr=(h,300) wr=(k,100) wr=(i,200); exchange",
			want:  []string{"nfs/chunk-complexity warning client @two", found},
		},
		{
			name:  "a chunk too far",
			trace: "est; two: C>CALL 1 v4 [PUTFH READ(500) READ(500) GETATTR] wr=(h,500) wr=(k,500) wr=(i,500); S>WRITE k 0 100; S>WRITE i 0 200; bad: S>REPLY 1 [PUTFH READ(100) READ(200) GETATTR] reduced wr=(h,0) wr=(k,100) wr=(i,200); exchange",
			want:  []string{"nfs/chunk-complexity warning client @two", "write/count note client @two", found},
		},
		{
			name:  "a chunk too far, behind a READ of no bytes",
			trace: "est; two: C>CALL 1 v4 [PUTFH READ(500) READ(500) GETATTR] wr=(h,500) wr=(k,500) wr=(i,500); S>WRITE i 0 200; bad: S>REPLY 1 [PUTFH READ(0) READ(200) GETATTR] reduced wr=(h,0) wr=(k,0) wr=(i,200); exchange",
			want:  []string{"nfs/chunk-complexity warning client @two", "write/count note client @two", found},
		},
		{
			name:  "a READ of no bytes leaves its chunk to the next",
			trace: "est; two: C>CALL 1 v4 [PUTFH READ(500) READ(500) GETATTR] wr=(h,500) wr=(k,500); S>WRITE h 0 200; S>REPLY 1 [PUTFH READ(0) READ(200) GETATTR] wr=(h,200) wr=(k,0); exchange",
			want:  []string{"nfs/chunk-complexity warning client @two"},
		},
		{
			name:  "a READ of no bytes keeps its chunk",
			trace: "est; two: C>CALL 1 v4 [PUTFH READ(500) READ(500) GETATTR] wr=(h,500) wr=(k,500); S>WRITE k 0 200; S>REPLY 1 [PUTFH READ(0) READ(200) GETATTR] wr=(h,0) wr=(k,200); exchange",
			want:  []string{"nfs/chunk-complexity warning client @two"},
		},
		{
			name:  "in order",
			trace: "est; two: C>CALL 1 v4 [PUTFH READ(100) READ(200)] wr=(h,100) wr=(k,200); S>WRITE h 0 100; S>WRITE k 0 200; S>REPLY 1 [PUTFH READ(100) READ(200)] wr=(h,100) wr=(k,200); exchange",
			want:  []string{"nfs/chunk-complexity warning client @two"},
		},
		{
			name:  "of equal length",
			trace: "est; two: C>CALL 1 v4 [PUTFH READ(100) READ(100)] wr=(h,100) wr=(k,100); S>WRITE h 0 100; S>WRITE k 0 100; S>REPLY 1 [PUTFH READ(100) READ(100)] wr=(h,100) wr=(k,100); exchange",
			want:  []string{"nfs/chunk-complexity warning client @two"},
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 3; two: C>CALL 1 v4 [PUTFH READ(100) READ(200)] wr=(h,200) wr=(k,200); S>WRITE h 0 200; S>WRITE k 0 100; bad: S>REPLY 1 [PUTFH READ(100) READ(200)] wr=(h,200) wr=(k,100); exchange",
			want:  []string{"nfs/chunk-complexity warning client @two", found + " START"},
		},
		{
			name:  "nothing more of the client",
			trace: "est; two: C>CALL 1 v4 [PUTFH READ(100) READ(200)] wr=(h,200) wr=(k,200); S>WRITE h 0 200; S>WRITE k 0 100; bad: S>REPLY 1 [PUTFH READ(100) READ(200)] wr=(h,200) wr=(k,100)",
			want:  []string{"nfs/chunk-complexity warning client @two", found + " SEQ-C"},
		},
	})
}
