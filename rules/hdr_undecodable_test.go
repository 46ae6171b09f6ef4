package rules

import "testing"

func TestHdrUndecodable(t *testing.T) {
	runTraces(t, hdrUndecodable, []traceTest{
		{
			name:  "segment count",
			trace: "est; bad: C>CALL 1 wr=(count=1000000)(h,4096); S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/undecodable error client @bad"},
		},
		{
			name:  "discriminator of the Read list",
			trace: "est; bad: C>CALL 1 poke=16:00000002; S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/undecodable error client @bad"},
		},
		{
			name:  "list past the end",
			trace: "est; bad: C>CALL 1 wr=(h,4096) cut=40; S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/undecodable error client @bad"},
		},
		{
			name:  "in a Reply",
			trace: "est; exchange; C>CALL 1; bad: S>REPLY 1 poke=24:00000009; exchange",
			want:  []string{"hdr/undecodable error server @bad"},
		},
		{
			name:  "of version 2",
			trace: "est; exchange; bad: C>CALL 1 vers=2 poke=16:00000002; S>ERR 1 vers=2 VERS(1,1); exchange",
			want:  []string{"hdr/version error client @bad"},
		},
		{
			name:  "cut within the lists",
			trace: "est; exchange; snap=88 C>CALL 1 v3 READ wr=(h,4096); w: S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096); exchange",
			want:  []string{"rdma/unadvertised error server @w WHOLE"}, // what the Call offers is cut off
		},
		{
			name:  "cut behind the fault",
			trace: "est; exchange; bad: snap=88 C>CALL 1 poke=16:00000002; S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/undecodable error client @bad"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange; bad: C>CALL 1 poke=16:00000002; S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/undecodable error client @bad"},
		},
		{
			name:  "RDMA_ERROR",
			trace: "est; C>MSG 1 proc=7; S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/bad-proc error client @4"},
		},
	})
}
