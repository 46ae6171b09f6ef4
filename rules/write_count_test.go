package rules

import "testing"

func TestWriteCount(t *testing.T) {
	const found = "write/count note client @bad"
	runTraces(t, writeCount, []traceTest{
		{
			name:  "two for one READ of a COMPOUND",
			trace: "est; bad: C>CALL 1 v4 [PUTFH READ(100)] wr=(h,100) wr=(k,100); S>WRITE h 0 100; S>REPLY 1 [PUTFH READ(100)] wr=(h,100) wr=(k,0); exchange",
			want:  []string{"nfs/chunk-complexity warning client @bad", found},
		},
		{
			name:  "two for a READ",
			trace: "est; bad: C>CALL 1 v3 READ count=100 wr=(h,100) wr=(k,100); S>WRITE h 0 100; S>REPLY 1 count=100 wr=(h,100) wr=(k,0); exchange",
			want:  []string{found},
		},
		{
			name:  "two for two",
			trace: "est; bad: C>CALL 1 v4 [PUTFH READ(100) READ(100)] wr=(h,100) wr=(k,100); S>WRITE h 0 100; S>WRITE k 0 100; S>REPLY 1 wr=(h,100) wr=(k,100); exchange",
			want:  []string{"nfs/chunk-complexity warning client @bad"},
		},
		{
			name:  "one for two",
			trace: "est; C>CALL 1 v4 [PUTFH READ(100) READ(100)] wr=(h,100); S>WRITE h 0 100; S>REPLY 1 payload=00000001000000010000000000000000000000000000000000000000000000000000000300000016000000000000001900000000000000010000006400000019000000000000000100000000 wr=(h,100); exchange",
		},
		{
			name:  "one for none",
			trace: "est; bad: C>CALL 1 v3 GETATTR wr=(h,4096); S>REPLY 1 wr=(h,0); exchange",
			want:  []string{"write/offered-ineligible warning client @bad"},
		},
		{
			name:  "an operation that is not known may be another one",
			trace: "est; bad: C>CALL 1 v4 [PUTFH READ(100) READ_PLUS] wr=(h,100) wr=(k,100); S>WRITE h 0 100; S>REPLY 1 [PUTFH READ(100)] wr=(h,100) wr=(k,0); exchange",
			want:  []string{"nfs/chunk-complexity warning client @bad"},
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 3; bad: C>CALL 1 v3 READ count=100 wr=(h,100) wr=(k,100); S>WRITE h 0 100; S>REPLY 1 count=100 wr=(h,100) wr=(k,0); exchange",
			want:  []string{found},
		},
	})
}
