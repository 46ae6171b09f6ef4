package rules

import "testing"

func TestHdrShort(t *testing.T) {
	runTraces(t, hdrShort, []traceTest{
		{
			name:  "empty",
			trace: "est; bad: C>SEND len=0; exchange",
			want:  []string{"hdr/short error client @bad"},
		},
		{
			name:  "12 bytes",
			trace: "est; bad: C>SEND raw=000000010000000100000020; exchange",
			want:  []string{"hdr/short error client @bad"},
		},
		{
			name:  "RDMA_MSG of 27 bytes",
			trace: "est; bad: C>CALL 1 cut=27; exchange",
			want:  []string{"hdr/short error client @bad"},
		},
		{
			name:  "RDMA_NOMSG of 20 bytes",
			trace: "est; bad: C>NOMSG 1 rd=(0,5000,h) cut=20; exchange",
			want:  []string{"hdr/short error client @bad"},
		},
		{
			name:  "RDMA_ERROR of 16 bytes",
			trace: "est; C>MSG 1 proc=7; bad: S>ERR 1 CHUNK cut=16; exchange",
			want:  []string{"hdr/bad-proc error client @4", "hdr/short error server @bad"},
		},
		{
			name:  "RDMA_ERROR of 20 bytes",
			trace: "est; C>MSG 1 proc=7; S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/bad-proc error client @4"},
		},
		{
			name:  "RDMA_DONE of 16 bytes",
			trace: "est; bad: C>DONE 1; exchange",
			want:  []string{"hdr/done error client @bad"},
		},
		{
			name:  "12 bytes, cut before est",
			trace: "drop est; exchange; bad: C>SEND raw=000000010000000100000020; exchange",
			want:  []string{"hdr/short error client @bad"},
		},
		{
			name:  "long enough whatever it is",
			trace: "est; exchange; snap=58 C>CALL 1; S>REPLY 1; exchange",
		},
		{
			name:  "20 bytes of unknown kind",
			trace: "est; exchange; C>CALL 1; snap=66 S>ERR 1 CHUNK; exchange",
		},
	})
}
