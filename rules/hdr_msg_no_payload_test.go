package rules

import "testing"

func TestHdrMsgNoPayload(t *testing.T) {
	runTraces(t, hdrMsgNoPayload, []traceTest{
		{
			name:  "none",
			trace: "est; exchange; bad: C>CALL 1 cut=28; exchange",
			want:  []string{"hdr/msg-no-payload error client @bad"},
		},
		{
			name:  "7 bytes",
			trace: "est; exchange; bad: C>CALL 1 cut=35; exchange",
			want:  []string{"hdr/msg-no-payload error client @bad"},
		},
		{
			name:  "Reply",
			trace: "est; exchange; C>CALL 1; bad: S>REPLY 1 cut=32; exchange",
			want:  []string{"hdr/msg-no-payload error server @bad"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange; bad: C>CALL 1 cut=28; exchange",
			want:  []string{"hdr/msg-no-payload error client @bad"},
		},
		{
			name:  "cut by the capture",
			trace: "est; exchange; snap=89 C>CALL 1; S>REPLY 1; exchange",
		},
	})
}
