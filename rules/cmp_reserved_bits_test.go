package rules

import "testing"

func TestCmpReservedBits(t *testing.T) {
	runTraces(t, cmpReservedBits, []traceTest{
		{
			name:  "client",
			trace: "est[flags=0x03]; exchange",
			want:  []string{"cmp/reserved-bits error client @1"},
		},
		{
			name:  "server",
			trace: "est[| flags=0x80]; exchange",
			want:  []string{"cmp/reserved-bits error server @2"},
		},
		{
			name:  "request that is refused",
			trace: "C>REQ[flags=0x10]; S>REJ(28)",
			want:  []string{"cmp/reserved-bits error client @1", "conn/rejected note none @2"},
		},
		{
			name:  "behind an offset",
			trace: "est[| flags=0x10 at=4]; exchange",
			want:  []string{"cmp/missing-id note server @2", "cmp/reserved-bits error server @2"},
		},
		{
			name:  "remote invalidation bit",
			trace: "est[flags=0x01 | flags=0x01]; exchange",
		},
		{
			name:  "of another version",
			trace: "est[flags=0x03 version=2]; exchange",
			want:  []string{"cmp/version note client @1"},
		},
		{
			name:  "the traffic is not captured",
			trace: "est[flags=0x03]; drop exchange",
			want:  []string{"cmp/reserved-bits error client @1"},
		},
		{
			name:  "private data cut off",
			trace: "snap=220 C>REQ[flags=0x03]; S>REP; C>RTU; exchange",
		},
		{
			name:  "set-up not captured",
			trace: "drop est[flags=0x03]; exchange 3",
		},
	})
}
