package rules

import "testing"

func TestHdrNomsgTrailing(t *testing.T) {
	runTraces(t, hdrNomsgTrailing, []traceTest{
		{
			name:  "40 bytes",
			trace: "est; exchange; bad: C>NOMSG 1 rd=(0,5000,h) trail=40; S>READ h; C>RRESP; S>REPLY 1; exchange",
			want:  []string{"hdr/nomsg-trailing warning client @bad"},
		},
		{
			name:  "Reply",
			trace: "est; exchange; C>CALL 1 v3 READDIR rc=(h,4096); S>WRITE h 0 2000; bad: S>NOMSG 1 rc=(h,2000) trail=4; exchange",
			want:  []string{"hdr/nomsg-trailing warning server @bad"},
		},
		{
			name:  "none",
			trace: "est; exchange; C>CALL 1 v3 READDIR rc=(h,4096); S>WRITE h 0 2000; S>NOMSG 1 rc=(h,2000); exchange",
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange; bad: C>NOMSG 1 rd=(0,5000,h) trail=40; S>READ h; C>RRESP; S>REPLY 1; exchange",
			want:  []string{"hdr/nomsg-trailing warning client @bad"},
		},
		{
			name:  "cut within the lists",
			trace: "est; exchange; snap=88 C>NOMSG 1 rd=(0,5000,h) trail=40; r: S>READ h; C>RRESP; S>REPLY 1; exchange",
			want:  []string{"rdma/unadvertised error server @r WHOLE"}, // what the Call offers is cut off
		},
	})
}
