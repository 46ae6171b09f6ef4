package rules

import "testing"

func TestNFSChunkComplexity(t *testing.T) {
	const found = "nfs/chunk-complexity warning client @bad"
	runTraces(t, nfsChunkComplexity, []traceTest{
		{
			name:  "two Write chunks",
			trace: "est; bad: C>CALL 1 v4 [PUTFH READ(100) READ(100)] wr=(h,100) wr=(k,100); S>WRITE h 0 100; S>WRITE k 0 100; S>REPLY 1 wr=(h,100) wr=(k,100); exchange",
			want:  []string{found},
		},
		{
			name:  "two Read chunks",
			trace: "est; bad: C>CALL 1 v4 [PUTFH WRITE(100) WRITE(100)] rd=(p,100,h)(p2,100,k); S>READ h; C>RRESP; S>READ k; C>RRESP; S>REPLY 1; exchange",
			want:  []string{found},
		},
		{
			name:  "seventeen segments to write",
			trace: "est; bad: C>CALL 1 v4 [PUTFH READ(4096)] wr=(h0,256)(h1,256)(h2,256)(h3,256)(h4,256)(h5,256)(h6,256)(h7,256)(h8,256)(h9,256)(h10,256)(h11,256)(h12,256)(h13,256)(h14,256)(h15,256)(h16,256); S>REPLY 1 [PUTFH READ(0)] wr=(h0,0)(h1,0)(h2,0)(h3,0)(h4,0)(h5,0)(h6,0)(h7,0)(h8,0)(h9,0)(h10,0)(h11,0)(h12,0)(h13,0)(h14,0)(h15,0)(h16,0); exchange",
			want:  []string{found},
		},
		{
			name:  "seventeen segments of a Reply chunk",
			trace: "est; bad: C>CALL 1 v4 [PUTFH READDIR(4000)] rc=(h0,256)(h1,256)(h2,256)(h3,256)(h4,256)(h5,256)(h6,256)(h7,256)(h8,256)(h9,256)(h10,256)(h11,256)(h12,256)(h13,256)(h14,256)(h15,256)(h16,256); S>REPLY 1 rc=(h0,0)(h1,0)(h2,0)(h3,0)(h4,0)(h5,0)(h6,0)(h7,0)(h8,0)(h9,0)(h10,0)(h11,0)(h12,0)(h13,0)(h14,0)(h15,0)(h16,0); exchange",
			want:  []string{found},
		},
		{
			name:  "a seventeenth for the pad",
			trace: "est; C>CALL 1 v4 [PUTFH READ(4094)] wr=(h0,256)(h1,256)(h2,256)(h3,256)(h4,256)(h5,256)(h6,256)(h7,256)(h8,256)(h9,256)(h10,256)(h11,256)(h12,256)(h13,256)(h14,256)(h15,256)(pad,4); S>REPLY 1 [PUTFH READ(0)] wr=(h0,0)(h1,0)(h2,0)(h3,0)(h4,0)(h5,0)(h6,0)(h7,0)(h8,0)(h9,0)(h10,0)(h11,0)(h12,0)(h13,0)(h14,0)(h15,0)(pad,0); exchange",
		},
		{
			name:  "sixteen segments",
			trace: "est; C>CALL 1 v4 [PUTFH READ(4096)] wr=(h0,256)(h1,256)(h2,256)(h3,256)(h4,256)(h5,256)(h6,256)(h7,256)(h8,256)(h9,256)(h10,256)(h11,256)(h12,256)(h13,256)(h14,256)(h15,256); S>REPLY 1 [PUTFH READ(0)] wr=(h0,0)(h1,0)(h2,0)(h3,0)(h4,0)(h5,0)(h6,0)(h7,0)(h8,0)(h9,0)(h10,0)(h11,0)(h12,0)(h13,0)(h14,0)(h15,0); exchange",
		},
		{
			name:  "a Long Call and one chunk",
			trace: "est; C>NOMSG 1 v4 [PUTFH WRITE(64)] rd=(0,200,h)(p,64,k); S>READ h; C>RRESP; S>READ k; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "NFSv3 has no such limits",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h0,256)(h1,256)(h2,256)(h3,256)(h4,256)(h5,256)(h6,256)(h7,256)(h8,256)(h9,256)(h10,256)(h11,256)(h12,256)(h13,256)(h14,256)(h15,256)(h16,256); S>REPLY 1 count=0 wr=(h0,0)(h1,0)(h2,0)(h3,0)(h4,0)(h5,0)(h6,0)(h7,0)(h8,0)(h9,0)(h10,0)(h11,0)(h12,0)(h13,0)(h14,0)(h15,0)(h16,0); exchange",
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 3; bad: C>CALL 1 v4 [PUTFH READ(100) READ(100)] wr=(h,100) wr=(k,100); S>WRITE h 0 100; S>WRITE k 0 100; S>REPLY 1 wr=(h,100) wr=(k,100); exchange",
			want:  []string{found},
		},
	})
}
