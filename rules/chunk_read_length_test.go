package rules

import (
	"slices"
	"testing"

	"rpcrdma-lint/internal/trace"
)

func TestChunkReadLength(t *testing.T) {
	const found = "chunk/read-length error client @bad"
	runTraces(t, chunkReadLength, []traceTest{
		{
			name:  "twice as long",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4096 rd=(140,8192,h); S>ERR 1 CHUNK; exchange",
			want:  []string{found},
		},
		{
			name:  "shorter by a word",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4096 rd=(140,4092,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
			want:  []string{found},
		},
		{
			name:  "a word more than the pad",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4094 rd=(140,4100,h); S>ERR 1 CHUNK; exchange",
			want:  []string{found},
		},
		{
			name:  "one byte of the pad",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4094 rd=(140,4095,h); S>ERR 1 CHUNK; exchange",
			want:  []string{found},
		},
		{
			name:  "in two segments",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4096 rd=(140,4000,h)(140,100,k); S>ERR 1 CHUNK; exchange",
			want:  []string{found},
		},
		{
			name:  "of a COMPOUND",
			trace: "est; bad: C>CALL 1 v4 [SEQUENCE PUTFH WRITE(4096) GETATTR] rd=(p,4100,h); S>ERR 1 CHUNK; exchange",
			want:  []string{found},
		},
		{
			name:  "nothing of it",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4096 rd=(140,0,h); S>ERR 1 CHUNK; exchange",
			want:  []string{"chunk/empty-segment note client @bad", found},
		},
		{
			name:  "with the pad",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4094 rd=(140,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
			want:  []string{"chunk/read-pad warning client @bad"},
		},
		{
			name:  "without the pad",
			trace: "est; C>CALL 1 v3 WRITE count=4094 rd=(140,4094,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "in three segments",
			trace: "est; C>CALL 1 v3 WRITE count=4096 rd=(140,4000,h)(140,90,k)(140,6,i); S>READ h; C>RRESP; S>READ k; C>RRESP; S>READ i; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "of a Position Zero chunk nothing is expected",
			trace: "est; C>NOMSG 1 rd=(0,5000,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "RPCSEC_GSS integrity",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4096 gss service=2 rd=(140,8192,h); err: S>ERR 1 CHUNK; exchange",
			want:  []string{"ddp/gss error client @bad"},
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 3; bad: C>CALL 1 v3 WRITE count=4096 rd=(140,8192,h); S>ERR 1 CHUNK; exchange",
			want:  []string{found},
		},
		{
			name:  "arguments not captured",
			trace: "est; snap=190 C>CALL 1 v3 WRITE count=4096 rd=(140,8192,h); err: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @err WHOLE"},
		},
	})
}

// A chunk that holds nothing that may be moved is no example of the right length.
func TestChunkReadLengthCoverage(t *testing.T) {
	for notation, want := range map[string]int{
		"est; C>CALL 1 v3 LOOKUP rd=(p,64,h); S>ERR 1 CHUNK; exchange":                            0,
		"est; C>CALL 1 v3 GETATTR rd=(100,64,h); S>ERR 1 CHUNK; exchange":                         0,
		"est; C>CALL 1 v3 WRITE count=64 rd=(p,64,h); S>READ h; C>RRESP; S>REPLY 1; exchange":     1,
		"est; C>CALL 1 v4 [PUTFH WRITE(64) LOOKUP] rd=(p,64,h)(p+8,4,k); S>ERR 1 CHUNK; exchange": 1,
	} {
		res := lint(t, trace.Make(t, notation), nil)
		if got := res.Coverage[slices.Index(All, chunkReadLength)]; got.Held != want || got.Undecided != 0 {
			t.Errorf("%s: held %d times, undecided %d times, want %d and 0", notation, got.Held, got.Undecided, want)
		}
	}
}
