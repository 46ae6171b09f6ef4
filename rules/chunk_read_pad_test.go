package rules

import "testing"

func TestChunkReadPad(t *testing.T) {
	const found = "chunk/read-pad warning client @bad"
	runTraces(t, chunkReadPad, []traceTest{
		{
			name:  "one segment",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4094 rd=(140,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
			want:  []string{found},
		},
		{
			name:  "a segment of its own",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4093 rd=(140,4093,h)(140,3,pad); S>READ h; C>RRESP; S>READ pad; C>RRESP; S>REPLY 1; exchange",
			want:  []string{found},
		},
		{
			name:  "of a COMPOUND",
			trace: "est; bad: C>CALL 1 v4 [PUTFH WRITE(4093) GETATTR] rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
			want:  []string{found},
		},
		{
			name:  "one finding for all of a connection",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4094 rd=(140,4096,h); S>READ h; C>RRESP; S>REPLY 1; C>CALL 2 v3 WRITE count=4094 rd=(140,4096,h); S>READ h; C>RRESP; S>REPLY 2; exchange",
			want:  []string{found},
		},
		{
			name:  "no pad needed",
			trace: "est; C>CALL 1 v3 WRITE count=4096 rd=(140,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "left out",
			trace: "est; C>CALL 1 v3 WRITE count=4093 rd=(140,4093,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 3; bad: C>CALL 1 v3 WRITE count=4094 rd=(140,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
			want:  []string{found},
		},
		{
			name:  "arguments not captured",
			trace: "est; snap=190 C>CALL 1 v3 WRITE count=4094 rd=(140,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
		},
	})
}
