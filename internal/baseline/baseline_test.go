package baseline_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/internal/baseline"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/internal/trace"
	"rpcrdma-lint/rules"
)

func finding(id string, b rules.Blame, message string) *rules.Finding {
	return &rules.Finding{Rule: rules.Find(id), Severity: rules.Error, Blame: b, Message: message, Count: 1}
}

func write(t *testing.T, l *baseline.List) string {
	t.Helper()
	var b bytes.Buffer
	if err := l.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const want = `# Findings that are known, as "rpcrdma-lint baseline" writes them. With
# --baseline a run does not fail for them. A number in a message is a #.
# Say in "reason" why a finding is put up with.
version: 1
findings:
  - rule: credit/exceeded
    blame: client
    message: '# Call in flight, limit #'
    fingerprint: FP
    reason: ""
  - rule: xid/mismatch
    blame: server
    message: 'XID # in the header, # in the RPC message: "quoted"'
    fingerprint: FP
    reason: ""
`

// A baseline is sorted, and read back as it was written, with its reasons.
func TestWrite(t *testing.T) {
	l := baseline.New()
	l.Add(finding("xid/mismatch", rules.Server, `XID 0x1a in the header, 0x00002b in the RPC message: "quoted"`))
	l.Add(finding("credit/exceeded", rules.Client, "33 Calls in flight, limit 32"))
	l.Add(finding("credit/exceeded", rules.Client, "1 Call in flight, limit 0"))
	got := write(t, l)
	masked := got
	for line := range strings.Lines(got) {
		if name, _, ok := strings.Cut(line, "fingerprint: "); ok {
			masked = strings.Replace(masked, line, name+"fingerprint: FP\n", 1)
		}
	}
	if d := cmp.Diff(want, masked); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	reasoned := strings.Replace(got, `reason: ""`, "reason: fixed in 6.12", 1)
	again, err := baseline.Parse([]byte(reasoned))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(reasoned, write(t, again)); d != "" {
		t.Errorf("(-written +read and written):\n%s", d)
	}
	if reason, known := again.Known(finding("credit/exceeded", rules.Client, "40 Calls in flight, limit 32")); reason != "fixed in 6.12" || !known {
		t.Errorf("got %q, %t", reason, known)
	}
	if reason, known := again.Known(finding("credit/exceeded", rules.Server, "40 Calls in flight, limit 32")); known {
		t.Errorf("another side is known, because %q", reason)
	}
	gone := again.Gone()
	if len(gone) != 1 || gone[0].Rule != "xid/mismatch" {
		t.Errorf("got %v gone", gone)
	}
	again.Prune()
	if again.Len() != 1 || strings.Contains(write(t, again), "xid/mismatch") || len(again.Gone()) != 0 {
		t.Errorf("after pruning got %s", write(t, again))
	}
}

func TestErrors(t *testing.T) {
	l := baseline.New()
	l.Add(finding("credit/exceeded", rules.Client, "33 Calls in flight, limit 32"))
	good := write(t, l)
	_, entry, _ := strings.Cut(good, "findings:\n")
	for name, tt := range map[string]struct{ in, want string }{
		"empty":       {"", "it is empty"},
		"version":     {"version: 2\nfindings: []\n", "version 2, not 1"},
		"unknown key": {good + "other: 1\n", "not a baseline: line 11: unknown key \"other\""},
		"edited":      {strings.Replace(good, "in flight", "in the air", 1), "is not that of credit/exceeded client: # Call in the air, limit #"},
		"twice":       {good + entry, "stands there twice"},
		"no YAML":     {"\x00", "not a baseline"},
	} {
		if _, err := baseline.Parse([]byte(tt.in)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %s", name, err, tt.want)
		}
	}
	if l, err := baseline.Parse([]byte("version: 1\nfindings: []\n")); err != nil || l.Len() != 0 {
		t.Errorf("got %v, want an empty baseline", err)
	}
}

// The findings of a trace are known in one with other frames, XIDs and
// connections in front of them.
func TestSurvives(t *testing.T) {
	for _, r := range rules.All {
		run := func(notation string) []*rules.Finding {
			var pcap bytes.Buffer
			if err := trace.Make(t, notation).Write(&pcap); err != nil {
				t.Fatal(err)
			}
			c := lint.Run("-", &pcap, lint.Options{Enabled: func(x *rules.Rule) bool { return x == r }})
			return c.Result.Findings
		}
		l := baseline.New()
		before := run(r.Doc.Bad)
		for _, f := range before {
			l.Add(f)
		}
		moved := run("host C7 S7; est; exchange 3; C>DREQ; S>DREP; host C1 S1\n" + r.Doc.Bad)
		if len(before) != len(moved) {
			continue // the rule is about the capture as a whole
		}
		for i, f := range moved {
			if f.Frame == before[i].Frame {
				t.Errorf("%s: the frame did not move", r.ID)
			}
			if _, known := l.Known(f); !known {
				t.Errorf("%s: not known any more: %s, which was %s", r.ID, f.Message, before[i].Message)
			}
		}
	}
}
