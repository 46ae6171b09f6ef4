package rules

import "testing"

func TestConnServiceID(t *testing.T) {
	runTraces(t, connServiceID, []traceTest{
		{name: "port 20049", trace: "est; exchange"},
		{
			name:  "no port space",
			trace: "bad: C>REQ[R1 4K/4K service=0x0200000000000001]; S>REP; C>RTU; exchange 2",
			want:  []string{"cmp/missing-id note client @bad", "conn/service-id note client @bad"},
		},
		{
			name:  "no IP CM header",
			trace: "bad: C>REQ[R1 4K/4K noip]; S>REP; C>RTU; exchange 2",
			want:  []string{"cmp/one-sided note none @bad", "conn/service-id note client @bad"},
		},
		{name: "ConnectRequest not captured", trace: "drop est[R1 4K/4K service=0x0200000000000001 |]; exchange 2"},
		{name: "ConnectRequest cut before the IP CM header", trace: "snap=200 C>REQ[R1 4K/4K noip]; S>REP; C>RTU; exchange 2"},
	})
}
