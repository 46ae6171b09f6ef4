package rules

import (
	"strings"
	"testing"
	"time"

	"rpcrdma-lint/internal/trace"
)

func TestWireSkew(t *testing.T) {
	runTraces(t, wireSkew, []traceTest{
		{
			name:  "ACK before its Call",
			trace: "est; exchange; late C>CALL 5; S>REPLY 5; exchange",
			want:  []string{"wire/skew note capture @8", "xid/reply-unknown error server @9 ORDER"},
		},
		{
			name:  "in order",
			trace: "est; exchange 2",
		},
		{
			name:  "another connection of the same hosts",
			trace: "est; exchange; C>DREQ; S>DREP; est; exchange; late C>CALL 5; S>REPLY 5; exchange",
			want:  []string{"wire/skew note capture @17", "xid/reply-unknown error server @18 ORDER"},
		},
		{
			name:  "sent again long after the original was missed",
			trace: "est; exchange; drop C>CALL 5; +2s C>again 5; S>REPLY 5; exchange",
		},
	})
}

// Time stamps that step back measure the disorder of a capture too.
func TestWireSkewBackwards(t *testing.T) {
	tr := trace.Make(t, "est; exchange 3")
	frames := tr.Frames()
	frames[6].Time = frames[5].Time.Add(-30 * time.Microsecond)
	for _, f := range lint(t, tr, nil).Findings {
		if f.Rule == wireSkew && f.Frame == 7 && strings.HasPrefix(f.Message, "time stamps step back by 30µs") {
			return
		}
	}
	t.Error("no wire/skew at the frame whose time stamp steps back")
}
