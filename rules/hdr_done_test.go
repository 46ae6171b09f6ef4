package rules

import "testing"

func TestHdrDone(t *testing.T) {
	runTraces(t, hdrDone, []traceTest{
		{
			name:  "from the client",
			trace: "est; C>CALL 1; S>REPLY 1; bad: C>DONE 1; exchange",
			want:  []string{"hdr/done error client @bad"},
		},
		{
			name:  "from the server",
			trace: "est; C>CALL 1; S>REPLY 1; bad: S>DONE 1; exchange",
			want:  []string{"hdr/done error server @bad"},
		},
		{
			name:  "of version 2",
			trace: "est; exchange; bad: C>DONE 1 vers=2; exchange",
			want:  []string{"hdr/version error client @bad"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange; bad: C>DONE 1; exchange",
			want:  []string{"hdr/done error client @bad"},
		},
		{
			name:  "cut before rdma_proc",
			trace: "est; exchange; snap=68 C>DONE 1; exchange",
		},
	})
}
