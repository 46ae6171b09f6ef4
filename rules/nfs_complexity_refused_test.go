package rules

import "testing"

func TestNFSComplexityRefused(t *testing.T) {
	const found = "nfs/complexity-refused warning server @bad"
	runTraces(t, nfsComplexityRefused, []traceTest{
		{
			name:  "WRITE",
			trace: "est; C>CALL 1 v4 [SEQUENCE PUTFH WRITE(8192)] rd=(p,4096,h)(p,4096,k); bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @bad", found},
		},
		{
			name:  "READ",
			trace: "est; C>CALL 1 v4 [SEQUENCE PUTFH READ(8192)] wr=(h,8192); bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @bad", found},
		},
		{
			name:  "attributes of limited length",
			trace: "est; C>CALL 1 v4 [SEQUENCE PUTFH GETATTR]; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @bad", found},
		},
		{
			name:  "room in the Reply chunk",
			trace: "est[R1 1K/1K | R0 1K/1K]; C>CALL 1 v4 [PUTFH READ(2000)] rc=(k,4096); bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @bad", found},
		},
		{
			name:  "a Reply that may be too long",
			trace: "est[R1 1K/1K | R0 1K/1K]; C>CALL 1 v4 [PUTFH READ(600)]; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @bad"},
		},
		{
			name:  "just fits",
			trace: "est[R1 2K/2K | R0 2K/2K]; C>CALL 1 v4 [PUTFH READ(1560)]; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @bad", found},
		},
		{
			name:  "may be a word too long",
			trace: "est[R1 2K/2K | R0 2K/2K]; C>CALL 1 v4 [PUTFH READ(1564)]; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @bad"},
		},
		{
			name:  "a Reply chunk that may be too small",
			trace: "est[R1 1K/1K | R0 1K/1K]; C>CALL 1 v4 [PUTFH READ(2000)] rc=(k,2100); bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @bad"},
		},
		{
			name:  "a directory of unknown length",
			trace: "est; C>CALL 1 v4 [PUTFH READDIR(512)]; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @bad"},
		},
		{
			name:  "a Write chunk that is too small",
			trace: "est; small: C>CALL 1 v4 [PUTFH READ(8192)] wr=(h,4096); bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"write/too-small warning client @small", "err/chunk-seen note none @bad"},
		},
		{
			name:  "a path that may be longer than its Write chunk",
			trace: "est; C>CALL 1 v4 [PUTFH READLINK] wr=(h,16); bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @bad"},
		},
		{
			name:  "beyond the limits",
			trace: "est; big: C>CALL 1 v4 [PUTFH READ(100) READ(100)] wr=(h,100) wr=(k,100); bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"nfs/chunk-complexity warning client @big", "err/chunk-seen note none @bad"},
		},
		{
			name:  "a Read chunk of the wrong length",
			trace: "est; short: C>CALL 1 v4 [PUTFH WRITE(4096)] rd=(p,4000,h); S>ERR 1 CHUNK; exchange",
			want:  []string{"chunk/read-length error client @short"},
		},
		{
			name:  "NFSv3",
			trace: "est; C>CALL 1 v3 ACCESS; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @bad"},
		},
		{
			name:  "accepted",
			trace: "est; C>CALL 1 v4 [SEQUENCE PUTFH WRITE(8192)] rd=(p,4096,h)(p,4096,k); S>READ h; C>RRESP; S>READ k; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "it had broken a connection",
			trace: "est; exchange; C>CALL 5 v4 [SEQUENCE PUTFH WRITE(4096)] rd=(p,4096,h); end: C>DREQ; S>DREP; est; @2 C>CALL 5 v4 [SEQUENCE PUTFH WRITE(4096)] rd=(p,4096,h); @2 bad: S>ERR 5 CHUNK; @2 exchange",
			want:  []string{"conn/loss note none @end", "err/chunk-seen note none @bad"},
		},
		{
			name:  "the threshold is not known",
			trace: "drop est; exchange 3; C>CALL 1 v4 [SEQUENCE PUTFH GETATTR]; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @bad"},
		},
		{
			name:  "nothing more of the client",
			trace: "est; exchange; C>CALL 1 v4 [SEQUENCE PUTFH GETATTR]; bad: S>ERR 1 CHUNK",
			want:  []string{"err/chunk-seen note none @bad SEQ-C", found + " SEQ-C"},
		},
	})
}
