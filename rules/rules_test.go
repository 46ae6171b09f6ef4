package rules

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/trace"
)

// lint runs all rules, or those named, over a trace.
func lint(t testing.TB, tr *trace.Trace, enabled func(*Rule) bool) *Result {
	t.Helper()
	if enabled == nil {
		enabled = func(*Rule) bool { return true }
	}
	e := New(Options{Enabled: enabled})
	d := decode.New(decode.Options{}, e)
	for i, f := range tr.Frames() {
		d.Frame(&decode.Frame{Number: i + 1, Time: f.Time.UnixNano(), Link: 1, Length: f.Orig, Data: f.Data})
	}
	d.Finish()
	return e.Finish()
}

// listed writes a finding as a test states it: rule, severity, blame, frame,
// and the guard that keeps it from being proven.
func listed(f *Finding) string {
	s := fmt.Sprintf("%s %s %s @%d", f.Rule.ID, f.Severity, f.Blame, f.Frame)
	if !f.Proven() {
		s += " " + f.Guard.Name()
	}
	return s
}

// A traceTest is a trace and the full list of findings in it. A frame stands
// as @NAME, the first frame of the statement with that name, or as @NUMBER.
// What wire/* says of the capture is listed where it is the point.
type traceTest struct {
	name  string
	trace string
	want  []string
}

// run checks the findings of all rules that run by default, and of r.
func (tt traceTest) run(t *testing.T, r *Rule) {
	t.Helper()
	tr := trace.Make(t, tt.trace)
	res := lint(t, tr, func(x *Rule) bool { return !x.Off || x == r })
	got := []string{}
	for _, f := range res.Findings {
		if !strings.HasPrefix(f.Rule.ID, "wire/") || strings.HasPrefix(r.ID, "wire/") {
			got = append(got, listed(f))
		}
	}
	want := []string{}
	for _, w := range tt.want {
		want = append(want, numbered(tr, w))
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("findings of\n%s\n(-want +got):\n%s", tt.trace, d)
		for _, f := range res.Findings {
			t.Logf("%s: %s; %v", listed(f), f.Message, f.Evidence)
		}
	}
}

// numbered puts frame numbers for names.
func numbered(tr *trace.Trace, want string) string {
	words := strings.Fields(want)
	for i, w := range words {
		if name, ok := strings.CutPrefix(w, "@"); ok && (name[0] < '0' || name[0] > '9') {
			words[i] = fmt.Sprintf("@%d", tr.Frame(name))
		}
	}
	return strings.Join(words, " ")
}

func runTraces(t *testing.T, r *Rule, tests []traceTest) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { tt.run(t, r) })
	}
}

// proven reports whether the result holds a proven finding of r.
func proven(res *Result, r *Rule) bool {
	for _, f := range res.Findings {
		if f.Rule == r && f.Proven() {
			return true
		}
	}
	return false
}

// Each rule finds its Bad trace and is silent about its Good one, and the Good
// one exercises it.
func TestBadAndGood(t *testing.T) {
	for _, r := range All {
		t.Run(r.ID, func(t *testing.T) {
			bad := lint(t, trace.Make(t, r.Doc.Bad), nil)
			if !proven(bad, r) {
				t.Errorf("no proven finding in the Bad trace\n%s", r.Doc.Bad)
				for _, f := range bad.Findings {
					t.Logf("%s: %s", listed(f), f.Message)
				}
			}
			good := lint(t, trace.Make(t, r.Doc.Good), nil)
			if proven(good, r) {
				t.Errorf("finding in the Good trace\n%s", r.Doc.Good)
			}
			for _, f := range good.Findings {
				if f.Rule == r {
					t.Errorf("Good trace: %s: %s", listed(f), f.Message)
				}
			}
		})
	}
}
