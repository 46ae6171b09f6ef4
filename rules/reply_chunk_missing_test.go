package rules

import "testing"

func TestReplyChunkMissing(t *testing.T) {
	const found = "reply/chunk-missing warning client @bad"
	runTraces(t, replyChunkMissing, []traceTest{
		{
			name:  "READ, refused",
			trace: "est; bad: C>CALL 1 v3 READ count=65536; err: S>ERR 1 CHUNK; exchange",
			want:  []string{found, "err/chunk-seen note none @err"},
		},
		{
			name:  "READ, and the file was short",
			trace: "est; bad: C>CALL 1 v3 READ count=65536; S>REPLY 1 count=100; exchange",
			want:  []string{found},
		},
		{
			name:  "READ of NFSv2",
			trace: "est[R1 1K/1K | R0 1K/1K]; bad: C>CALL 1 v2 READ count=8192; S>REPLY 1 count=100; exchange",
			want:  []string{found},
		},
		{
			name:  "READ in a COMPOUND",
			trace: "est; bad: C>CALL 1 v4 [PUTFH READ(4096)]; S>REPLY 1 [PUTFH READ(100)]; exchange",
			want:  []string{found},
		},
		{
			name:  "two READs that are too much together",
			trace: "est; bad: C>CALL 1 v4 [PUTFH READ(3000) READ(3000)] wr=(h,3000) wr=(empty); S>WRITE h 0 100; S>REPLY 1 [PUTFH READ(100) READ(0)] wr=(h,100) wr=(empty); worse: C>CALL 2 v4 [PUTFH READ(3000) READ(3000)]; S>REPLY 2 [PUTFH READ(100) READ(100)]; exchange",
			want:  []string{"nfs/chunk-complexity warning client @bad", "reply/chunk-missing warning client @worse"},
		},
		{
			name:  "READDIR",
			trace: "est; bad: C>CALL 1 v3 READDIR count=8192; S>REPLY 1; exchange",
			want:  []string{found},
		},
		{
			name:  "READDIRPLUS",
			trace: "est; bad: C>CALL 1 v3 READDIRPLUS count=8192; S>REPLY 1; exchange",
			want:  []string{found},
		},
		{
			name:  "READDIR in a COMPOUND",
			trace: "est; bad: C>CALL 1 v4 [PUTFH READDIR(8192)]; S>REPLY 1; exchange",
			want:  []string{found},
		},
		{
			name:  "by a word",
			trace: "est; bad: C>CALL 1 v3 READ count=4028; S>REPLY 1 count=100; exchange",
			want:  []string{found},
		},
		{
			name:  "just fits",
			trace: "est; C>CALL 1 v3 READ count=4024; S>REPLY 1 count=100; exchange",
		},
		{
			name:  "a Reply chunk",
			trace: "est; C>CALL 1 v3 READ count=65536 rc=(k,66000); S>REPLY 1 count=100 rc=(k,0); exchange",
		},
		{
			name:  "a Write chunk",
			trace: "est; C>CALL 1 v3 READ count=65536 wr=(h,65536); S>WRITE h 0 100; S>REPLY 1 count=100 wr=(h,100); exchange",
		},
		{
			name:  "an empty Write chunk",
			trace: "est; bad: C>CALL 1 v3 READ count=65536 wr=(empty); S>REPLY 1 count=100 wr=(empty); exchange",
			want:  []string{found},
		},
		{
			name:  "the default threshold",
			trace: "est[none | none]; bad: C>CALL 1 v3 READ count=2000; S>REPLY 1 count=100; exchange",
			want:  []string{found},
		},
		{
			name:  "the threshold is not known",
			trace: "drop est; exchange 3; C>CALL 1 v3 READ count=65536; S>REPLY 1 count=100; exchange",
		},
		{
			name:  "RPCSEC_GSS privacy",
			trace: "est; C>CALL 1 v3 READ count=65536 gss service=3; S>REPLY 1 count=100; exchange",
		},
		{
			name:  "RPCSEC_GSS integrity",
			trace: "est; bad: C>CALL 1 v3 READ count=65536 gss service=2; S>REPLY 1 count=100; exchange",
			want:  []string{found},
		},
		{
			name:  "RPCSEC_GSS integrity, and a Write chunk that may not be used",
			trace: "est; bad: C>CALL 1 v3 READ count=65536 gss service=2 wr=(h,65536); err: S>ERR 1 CHUNK; exchange",
			want:  []string{found, "err/chunk-seen note none @err"},
		},
	})
}
