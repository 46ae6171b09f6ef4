package rules

import "testing"

func TestWriteTooSmall(t *testing.T) {
	const found = "write/too-small warning client @bad"
	runTraces(t, writeTooSmall, []traceTest{
		{
			name:  "half as long",
			trace: "est; bad: C>CALL 1 v3 READ count=8192 wr=(h,4096); err: S>ERR 1 CHUNK; exchange",
			want:  []string{found, "err/chunk-seen note none @err"},
		},
		{
			name:  "by one byte",
			trace: "est; bad: C>CALL 1 v3 READ count=4097 wr=(h,4000)(k,96); S>WRITE h 0 1000; S>REPLY 1 count=1000 wr=(h,1000)(k,0); exchange",
			want:  []string{found},
		},
		{
			name:  "the second of two",
			trace: "est; bad: C>CALL 1 v4 [PUTFH READ(100) READ(200)] wr=(h,100) wr=(k,199); S>WRITE h 0 100; S>WRITE k 0 1; S>REPLY 1 [PUTFH READ(100) READ(1)] wr=(h,100) wr=(k,1); exchange",
			want:  []string{"nfs/chunk-complexity warning client @bad", found},
		},
		{
			name:  "just long enough",
			trace: "est; C>CALL 1 v3 READ count=4097 wr=(h,4000)(k,97); S>WRITE h 0 1000; S>REPLY 1 count=1000 wr=(h,1000)(k,0); exchange",
		},
		{
			name:  "READLINK tells no length",
			trace: "est; C>CALL 1 v3 READLINK wr=(h,16); S>WRITE h 0 16; S>REPLY 1 count=16 wr=(h,16); exchange",
		},
		{
			name:  "an empty chunk asks for the data inline",
			trace: "est; C>CALL 1 v3 READ count=100 wr=(empty); S>REPLY 1 count=100 wr=(empty); exchange",
		},
		{
			name:  "no chunk for the second",
			trace: "est; C>CALL 1 v4 [PUTFH READ(100) READ(100)] wr=(h,100); S>WRITE h 0 100; S>REPLY 1 payload=00000001000000010000000000000000000000000000000000000000000000000000000300000016000000000000001900000000000000010000006400000019000000000000000100000000 wr=(h,100); exchange",
		},
		{
			name:  "nothing to write to",
			trace: "est; bad: C>CALL 1 v3 GETATTR wr=(h,1); S>REPLY 1 wr=(h,0); exchange",
			want:  []string{"write/offered-ineligible warning client @bad"},
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 3; bad: C>CALL 1 v3 READ count=8192 wr=(h,4096); err: S>ERR 1 CHUNK; exchange",
			want:  []string{found, "err/chunk-seen note none @err"},
		},
		{
			name:  "arguments not captured",
			trace: "est; snap=200 C>CALL 1 v3 READ count=8192 wr=(h,4096); err: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @err"},
		},
	})
}
