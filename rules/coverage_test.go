package rules

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/internal/trace"
	"rpcrdma-lint/rfc8166"
)

// counts are held, violated, noted, inconclusive and undecided outcomes.
type counts [5]int

func countsOf(r *RequirementCoverage) counts {
	return counts{r.Held, r.Violated, r.Noted, r.Inconclusive, r.Undecided}
}

func requirementOf(t *testing.T, res *Result, key rfc8166.Key) *RequirementCoverage {
	t.Helper()
	i := slices.IndexFunc(res.Requirements, func(r RequirementCoverage) bool { return r.Key == key })
	if i < 0 {
		t.Fatalf("%s: not in the result", key)
	}
	return &res.Requirements[i]
}

// A requirement counts the units that exercised it, not all that its rules
// looked at.
func TestRequirementCoverage(t *testing.T) {
	for _, tt := range []struct {
		name, trace string
		want        map[rfc8166.Key]counts
	}{
		{
			name:  "forward exchanges",
			trace: "est; exchange 3",
			want: map[rfc8166.Key]counts{
				"8166-4.6.2-a": {6}, // a message each
				"5531-9-a":     {3}, // Calls alone
				"8166-3.3.3-b": {1}, // the connection
				"8166-3.5.3-a": {},  // nothing was long
				"8167-4.2-a":   {},  // nor reverse
				"8167-5.1-e":   {},
				"8797-4-a":     {}, // no reconnect
				"8797-4.1-b":   {}, // no invalidation
				"8166-4.5.3-a": {},
				"8797-4.2-b":   {3},
				"8797-4.2-c":   {3},
			},
		},
		{
			name:  "no private data",
			trace: "est[none | none]; exchange 3",
			want:  map[rfc8166.Key]counts{"8797-4.2-b": {}, "8797-5.2-b": {9}, "8166-3.3.3-e": {6}},
		},
		{
			name:  "long Reply",
			trace: "est; exchange 3; C>CALL 1 v3 READDIR rc=(h,8192); S>WRITE h 0 5000; S>NOMSG 1 rc=(h,5000); exchange",
			want:  map[rfc8166.Key]counts{"8166-3.5.3-a": {1}, "8166-3.5.3-f": {1}},
		},
		{
			name:  "long Reply that would have fitted",
			trace: "est; exchange 3; C>CALL 1 v3 READDIR rc=(h,4096); S>WRITE h 0 2000; S>NOMSG 1 rc=(h,2000); exchange",
			want:  map[rfc8166.Key]counts{"8166-3.5.3-a": {0}, "8166-3.5.3-f": {0}},
		},
		{
			name:  "after a reconnect",
			trace: "est; exchange 3; C>DREQ; S>DREP; est; @2 exchange 2",
			want:  map[rfc8166.Key]counts{"8797-4-a": {4}},
		},
		{
			name:  "violated",
			trace: creditFirstCall.Doc.Bad,
			want:  map[rfc8166.Key]counts{"8166-3.3.3-b": {0, 1}, "8166-3.3.3-c": {0, 1}},
		},
		{
			name:  "a note breaks nothing",
			trace: errChunkSeen.Doc.Bad,
			want:  map[rfc8166.Key]counts{"8166-8.1.4-b": {0, 0, 1}},
		},
		{
			name:  "inconclusive",
			trace: "est; C>CALL 1; C>CALL 2; drop S>REPLY 1; S>REPLY 2; exchange",
			want:  map[rfc8166.Key]counts{"8166-3.3.3-b": {0, 0, 0, 1}, "8166-3.3.3-c": {0, 0, 0, 1}},
		},
		{
			name:  "undecided",
			trace: "drop est; exchange 3",
			want:  map[rfc8166.Key]counts{"8166-3.3.3-b": {0, 0, 0, 0, 1}},
		},
		{
			name:  "named by a finding of a rule that does not judge it",
			trace: "est; exchange; C>CALL 5 v3 GETATTR; est; @2 exchange; @2 S>REPLY 5; @2 exchange",
			want:  map[rfc8166.Key]counts{"5661-2.9.2-b": {}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := lint(t, trace.Make(t, tt.trace), nil)
			for key, want := range tt.want {
				if got := countsOf(requirementOf(t, res, key)); got != want {
					t.Errorf("%s: got %v, want %v", key, got, want)
				}
			}
		})
	}
}

