package rules

import "testing"

func TestConnNotRC(t *testing.T) {
	runTraces(t, connNotRC, []traceTest{
		{name: "RC", trace: "est; exchange"},
		{
			name:  "UC",
			trace: "bad: C>REQ[R1 4K/4K qpt=UC]; S>REP; C>RTU",
			want:  []string{"conn/not-rc note client @bad"},
		},
		{
			name:  "UC, the ConnectReply not captured",
			trace: "bad: C>REQ[R1 4K/4K qpt=UC]; drop S>REP; C>RTU; exchange 2",
			want:  []string{"conn/not-rc note client @bad"},
		},
		{name: "ConnectRequest not captured", trace: "drop C>REQ[R1 4K/4K qpt=UC]; S>REP; C>RTU; exchange 2"},
	})
}
