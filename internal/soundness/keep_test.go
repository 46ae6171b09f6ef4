package soundness

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"rpcrdma-lint/internal/damage"
	"rpcrdma-lint/rules"
)

// What damage cannot hide must be found all the same. The list of survivors is
// what the checker does; this is what it has to do.

// An excuse says why a damage does hide what a rule finds, by the rule's ID.
type excuses map[string]string

// kept fails where a finding of the trace's rule is lost that may not be. It
// notes in used what was excused.
func kept(t *testing.T, s *Subject, d damage.Damage, excused excuses, used map[string]bool) {
	t.Helper()
	trial := Try(s, d, 0)
	for a := range s.Whole {
		switch {
		case a.Rule != s.Rule.ID || trial.Proven[a]:
		case excused[a.Rule] != "":
			used[a.Rule] = true
		default:
			t.Errorf("%v is lost by %v\n%s", a, d, trial.Replay())
		}
	}
}

// allUsed fails for an excuse that no rule needs any more.
func allUsed(t *testing.T, excused excuses, used map[string]bool) {
	t.Helper()
	for id := range excused {
		if !used[id] {
			t.Errorf("%s needs no excuse", id)
		}
	}
}

// bad are the violating traces of the rules that accuse someone.
func bad(t *testing.T) []*Subject {
	t.Helper()
	subjects, err := Traces()
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(subjects, func(s *Subject) bool {
		return !strings.HasSuffix(s.Name, "/bad") || damage.AboutCapture(s.Rule.ID)
	})
}

// slow is the trace with a thousand times the time between its frames.
func slow(s *Subject) *Subject {
	c := *s.Capture
	c.Frames = slices.Clone(c.Frames)
	for i := range c.Frames {
		c.Frames[i].Time += 999 * (c.Frames[i].Time - s.Frames[0].Time)
	}
	out := NewSubject(&c)
	out.Rule = s.Rule
	return out
}

// Second copies and disorder of microseconds hide nothing where all else takes
// milliseconds; other hosts, and frames cut behind what is looked at, never do.
func TestKeptWithCopies(t *testing.T) {
	const again = "any request captured twice counts as sent again, which makes its response late, even before the time to send it again"
	excused, used := excuses{"read/incomplete": again, "rdma/read-depth": again}, map[string]bool{}
	for _, s := range bad(t) {
		for _, d := range parsed("overlay", "client", "strangers", "cut=1024") {
			kept(t, s, d, nil, nil)
		}
		s := slow(s)
		for _, d := range parsed("dup=100%", "dup=50%", "merge=1us", "merge=30us", "ends=5us/20us/1us", "ends=30us/-50us/5us", "dup=100%+overlay") {
			kept(t, s, d, excused, used)
		}
		for _, d := range parsed("swap=10us", "shake=20us") {
			kept(t, s, d, nil, nil)
		}
	}
	allUsed(t, excused, used)
}

// Where everything happens in microseconds, copies as far apart hide the order
// of frames, and nothing else: whatever is lost is suspected, and said to be
// unproven for want of that order.
func TestSuspectedAmongCopies(t *testing.T) {
	excused, used := excuses{
		"read/incomplete":  "see TestKeptWithCopies",
		"rdma/read-depth":  "see TestKeptWithCopies",
		"recv/rnr-overrun": "the order tells whether the refused Call was beyond the credits, so that only recv/rnr-unattributed is left",
	}, map[string]bool{}
	for _, s := range bad(t) {
		for _, d := range parsed("dup=100%", "merge=1us", "merge=5us", "merge=30us", "ends=5us/20us/1us") {
			if !suspected(s, d, rules.Disordered) {
				kept(t, s, d, excused, used)
			}
		}
	}
	allUsed(t, excused, used)
}

// suspected reports whether the rule of a trace suspects after a damage what it
// cannot prove, for one of these reasons.
func suspected(s *Subject, d damage.Damage, reasons ...rules.Guard) bool {
	frames, _ := d.Do(s.Capture, 0)
	return slices.ContainsFunc(Lint(frames).Findings, func(f *rules.Finding) bool {
		return f.Rule == s.Rule && slices.Contains(reasons, f.Guard)
	})
}

// When a finding is decided nothing that is captured later is needed for it.
func TestKeptWithoutTheRest(t *testing.T) {
	for _, s := range bad(t) {
		decided, _ := needs(s)
		for n := decided; n <= len(s.Frames); n++ {
			kept(t, s, damage.MustParse(fmt.Sprintf("until=%d", n)), nil, nil)
			kept(t, s, damage.MustParse(fmt.Sprintf("drop=%d", n+1)), nil, nil)
		}
	}
}

// A single frame that is no evidence is not needed, unless it belongs to the
// set-up, where peers say what they may do, or leaves a hole in a request stream
// in which anything may have been. Behind the evidence such a hole leaves the
// suspicion.
func TestKeptWithoutOneFrame(t *testing.T) {
	excused, used := excuses{
		"recv/rnr-server":      "nothing else shows that the client had received the Reply that grants",
		"recv/ack-credits-low": "nothing else shows that the client had received the Reply that grants",
		"recv/rnr-overrun":     "nothing else shows that no answer of the server is missing",
		"inline/exceeded":      "the second packet of the message at fault",
		"inline/over-default":  "the second packet of the message at fault",
	}, map[string]bool{}
	for _, s := range bad(t) {
		_, evidence := needs(s)
		last := slices.Max(slices.Collect(maps.Keys(evidence)))
		for i, f := range s.Frames {
			n := i + 1
			d := damage.MustParse(fmt.Sprintf("drop=%d", n))
			switch hole := f.What == damage.Send || f.What == damage.Write; {
			case evidence[n], f.What == damage.CM, hole && n < last:
			case hole && suspected(s, d, rules.GapClient, rules.GapServer, rules.OpenClient, rules.OpenServer):
			default:
				kept(t, s, d, excused, used)
			}
		}
	}
	allUsed(t, excused, used)
}

// needs tells by which frame all findings of the trace's rule are decided, and
// which frames they name.
func needs(s *Subject) (decided int, evidence map[int]bool) {
	evidence = map[int]bool{}
	frames, _ := damage.Damage{}.Do(s.Capture, 0)
	for _, f := range Lint(frames).Findings {
		if f.Rule != s.Rule || !f.Proven() {
			continue
		}
		decided, evidence[f.Frame] = max(decided, f.Decided), true
		for _, e := range f.Evidence {
			decided, evidence[e.Frame] = max(decided, e.Frame), true
		}
	}
	return decided, evidence
}
