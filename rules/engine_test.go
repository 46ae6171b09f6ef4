package rules

import (
	"fmt"
	"strings"
	"testing"

	"rpcrdma-lint/internal/trace"
)

// Of one rule on one connection only the first findings are kept; all are
// counted.
func TestFindingBound(t *testing.T) {
	var b strings.Builder
	b.WriteString("est; ")
	for x := 1; x <= maxFindings+3; x++ {
		fmt.Fprintf(&b, "C>CALL %d; S>REPLY %d cr=0; ", x, x)
	}
	b.WriteString("exchange")
	res := lint(t, trace.Make(t, b.String()), nil)
	n := 0
	for _, f := range res.Findings {
		if f.Rule == creditZeroGrant {
			n++
		}
	}
	if c := covered(res, creditZeroGrant); n != maxFindings || c.Violated != maxFindings+3 || c.Dropped != 3 {
		t.Errorf("%d findings, %d violated, %d dropped; want %d, %d, 3", n, c.Violated, c.Dropped, maxFindings, maxFindings+3)
	}
}

// Findings come by frame, then by connection and rule, whichever was decided
// first.
func TestFindingOrder(t *testing.T) {
	tr := trace.Make(t, "est; C>CALL 1; C>CALL 2; S>REPLY 1 cr=0; S>REPLY 2 cr=0; S>REPLY 2 cr=0; exchange; C>DREQ; S>DREP; "+
		"est; @2 C>CALL 1 cr=0; @2 S>RNR(1); @2 C>DREQ")
	res := lint(t, tr, nil)
	if len(res.Findings) < 6 {
		t.Fatalf("%d findings, want 6 or more", len(res.Findings))
	}
	for i := 1; i < len(res.Findings); i++ {
		if a, b := res.Findings[i-1], res.Findings[i]; compareFindings(a, b) > 0 {
			t.Errorf("%s stands before %s", listed(a), listed(b))
		}
	}
	for _, f := range res.Findings {
		if f.Decided < f.Frame {
			t.Errorf("%s was decided at %d, before it", listed(f), f.Decided)
		}
	}
}

// A rule that is switched off counts nothing, and the others count the same.
func TestDisabled(t *testing.T) {
	tr := trace.Make(t, creditFirstCall.Doc.Bad)
	all := lint(t, tr, nil)
	without := lint(t, tr, func(r *Rule) bool { return r != creditFirstCall })
	for i, c := range without.Coverage {
		a := all.Coverage[i]
		if c.Disabled != (c.Rule == creditFirstCall) {
			t.Errorf("%s: disabled %v", c.Rule.ID, c.Disabled)
		}
		if c.Rule == creditFirstCall {
			if c.Held+c.Violated+c.Inconclusive+c.Undecided != 0 {
				t.Errorf("%s: switched off, yet counted: %+v", c.Rule.ID, c)
			}
			continue
		}
		if c.Held != a.Held || c.Violated != a.Violated || c.Inconclusive != a.Inconclusive || c.Undecided != a.Undecided {
			t.Errorf("%s: %+v without credit/first-call, %+v with it", c.Rule.ID, c, a)
		}
	}
}

// The same trace gives the same result, every time.
func TestSameAnswer(t *testing.T) {
	for _, r := range All {
		tr := trace.Make(t, r.Doc.Bad)
		var want []string
		for round := range 3 {
			var got []string
			for _, f := range lint(t, tr, nil).Findings {
				got = append(got, fmt.Sprint(listed(f), f.Decided, f.Message, f.Evidence, f.Count))
			}
			if round == 0 {
				want = got
			} else if strings.Join(got, "\n") != strings.Join(want, "\n") {
				t.Errorf("%s: round %d differs:\n%s\nwant\n%s", r.ID, round, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		}
	}
}

// What an outcome gathers: the first guard that fails stays.
func TestOutcome(t *testing.T) {
	o := Violated(Client, "%d", 7).Unless(0).Unless(NoStart).Unless(GapClient)
	if o.guard != NoStart || o.claim.message != "7" {
		t.Errorf("guard %v, message %q; want START, \"7\"", o.guard.Name(), o.claim.message)
	}
	if o := Held.At(1, 2, "x").XID(3).Counting(4).As(Error).Unless(0); o != Held {
		t.Errorf("a held outcome took facts: %+v", o)
	}
	if n := testing.AllocsPerRun(100, func() { _ = Held }); n != 0 {
		t.Errorf("Held allocates %v times", n)
	}
}

func TestSeverity(t *testing.T) {
	for s := Note; s <= Error; s++ {
		if got, ok := ParseSeverity(s.String()); !ok || got != s {
			t.Errorf("ParseSeverity(%q) = %v, %v", s, got, ok)
		}
	}
	if _, ok := ParseSeverity("fatal"); ok {
		t.Error("ParseSeverity takes \"fatal\"")
	}
}
