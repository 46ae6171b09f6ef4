package rules

import (
	"testing"

	"rpcrdma-lint/internal/trace"
)

func TestConnRejected(t *testing.T) {
	runTraces(t, connRejected, []traceTest{
		{name: "accepted", trace: "est; exchange"},
		{
			name:  "invalid service ID",
			trace: "C>REQ; bad: S>REJ(8)",
			want:  []string{"conn/rejected note none @bad"},
		},
		{
			name:  "each one",
			trace: "C>REQ; a: S>REJ(8); C>REQ; b: S>REJ(8); est; exchange",
			want:  []string{"conn/rejected note none @a", "conn/rejected note none @b"},
		},
		{
			name:  "by the client, after the ConnectReply",
			trace: "C>REQ; S>REP; bad: C>REJ(28)",
			want:  []string{"conn/rejected note none @bad"},
		},
		{name: "another service", trace: "C>REQ[none port=4420]; S>REJ(8); est; exchange"},
		{name: "ConnectRequest not captured", trace: "drop C>REQ; S>REJ(8); est; exchange"},
		{name: "REJ not captured", trace: "C>REQ; drop S>REJ(8); est; exchange"},
	})
}

// The finding names the reason, and how often it was refused before.
func TestConnRejectedFinding(t *testing.T) {
	tr := trace.Make(t, "C>REQ; S>REJ(8); C>REQ; S>REJ(8); second: C>REQ; S>REJ(8)")
	res := lint(t, tr, nil)
	var last *Finding
	for _, f := range res.Findings {
		if f.Rule == connRejected {
			last = f
		}
	}
	if last == nil {
		t.Fatal("no finding")
	}
	if want := "the server refused the connection: invalid service ID"; last.Message != want {
		t.Errorf("message %q, want %q", last.Message, want)
	}
	want := Evidence{tr.Frame("second"), "2 requests refused before this one"}
	if last.Evidence[1] != want {
		t.Errorf("evidence %v, want %v second", last.Evidence, want)
	}
}
