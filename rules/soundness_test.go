package rules

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
	"testing"

	"rpcrdma-lint/internal/trace"
)

// damaged yields what imperfect captures would hold of a trace: each frame
// missing, each pair of frames, whatever a capture that began late or ended
// early holds, one direction only, frames cut short, and many frames missing.
func damaged(tr *trace.Trace) iter.Seq2[string, *trace.Trace] {
	return func(yield func(string, *trace.Trace) bool) {
		n := tr.Len()
		for i := 1; i <= n; i++ {
			without := tr.WithoutFrame(i)
			ok := yield(fmt.Sprintf("without %d", i), without) &&
				yield(fmt.Sprintf("from %d", i), tr.From(i)) &&
				yield(fmt.Sprintf("until %d", i), tr.Until(i))
			for k := i; ok && n <= maxPairs && k < n; k++ {
				ok = yield(fmt.Sprintf("without %d and %d", i, k+1), without.WithoutFrame(k))
			}
			if !ok {
				return
			}
		}
		for _, side := range [...]trace.Side{trace.Client, trace.Server} {
			if !yield(fmt.Sprintf("side %v only", side), tr.OnlyFrom(side)) {
				return
			}
		}
		for snap := 54; snap <= 200; snap++ {
			if !yield(fmt.Sprintf("snap %d", snap), tr.Cut(snap)) {
				return
			}
		}
		for seed := range uint64(40) {
			r := rand.New(rand.NewPCG(seed, 0))
			lossy := tr.Without(func(int, trace.Frame) bool { return r.IntN(8) < int(1+seed%5) })
			if !yield(fmt.Sprintf("random losses, seed %d", seed), lossy) {
				return
			}
		}
	}
}

const maxPairs = 40 // frames of the longest trace of which every pair is removed

// A verdict is what a finding says, without the place.
type verdict struct {
	rule     string
	blame    Blame
	severity Severity
}

func (v verdict) String() string { return fmt.Sprintf("%s %v %v", v.rule, v.severity, v.blame) }

// verdicts are the proven findings about peers.
func verdicts(res *Result) map[verdict]bool {
	got := map[verdict]bool{}
	for _, f := range res.Findings {
		if f.Proven() && !strings.HasPrefix(f.Rule.ID, "wire/") {
			got[verdict{f.Rule.ID, f.Blame, f.Severity}] = true
		}
	}
	return got
}

// Whatever is missing from a capture, nothing is proven that the whole capture
// does not prove: loss soundness, in small.
func TestLossSoundness(t *testing.T) {
	for _, r := range All {
		for name, notation := range map[string]string{"good": r.Doc.Good, "bad": r.Doc.Bad} {
			t.Run(r.ID+"/"+name, func(t *testing.T) {
				tr := trace.Make(t, notation)
				whole := verdicts(lint(t, tr, nil))
				seen := map[verdict]bool{}
				for what, less := range damaged(tr) {
					for v := range verdicts(lint(t, less, nil)) {
						if whole[v] || seen[v] || allowed(v, whole) {
							continue
						}
						seen[v] = true
						t.Errorf("%s: %v is proven, but not of the whole trace\n%s", what, v, notation)
					}
				}
			})
		}
	}
}

func allowed(v verdict, whole map[verdict]bool) bool { return false }
