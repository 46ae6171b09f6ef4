package lint_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/decode"
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
		frame   int // at which it first panics
	}{
		{"at once", func(_ *rules.Conn, m *rules.Message) rules.Outcome {
			return rules.Undecided(rules.Guard(m.RPC.XID / zero))
		}, 4},
		{"when asked again", func(_ *rules.Conn, m *rules.Message) rules.Outcome {
			return rules.Violated(rules.Client, "x").At(m.Event.Frame, m.Event.Time, "x").
				Checking(func() rules.Guard { return rules.Guard(1 / zero) })
		}, 4},
		{"when asked at the end of the connection", func(_ *rules.Conn, m *rules.Message) rules.Outcome {
			return rules.Violated(rules.Client, "x").At(m.Event.Frame, m.Event.Time, "x").AtEnd().
				Checking(func() rules.Guard { return rules.Guard(1 / zero) })
		}, 9},
		{"when asked at the end of the capture", func(_ *rules.Conn, m *rules.Message) rules.Outcome {
			return rules.Violated(rules.Client, "x").At(m.Event.Frame, m.Event.Time, "x").AtFinish().
				Checking(func() rules.Guard { return rules.Guard(1 / zero) })
		}, 109},
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
			if want := fmt.Sprintf("rule hdr/done failed at frame %d, ", tt.frame); !strings.Contains(c.Describe(x), want) {
				t.Errorf("%q, want %q in it", c.Describe(x), want)
			}
		})
	}
}

var zero uint32

// panics makes whatever function a rule has panic for the time of a test.
func panics(t *testing.T, r *rules.Rule) {
	t.Helper()
	sound := *r
	t.Cleanup(func() { *r = sound })
	switch r.Unit {
	case rules.PerConnection:
		r.Connection = func(*rules.Conn) rules.Outcome { panic("broken") }
	case rules.PerMessage:
		r.Message = func(*rules.Conn, *rules.Message) rules.Outcome { panic("broken") }
	case rules.PerCall:
		r.Call = func(*rules.Conn, *rules.CallCredit) rules.Outcome { panic("broken") }
	case rules.PerTransaction:
		r.Transaction = func(*rules.Conn, *rules.Transaction) rules.Outcome { panic("broken") }
	case rules.PerRefusal:
		r.Refusal = func(*rules.Conn, *rules.Refusal) rules.Outcome { panic("broken") }
	case rules.PerNAK:
		r.NAK = func(*rules.Conn, *rules.NAK) rules.Outcome { panic("broken") }
	case rules.PerDirection:
		r.Direction = func(*rules.Conn, decode.Side) rules.Outcome { panic("broken") }
	case rules.PerMove:
		r.Move = func(*rules.Conn, *rules.Move) rules.Outcome { panic("broken") }
	case rules.PerPull:
		r.Pull = func(*rules.Conn, *rules.Pull) rules.Outcome { panic("broken") }
	default:
		t.Fatalf("a rule about a %s", r.Unit)
	}
}

// Whatever a rule judges, its panic costs its own verdicts and nothing else, be
// it while frames come or when the capture ends.
func TestAnyRulePanics(t *testing.T) {
	path := filepath.Join(t.TempDir(), "many.pcap")
	interleaved(t, path)
	o := lint.Options{Enabled: everything}
	sound := lint.Run(path, nil, o)
	busiest := map[rules.Unit]*rules.Coverage{}
	for i := range sound.Result.Coverage {
		x := &sound.Result.Coverage[i]
		if b := busiest[x.Rule.Unit]; b == nil || x.Held+x.Violated > b.Held+b.Violated {
			busiest[x.Rule.Unit] = x
		}
	}
	if len(busiest) != 9 {
		t.Errorf("rules judge %d kinds of things, want 9", len(busiest))
	}
	for unit, was := range busiest {
		t.Run(unit.String(), func(t *testing.T) {
			panics(t, was.Rule)
			id := was.Rule.ID
			c := lint.Run(path, nil, o)
			if !c.Complete || len(c.Crashes) == 0 {
				t.Fatalf("complete %t, %d crashes", c.Complete, len(c.Crashes))
			}
			n := 0
			for _, x := range c.Crashes {
				n += x.Count
				if x.In != id || x.Reason != "broken" || !strings.HasPrefix(x.Where, "lint/crash_test.go:") {
					t.Errorf("got %+v, want %s, broken, in this file", x, id)
				}
			}
			cov := coverage(c, id)
			if n < was.Held+was.Violated || cov.Undecided != n || cov.Why[rules.Crashed] != n || cov.Held+cov.Violated+cov.Inconclusive > 0 {
				t.Errorf("%d crashes where %d were judged; coverage %+v", n, was.Held+was.Violated, cov)
			}
			if d := cmp.Diff(without(sound, id), without(c, id)); d != "" {
				t.Errorf("of other rules (-sound +broken):\n%s", d)
			}
		})
	}
}

// without is what linting came to, but for one rule.
func without(c *lint.Capture, id string) string {
	var b strings.Builder
	for line := range strings.Lines(describe(c)) {
		if !strings.HasPrefix(line, id+": ") && !strings.Contains(line, " "+id+" ") {
			b.WriteString(line)
		}
	}
	return b.String()
}