// Over the traces of all rules: what a finding says of a requirement is
// counted there, and no requirement counts more than its rules judged.
func TestRequirementCounts(t *testing.T) {
	for _, r := range All {
		for name, text := range map[string]string{"Bad": r.Doc.Bad, "Good": r.Doc.Good} {
			res := lint(t, trace.Make(t, text), nil)
			for _, f := range res.Findings {
				for _, k := range f.Requirements {
					q := requirementOf(t, res, k)
					if n := q.Violated + q.Noted + q.Inconclusive; n == 0 {
						t.Errorf("%s, %s: %s is named by %s and counts nothing", r.ID, name, k, f.Rule.ID)
					}
				}
			}
			for i := range res.Requirements {
				q := &res.Requirements[i]
				most := 0
				for _, v := range res.Coverage {
					if slices.Contains(v.Rule.Covers, q.Key) {
						most += v.Held + v.Violated + v.Inconclusive + v.Undecided
					}
				}
				if q.Exercised() > most && len(q.Rules) > 0 && q.Key != "8166-2.2.2-b" { // conn/reply-elsewhere names it too
					t.Errorf("%s, %s: %s exercised %d times, its rules judged %d", r.ID, name, q.Key, q.Exercised(), most)
				}
			}
		}
	}
}

// Every requirement has its place and its standing.
func TestStandings(t *testing.T) {
	res := lint(t, trace.Make(t, "est; exchange 3"), func(r *Rule) bool { return r != hdrDone })
	if len(res.Requirements) != len(rfc8166.All) {
		t.Fatalf("got %d requirements, want %d", len(res.Requirements), len(rfc8166.All))
	}
	for i := range res.Requirements {
		r := &res.Requirements[i]
		if r.Key != rfc8166.All[i].Key {
			t.Errorf("got %s at place %d, want %s", r.Key, i, rfc8166.All[i].Key)
		}
		if len(r.Rules) == 0 && r.Unseen == "" && r.Free == "" {
			t.Errorf("%s: no rule, and no reason for it", r.Key)
		}
		want := SwitchedOff
		switch {
		case r.Key == "8166-4.6.2-a":
			want = SwitchedOff
		case len(r.Rules) > 0:
			want = Judged
		case r.Unseen != "":
			want = CannotShow
		case r.Free != "":
			want = NeedsNoRule
		}
		if r.Standing != want {
			t.Errorf("%s: got %v, want %v", r.Key, r.Standing, want)
		}
		if reason := r.Standing == CannotShow || r.Standing == NeedsNoRule; reason != (r.Reason() != "") {
			t.Errorf("%s: %v, and the reason is %q", r.Key, r.Standing, r.Reason())
		}
		if r.Standing != Judged && r.Held+r.Undecided > 0 {
			t.Errorf("%s: %v, and held %d times", r.Key, r.Standing, r.Held)
		}
	}
}

// What is narrowed is a rule's requirement.
func TestNarrowed(t *testing.T) {
	for id, keys := range narrowed {
		c := find(id)
		if c == nil {
			t.Errorf("%s: no rule of the catalogue", id)
			continue
		}
		for k, f := range keys {
			if !slices.Contains(c.covers, k) {
				t.Errorf("%s does not cover %s", id, k)
			}
			if f == 0 {
				t.Errorf("%s, %s: needs nothing", id, k)
			}
		}
	}
}

// Counting does not depend on which other rules run.
func TestCoverageAlone(t *testing.T) {
	tr := trace.Make(t, inlineExceeded.Doc.Bad)
	all := lint(t, tr, nil)
	alone := lint(t, tr, func(r *Rule) bool { return slices.Contains(r.Covers, "8797-4.2-b") })
	got, want := countsOf(requirementOf(t, alone, "8797-4.2-b")), countsOf(requirementOf(t, all, "8797-4.2-b"))
	if d := cmp.Diff(want, got); d != "" || got == (counts{}) {
		t.Errorf("8797-4.2-b (-all rules +alone):\n%s", d)
	}
}
