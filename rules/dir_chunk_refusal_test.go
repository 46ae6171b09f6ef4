package rules

import "testing"

func TestDirChunkRefusal(t *testing.T) {
	runTraces(t, dirChunkRefusal, []traceTest{
		{
			name:  "refused for its version",
			trace: "est; backchannel; S>CALL r1 rc=(k,4096); bad: C>ERR r1 VERS(1,1); exchange",
			want:  []string{"dir/chunk-refusal error client @bad", "err/vers-range error client @bad"},
		},
		{
			name:  "refused as it should be",
			trace: "est; backchannel; S>CALL r1 rc=(k,4096); refusal: C>ERR r1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @refusal"},
		},
		{
			name:  "answered: chunks are supported",
			trace: "est; backchannel; S>CALL r1 rc=(k,4096); C>REPLY r1 rc=(k,0); exchange",
		},
		{
			name:  "no chunks",
			trace: "est; backchannel; S>CALL r1; C>REPLY r1; exchange",
		},
		{
			name:  "never answered",
			trace: "est; backchannel; bad: S>CALL r1 rc=(k,4096); exchange 2",
			want:  []string{"dir/chunk-refusal note client @bad SEQ-C"},
		},
		{
			name:  "the capture ends",
			trace: "est; backchannel; exchange; S>CALL r1 rc=(k,4096)",
		},
		{
			name:  "answer not captured",
			trace: "est; backchannel; S>CALL r1 rc=(k,4096); drop C>ERR r1 VERS(1,1); exchange",
		},
		{
			name:  "answer cut",
			trace: "est; backchannel; S>CALL r1 rc=(k,4096); snap=72 C>ERR r1 VERS(1,1); exchange",
		},
		{
			name:  "Call not captured",
			trace: "est; backchannel; drop S>CALL r1 rc=(k,4096); bad: C>ERR r1 VERS(1,1); exchange",
			want:  []string{"hdr/error-from-requester error client @bad SEQ-S"},
		},
		{
			name:  "set-up not captured",
			trace: "drop est; drop backchannel; exchange 3; call: S>CALL r1 rc=(k,4096); bad: C>ERR r1 VERS(1,1); exchange",
			want:  []string{"dir/unannounced error server @call START", "dir/chunk-refusal error client @bad", "err/vers-range error client @bad"},
		},
	})
}
