package rules

import "testing"

func TestChunkPadLeft(t *testing.T) {
	const found = "chunk/pad-left error client @bad"
	runTraces(t, chunkPadLeft, []traceTest{
		{
			name:  "of a WRITE",
			trace: "est; bad: C>CALL 1 v4 [PUTFH WRITE(4094) GETATTR] rd=(p,4094,h) padleft; S>READ h; C>RRESP; g: S>REPLY 1 GARBAGE_ARGS; exchange",
			want:  []string{found, "err/garbage-args note none @g"},
		},
		{
			name:  "of two WRITEs",
			trace: "est; bad: C>CALL 1 v4 [PUTFH WRITE(4094) WRITE(101) GETATTR] rd=(p,4094,h)(p2,101,k) padleft; err: S>ERR 1 CHUNK; exchange",
			want:  []string{found, "nfs/chunk-complexity warning client @bad", "err/chunk-seen note none @err PARSE"},
		},
		{
			name:  "of a link",
			trace: "est; bad: C>CALL 1 v4 [PUTFH CREATE(15) GETATTR] rd=(p,15,h) padleft; S>READ h; C>RRESP; g: S>REPLY 1 GARBAGE_ARGS; exchange",
			want:  []string{found, "err/garbage-args note none @g"},
		},
		{
			name:  "of a READ, in the Reply",
			trace: "est; C>CALL 1 v4 [PUTFH READ(4094) GETATTR] wr=(h,4094); S>WRITE h 0 4094; bad: S>REPLY 1 wr=(h,4094) padleft; exchange",
			want:  []string{"chunk/pad-left error server @bad"},
		},
		{
			name:  "nothing follows: it may be slack",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4094 rd=(140,4094,h) padleft; S>READ h; C>RRESP; S>REPLY 1; exchange",
			want:  []string{found + " PARSE"},
		},
		{
			name:  "left out",
			trace: "est; C>CALL 1 v4 [PUTFH WRITE(4094) GETATTR] rd=(p,4094,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "inline items keep theirs",
			trace: "est; C>CALL 1 v4 [PUTFH WRITE(94) GETATTR]; S>REPLY 1; exchange",
		},
		{
			name:  "not captured whole",
			trace: "est; snap=270 C>CALL 1 v4 [PUTFH WRITE(4094) GETATTR] rd=(p,4094,h) padleft; S>READ h; C>RRESP; g: S>REPLY 1 GARBAGE_ARGS; exchange",
			want:  []string{"err/garbage-args note none @g"},
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 3; bad: C>CALL 1 v4 [PUTFH WRITE(4094) GETATTR] rd=(p,4094,h) padleft; S>READ h; C>RRESP; g: S>REPLY 1 GARBAGE_ARGS; exchange",
			want:  []string{found, "err/garbage-args note none @g"},
		},
		{
			name:  "in the Reply, set-up not captured",
			trace: "drop est; exchange 3; C>CALL 1 v4 [PUTFH READ(4094) GETATTR] wr=(h,4094); S>WRITE h 0 4094; bad: S>REPLY 1 wr=(h,4094) padleft; exchange",
			want:  []string{"chunk/pad-left error server @bad START"},
		},
	})
}
