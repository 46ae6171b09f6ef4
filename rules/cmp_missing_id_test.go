package rules

import "testing"

func TestCmpMissingID(t *testing.T) {
	runTraces(t, cmpMissingID, []traceTest{
		{
			name:  "server",
			trace: "est[| at=4]; exchange",
			want:  []string{"cmp/missing-id note server @2"},
		},
		{
			name:  "client",
			trace: "est[at=1]; exchange",
			want:  []string{"cmp/missing-id note client @1"},
		},
		{
			name:  "at the start",
			trace: "est; exchange",
		},
		{
			name:  "another identifier",
			trace: "est[magic=0xdeadbeef | magic=0xdeadbeef]; exchange",
		},
		{
			name:  "set-up not captured",
			trace: "drop est[| at=4]; exchange 3",
		},
	})
}
