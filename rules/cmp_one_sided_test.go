package rules

import "testing"

func TestCmpOneSided(t *testing.T) {
	runTraces(t, cmpOneSided, []traceTest{
		{
			name:  "server sent none",
			trace: "est[R1 4K/4K | none]; exchange",
			want:  []string{"cmp/one-sided note none @2"},
		},
		{
			name:  "client sent none",
			trace: "est[none | R0 4K/4K]; exchange",
			want:  []string{"cmp/one-sided note none @1"},
		},
		{
			name:  "client sent another identifier",
			trace: "est[magic=0xdeadbeef | R0 4K/4K]; exchange",
			want:  []string{"cmp/one-sided note none @1"},
		},
		{
			name:  "both",
			trace: "est; exchange",
		},
		{
			name:  "neither",
			trace: "est[none | none]; exchange",
		},
		{
			name:  "refused",
			trace: "C>REQ; S>REJ(28)",
			want:  []string{"conn/rejected note none @2"},
		},
		{
			name:  "ConnectRequest not captured",
			trace: "drop C>REQ; S>REP[none]; C>RTU; exchange 3",
		},
		{
			name:  "ConnectReply not captured",
			trace: "C>REQ; drop S>REP[none]; C>RTU; exchange 3",
		},
		{
			name:  "private data cut off",
			trace: "C>REQ; snap=120 S>REP[none]; C>RTU; exchange 3",
		},
	})
}
