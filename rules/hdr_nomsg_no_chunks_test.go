package rules

import "testing"

func TestHdrNomsgNoChunks(t *testing.T) {
	runTraces(t, hdrNomsgNoChunks, []traceTest{
		{
			name:  "Call without lists",
			trace: "est; exchange; bad: C>NOMSG 1 len=28; S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/nomsg-no-chunks error client @bad"},
		},
		{
			name:  "Call with a Write list",
			trace: "est; exchange; bad: C>NOMSG 1 wr=(h,4096) ; S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/nomsg-no-chunks error client @bad"},
		},
		{
			name:  "Call with a Read chunk at 4",
			trace: "est; exchange; bad: C>NOMSG 1 rd=(4,4096,h); S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/nomsg-no-chunks error client @bad"},
		},
		{
			name:  "Call with a Reply chunk",
			trace: "est; exchange; bad: C>NOMSG 1 rc=(h,4096); S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/nomsg-no-chunks error client @bad"},
		},
		{
			name:  "the same, cut before est",
			trace: "drop est; exchange; bad: C>NOMSG 1 rc=(h,4096); S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/nomsg-no-chunks error client @bad START"},
		},
		{
			name:  "the same, and a message of the server is missing",
			trace: "est; exchange; drop S>CALL r1; bad: C>NOMSG 1 rc=(h,4096); S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/nomsg-no-chunks error client @bad SEQ-S"},
		},
		{
			name:  "the same, and nothing of the server afterwards",
			trace: "est; exchange; bad: C>NOMSG 1 rc=(h,4096)",
			want:  []string{"hdr/nomsg-no-chunks error client @bad SEQ-S"},
		},
		{
			name:  "Long Call",
			trace: "est; exchange; C>NOMSG 1 rd=(0,5000,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "Long Reply",
			trace: "est; exchange; C>CALL 1 v3 READDIR rc=(h,4096); S>WRITE h 0 2000; S>NOMSG 1 rc=(h,2000); exchange",
		},
		{
			name:  "Reply with an empty Reply chunk",
			trace: "est; exchange; C>CALL 1 v3 READDIR rc=(h,4096); bad: S>NOMSG 1 rc=(h,0); exchange",
			want:  []string{"hdr/nomsg-no-chunks error server @bad"},
		},
		{
			name:  "Reply without lists",
			trace: "est; exchange; C>CALL 1; bad: S>NOMSG 1 len=28; exchange",
			want:  []string{"hdr/nomsg-no-chunks error server @bad"},
		},
		{
			name:  "without lists, cut before est",
			trace: "drop est; exchange; bad: C>NOMSG 1 len=28; S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/nomsg-no-chunks error client @bad"},
		},
		{
			name:  "cut within the lists",
			trace: "est; exchange; snap=76 C>NOMSG 1 len=28; S>ERR 1 CHUNK; exchange",
		},
	})
}
