package rules

import (
	"testing"

	"rpcrdma-lint/internal/trace"
)

func TestWireTruncated(t *testing.T) {
	runTraces(t, wireTruncated, []traceTest{
		{
			name:  "one Call",
			trace: "est; bad: snap=96 C>CALL 1; S>REPLY 1; exchange",
			want:  []string{"wire/truncated note capture @bad"},
		},
		{
			name:  "nothing longer than the snapshot length",
			trace: "est; set snap=2000; C>CALL 1; S>REPLY 1; exchange",
		},
		{
			name:  "whole",
			trace: "est; exchange",
		},
	})
}

// The packets that were cut are counted.
func TestWireTruncatedCount(t *testing.T) {
	tr := trace.Make(t, "est; exchange; set snap=96; exchange 3")
	for _, f := range lint(t, tr, nil).Findings {
		if f.Rule != wireTruncated {
			continue
		}
		if want := "6 of 16 packets cut by the snapshot length, 3 of them the client's; what lies behind cannot be judged"; f.Message != want || f.Count != 6 {
			t.Errorf("got %q, count %d, want %q, 6", f.Message, f.Count, want)
		}
		return
	}
	t.Error("no finding")
}
