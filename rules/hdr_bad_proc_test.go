package rules

import "testing"

func TestHdrBadProc(t *testing.T) {
	runTraces(t, hdrBadProc, []traceTest{
		{
			name:  "5",
			trace: "est; bad: C>MSG 1 proc=5; S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/bad-proc error client @bad"},
		},
		{
			name:  "largest",
			trace: "est; bad: C>MSG 1 proc=0xffffffff; S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/bad-proc error client @bad"},
		},
		{
			name:  "from the server",
			trace: "est; exchange; C>CALL 1; bad: S>MSG 1 proc=9; exchange",
			want:  []string{"hdr/bad-proc error server @bad"},
		},
		{
			name:  "of version 2",
			trace: "est; exchange; bad: C>MSG 1 proc=9 vers=2; S>ERR 1 vers=2 VERS(1,1); exchange",
			want:  []string{"hdr/version error client @bad"},
		},
		{
			name:  "cut before rdma_proc",
			trace: "est; exchange; snap=68 C>MSG 1 proc=9; S>ERR 1 CHUNK; exchange",
		},
		{
			name:  "cut behind it",
			trace: "est; exchange; bad: snap=80 C>MSG 1 proc=9; S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/bad-proc error client @bad"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange; bad: C>MSG 1 proc=9; S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/bad-proc error client @bad"},
		},
		{
			name:  "too short for it",
			trace: "est; exchange; bad: C>SEND raw=000000010000000100000020; exchange",
			want:  []string{"hdr/short error client @bad"},
		},
	})
}
