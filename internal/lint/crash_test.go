package lint_test

import (
	"strings"
	"testing"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// breaks makes a rule panic for the time of a test.
func breaks(t *testing.T, id string, message func(*rules.Conn, *rules.Message) rules.Outcome) {
	t.Helper()
	r := rules.Find(id)
	sound := r.Message
	r.Message = message
	t.Cleanup(func() { r.Message = sound })
}

func coverage(c *lint.Capture, id string) *rules.Coverage {
	for i := range c.Result.Coverage {
		if x := &c.Result.Coverage[i]; x.Rule.ID == id {
			return x
		}
	}
	return nil
}

// A rule that panics costs its own verdicts and nothing else.
func TestRulePanics(t *testing.T) {
	const file = "../../captures/abuse-header.pcap"
	sound := lint.Run(file, nil, lint.Options{})
	if len(sound.Crashes) > 0 {
		t.Fatalf("crashes %v, want none", sound.Crashes)
	}
	for _, tt := range []struct {
		name    string
		message func(*rules.Conn, *rules.Message) rules.Outcome
		frame   int // at which it is first asked
	}{
		{"at once", func(_ *rules.Conn, m *rules.Message) rules.Outcome {
			return rules.Undecided(rules.Guard(m.RPC.XID / zero))
		}, 4},
		{"when asked again", func(_ *rules.Conn, m *rules.Message) rules.Outcome {
			return rules.Violated(rules.Client, "x").At(m.Event.Frame, m.Event.Time, "x").
				Checking(func() rules.Guard { return rules.Guard(1 / zero) })
		}, 4},
	} {
		t.Run(tt.name, func(t *testing.T) {
			breaks(t, "hdr/done", tt.message)
			c := lint.Run(file, nil, lint.Options{})
			if !c.Complete || len(c.Crashes) != 1 {
				t.Fatalf("complete %v, crashes %+v, want one", c.Complete, c.Crashes)
			}
			x, cov := c.Crashes[0], coverage(c, "hdr/done")
			if x.In != "hdr/done" || x.Frame != tt.frame || !strings.HasPrefix(x.Where, "lint/crash_test.go:") ||
				x.Reason != "runtime error: integer divide by zero" {
				t.Errorf("got %+v, want the rule, frame %d, and this file", x, tt.frame)
			}
			if x.Count < 2 || cov.Undecided != x.Count || cov.Why[rules.Crashed] != x.Count || cov.Held+cov.Violated+cov.Inconclusive > 0 {
				t.Errorf("%d crashes; coverage %+v, want as many undecided for that", x.Count, cov)
			}
			for i := range sound.Result.Coverage {
				want, got := &sound.Result.Coverage[i], &c.Result.Coverage[i]
				if want.Rule.ID != "hdr/done" && (want.Violated != got.Violated || want.Held != got.Held) {
					t.Errorf("%s: %d held, %d violated, want %d, %d", got.Rule.ID, got.Held, got.Violated, want.Held, want.Violated)
				}
			}
			if want := "rule hdr/done failed at frame 4, "; !strings.Contains(c.Describe(x), want) {
				t.Errorf("%q, want %q in it", c.Describe(x), want)
			}
		})
	}
}

var zero uint32
