package rules

import (
	"testing"

	"rpcrdma-lint/internal/trace"
)

func TestInlineOverDefault(t *testing.T) {
	runTraces(t, inlineOverDefault, []traceTest{
		{
			name:  "no private data",
			trace: "est[none | none]; bad: C>CALL 1 len=1500; S>REPLY 1; exchange",
			want:  []string{"inline/over-default warning client @bad"},
		},
		{
			name:  "only one side sent it",
			trace: "est[R1 4K/4K | none]; C>CALL 1 v3 READ count=2000; bad: S>REPLY 1 count=2000; exchange",
			want: []string{
				"cmp/one-sided note none @2",
				"reply/chunk-missing warning client @4",
				"inline/over-default warning server @bad",
			},
		},
		{
			name:  "of another version",
			trace: "est[R1 4K/4K version=2 | R0 4K/4K]; bad: C>CALL 1 len=1500; S>REPLY 1; exchange",
			want:  []string{"cmp/version note client @1", "inline/over-default warning client @bad"},
		},
		{
			name:  "as long as allowed",
			trace: "est[none | none]; C>CALL 1 len=1024; S>REPLY 1; exchange",
		},
		{
			name: "one finding for each direction",
			trace: "est[none | none]; bad: C>CALL 1 len=1500; S>REPLY 1; C>CALL 2 len=1600; S>REPLY 2; " +
				"C>CALL 3 v3 READ count=2000; worse: S>REPLY 3 count=2000; exchange",
			want: []string{
				"inline/over-default warning client @bad",
				"reply/chunk-missing warning client @14",
				"inline/over-default warning server @worse",
			},
		},
		{
			name:  "what was captured is enough",
			trace: "est[none mtu=1024 | none]; C>CALL 1 v3 READ count=4000; bad: drop=3..4 S>REPLY 1 count=4000; exchange",
			want:  []string{"reply/chunk-missing warning client @4", "inline/over-default warning server @bad"},
		},
		{
			name:  "what was captured is not enough",
			trace: "est[none mtu=1024 | none]; C>CALL 1 v3 READ count=4000; drop=2 S>REPLY 1 count=4000; exchange", want: []string{"reply/chunk-missing warning client @4"},
		},
		{
			name:  "set-up not captured",
			trace: "drop est[none | none]; exchange 3; C>CALL 1 len=1500; S>REPLY 1; exchange",
		},
		{
			name:  "ConnectRequest not captured",
			trace: "drop C>REQ[none]; S>REP[none]; C>RTU; exchange 3; C>CALL 1 len=1500; S>REPLY 1; exchange",
		},
	})
}

// Repetitions are counted.
func TestInlineOverDefaultCount(t *testing.T) {
	tr := trace.Make(t, "est[none | none]; C>CALL 1 len=1500; S>REPLY 1; C>CALL 2 len=1600; S>REPLY 2; exchange")
	for _, f := range lint(t, tr, nil).Findings {
		if f.Rule == inlineOverDefault && f.Count != 2 {
			t.Errorf("got count %d, want 2", f.Count)
		}
	}
}
