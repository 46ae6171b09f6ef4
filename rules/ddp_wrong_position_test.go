package rules

import "testing"

func TestDDPWrongPosition(t *testing.T) {
	const found = "ddp/wrong-position error client @bad"
	runTraces(t, ddpWrongPosition, []traceTest{
		{
			name:  "a word before the data",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4096 rd=(p-4,4096,h); S>ERR 1 CHUNK; exchange",
			want:  []string{found},
		},
		{
			name:  "a word behind its place",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4096 rd=(p-8,4096,h); S>ERR 1 CHUNK; exchange",
			want:  []string{found},
		},
		{
			name:  "a word before the data in a COMPOUND",
			trace: "est; bad: C>CALL 1 v4 [SEQUENCE PUTFH WRITE(4096) GETATTR] rd=(p-4,4096,h); S>ERR 1 CHUNK; exchange",
			want:  []string{found},
		},
		{
			name:  "at another operation of the COMPOUND",
			trace: "est; bad: C>CALL 1 v4 [SEQUENCE PUTFH WRITE(4096) GETATTR] rd=(104,4096,h); S>ERR 1 CHUNK; exchange",
			want:  []string{found},
		},
		{
			name:  "at the end of the payload",
			trace: "est; bad: C>CALL 1 v4 [PUTFH WRITE(64) GETATTR] rd=(p+12,64,h); S>ERR 1 CHUNK; exchange",
			want:  []string{found},
		},
		{
			name:  "behind a chunk that is too long",
			trace: "est; bad: C>CALL 1 v4 [PUTFH WRITE(4096) WRITE(100)] rd=(p,8192,h)(p2,100,k); S>ERR 1 CHUNK; exchange",
			want:  []string{"chunk/read-length error client @bad", "nfs/chunk-complexity warning client @bad"},
		},
		{
			name:  "the path of a SYMLINK, a word before",
			trace: "est; bad: C>CALL 1 v3 SYMLINK count=16 rd=(p-4,16,h); S>ERR 1 CHUNK; exchange",
			want:  []string{found},
		},
		{
			name:  "a second chunk where nothing is left",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4096 rd=(140,4096,h)(4236,4,k); S>READ h; C>RRESP; S>READ k; C>RRESP; S>REPLY 1; exchange",
			want:  []string{found},
		},
		{
			name:  "at the data",
			trace: "est; C>CALL 1 v3 WRITE count=4096 rd=(140,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "at the data of two WRITEs",
			trace: "est; two: C>CALL 1 v4 [PUTFH WRITE(4096) WRITE(100)] rd=(p,4096,h)(p2,100,k); S>READ h; C>RRESP; S>READ k; C>RRESP; S>REPLY 1; exchange",
			want:  []string{"nfs/chunk-complexity warning client @two"},
		},
		{
			name:  "not a multiple of four",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4096 rd=(138,4096,h); S>ERR 1 CHUNK; exchange",
			want:  []string{"chunk/position-unaligned error client @bad"},
		},
		{
			name:  "outside of the payload",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4096 rd=(8000,4096,h); S>ERR 1 CHUNK; exchange",
			want:  []string{"chunk/position-beyond error client @bad"},
		},
		{
			name:  "in a Long Call",
			trace: "est; bad: C>NOMSG 1 v4 [PUTFH WRITE(64) GETATTR] rd=(0,200,h)(100,64,k); S>READ h; C>RRESP; S>ERR 1 CHUNK; exchange",
			want:  []string{found},
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 3; bad: C>CALL 1 v3 WRITE count=4096 rd=(p-4,4096,h); S>ERR 1 CHUNK; exchange",
			want:  []string{found},
		},
		{
			name:  "arguments not captured",
			trace: "est; snap=180 C>CALL 1 v3 WRITE count=4096 rd=(p-4,4096,h); err: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @err WHOLE"},
		},
		{
			name:  "an operation before it is not known",
			trace: "est; C>CALL 1 v4 [PUTFH READ_PLUS WRITE(4096)] rd=(p-4,4096,h); err: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @err PARSE"},
		},
	})
}
