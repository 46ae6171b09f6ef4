package rules

import "testing"

func TestWireMidStream(t *testing.T) {
	runTraces(t, wireMidStream, []traceTest{
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 4",
			want:  []string{"wire/mid-stream note capture @1"},
		},
		{
			name:  "ConnectRequest not captured",
			trace: "drop C>REQ; S>REP; C>RTU; exchange 4",
			want:  []string{"wire/mid-stream note capture @1"},
		},
		{
			name:  "ConnectReply not captured",
			trace: "C>REQ; drop S>REP; C>RTU; exchange 4",
			want:  []string{"wire/mid-stream note capture @1"},
		},
		{
			name:  "from the beginning",
			trace: "est; exchange",
		},
		{
			name:  "ReadyToUse not captured",
			trace: "C>REQ; S>REP; drop C>RTU; exchange",
		},
		{
			name:  "refused",
			trace: "C>REQ; S>REJ(8)",
			want:  []string{"conn/rejected note none @2"},
		},
	})
}
