package rules

import "testing"

func TestHdrMsgp(t *testing.T) {
	runTraces(t, hdrMsgp, []traceTest{
		{
			name:  "from the client",
			trace: "est; bad: C>MSGP 1; S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/msgp error client @bad"},
		},
		{
			name:  "from the server",
			trace: "est; exchange; C>CALL 1; bad: S>MSGP 1; exchange",
			want:  []string{"hdr/msgp error server @bad"},
		},
		{
			name:  "with the lists of an RDMA_MSG",
			trace: "est; bad: C>CALL 1 proc=2; S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/msgp error client @bad"},
		},
		{
			name:  "of version 2",
			trace: "est; exchange; bad: C>MSGP 1 vers=2; S>ERR 1 vers=2 VERS(1,1); exchange",
			want:  []string{"hdr/version error client @bad"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange; bad: C>MSGP 1; S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/msgp error client @bad"},
		},
		{
			name:  "cut before rdma_proc",
			trace: "est; exchange; snap=68 C>MSGP 1; S>ERR 1 CHUNK; exchange",
		},
	})
}
