package rules

import (
	"testing"

	"rpcrdma-lint/internal/trace"
)

func TestWireICRC(t *testing.T) {
	runTraces(t, wireICRC, []traceTest{
		{
			name:  "one frame",
			trace: "est; exchange; bad: badicrc C>CALL 5; C>again 5; S>REPLY 5; exchange",
			want:  []string{"wire/icrc note capture @bad"},
		},
		{
			name:  "all match",
			trace: "est; exchange 2",
		},
		{
			name:  "damaged before this connection began",
			trace: "est; exchange; bad: badicrc C>CALL 5; C>again 5; S>REPLY 5; exchange; C>DREQ; S>DREP; est; exchange",
			want:  []string{"wire/icrc note capture @bad"},
		},
		{
			name:  "damaged on both connections",
			trace: "est; exchange; bad: badicrc C>CALL 5; C>again 5; S>REPLY 5; C>DREQ; S>DREP; est; exchange; badicrc C>CALL 6; worse: C>again 6; S>REPLY 6; exchange",
			want:  []string{"wire/icrc note capture @bad", "wire/icrc note capture @worse"},
		},
	})
}

// Where every frame of a direction fails, the capture is the reason.
func TestWireICRCArtefact(t *testing.T) {
	tr := trace.Make(t, "badicrc C>REQ; S>REP; badicrc C>RTU; noack; badicrc C>CALL 1; S>REPLY 1; badicrc C>CALL 2; S>REPLY 2; badicrc C>CALL 3; S>REPLY 3; badicrc C>CALL 4; S>REPLY 4; badicrc C>CALL 5; badicrc C>CALL 6; badicrc C>CALL 7; badicrc C>CALL 8; S>REPLY 5..8")
	for _, f := range lint(t, tr, nil).Findings {
		if f.Rule != wireICRC {
			continue
		}
		if want := "no ICRC of the 10 frames from the client's host matches: the capture, not the wire, changed the frames"; f.Message != want {
			t.Errorf("got message %q, want %q", f.Message, want)
		}
		return
	}
	t.Error("no finding")
}
