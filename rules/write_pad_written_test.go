package rules

import "testing"

func TestWritePadWritten(t *testing.T) {
	const found = "write/pad-written error server @bad"
	runTraces(t, writePadWritten, []traceTest{
		{
			name:  "of a READ",
			trace: "est; C>CALL 1 v3 READ count=4094 wr=(h,4096); S>WRITE h 0 4096; bad: S>REPLY 1 count=4094 wr=(h,4096); exchange",
			want:  []string{found},
		},
		{
			name:  "of a READLINK",
			trace: "est; C>CALL 1 v3 READLINK wr=(h,1024); S>WRITE h 0 16; bad: S>REPLY 1 count=15 wr=(h,16); exchange",
			want:  []string{found},
		},
		{
			name:  "of a READ in a COMPOUND",
			trace: "est; C>CALL 1 v4 [PUTFH READ(4094) GETATTR] wr=(h,4096); S>WRITE h 0 4096; bad: S>REPLY 1 [PUTFH READ(4094) GETATTR] wr=(h,4096); exchange",
			want:  []string{found},
		},
		{
			name:  "in the second chunk",
			trace: "est; two: C>CALL 1 v4 [PUTFH READ(100) READ(98)] wr=(h,100) wr=(k,100); S>WRITE h 0 100; S>WRITE k 0 100; bad: S>REPLY 1 [PUTFH READ(100) READ(98)] wr=(h,100) wr=(k,100); exchange",
			want:  []string{"nfs/chunk-complexity warning client @two", found},
		},
		{
			name:  "in a pad segment",
			trace: "est; C>CALL 1 v3 READ count=4094 wr=(h,4094)(pad,4); S>WRITE h 0 4094; S>WRITE pad 0 2; bad: S>REPLY 1 count=4094 wr=(h,4094)(pad,2); exchange",
			want:  []string{found},
		},
		{
			name:  "no pad needed",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 count=4096 wr=(h,4096); exchange",
		},
		{
			name:  "left out",
			trace: "est; C>CALL 1 v3 READ count=4094 wr=(h,4094)(pad,4); S>WRITE h 0 4094; S>REPLY 1 count=4094 wr=(h,4094)(pad,0); exchange",
		},
		{
			name:  "written, but not returned",
			trace: "est; C>CALL 1 v3 READ count=4094 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 count=4094 wr=(h,4094); exchange",
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 3; C>CALL 1 v3 READ count=4094 wr=(h,4096); S>WRITE h 0 4096; bad: S>REPLY 1 count=4094 wr=(h,4096); exchange",
			want:  []string{found + " START"},
		},
		{
			name:  "a packet of the client is missing",
			trace: "est; exchange; drop C>CALL 7; lost: S>REPLY 7; C>CALL 1 v3 READ count=4094 wr=(h,4096); S>WRITE h 0 4096; bad: S>REPLY 1 count=4094 wr=(h,4096); exchange",
			want:  []string{"xid/reply-unknown error server @lost SEQ-C", found + " SEQ-C"},
		},
		{
			name:  "nothing more of the client",
			trace: "est; C>CALL 1 v3 READ count=4094 wr=(h,4096); S>WRITE h 0 4096; bad: S>REPLY 1 count=4094 wr=(h,4096)",
			want:  []string{found + " SEQ-C"},
		},
		{
			name:  "results not captured",
			trace: "est; C>CALL 1 v3 READ count=4094 wr=(h,4096); S>WRITE h 0 4096; snap=140 S>REPLY 1 count=4094 wr=(h,4096); exchange",
		},
		{
			name:  "arguments not captured",
			trace: "est; snap=200 C>CALL 1 v4 [PUTFH READ(4094)] wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 [PUTFH READ(4094)] wr=(h,4096); exchange",
		},
	})
}
