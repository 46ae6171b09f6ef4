package rules

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"testing"

	"rpcrdma-lint/internal/damage"
	"rpcrdma-lint/internal/trace"
)

const (
	maxPairs = 24 // frames of the longest trace of which every pair is removed
	losses   = 40 // captures with many frames missing
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
				yield(fmt.Sprintf("until %d", i), tr.Until(i)) &&
				yield(fmt.Sprintf("%d and the next exchanged", i), tr.Swap(i))
			for k := i + 1; ok && n <= maxPairs && k <= n; k++ {
				ok = yield(fmt.Sprintf("without %d and %d", i, k), without.WithoutFrame(k-1))
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
		for snap := 54; snap <= 200; snap += 3 {
			if !yield(fmt.Sprintf("snap %d", snap), tr.Cut(snap)) {
				return
			}
		}
		for seed := range uint64(losses) {
			r := rand.New(rand.NewPCG(seed, 0))
			lossy := tr.Without(func(int, trace.Frame) bool { return r.IntN(10) < int(1+seed%5) })
			if !yield(fmt.Sprintf("random losses, seed %d", seed), lossy) {
				return
			}
		}
	}
}

// accusations are what the proven findings say, but for those about the
// capture.
func accusations(res *Result) map[damage.Accusation]bool {
	got := map[damage.Accusation]bool{}
	for _, f := range res.Findings {
		if f.Proven() && !damage.AboutCapture(f.Rule.ID) {
			got[damage.Accusation{Rule: f.Rule.ID, Blame: f.Blame.String()}] = true
		}
	}
	return got
}

// Whatever is missing from a capture, nothing is proven that the whole capture
// does not prove: loss soundness, in small.
func TestLossSoundness(t *testing.T) {
	done := map[string]bool{}
	for _, r := range All {
		for name, notation := range map[string]string{"good": r.Doc.Good, "bad": r.Doc.Bad} {
			if !done[notation] {
				t.Run(r.ID+"/"+name, func(t *testing.T) { sound(t, notation) })
			}
			done[notation] = true
		}
	}
}

func sound(t *testing.T, notation string) {
	tr := trace.Make(t, notation)
	whole := accusations(lint(t, tr, nil))
	seen := map[damage.Accusation]bool{}
	for what, less := range damaged(tr) {
		for a := range accusations(lint(t, less, nil)) {
			if a.Follows(whole) || seen[a] {
				continue
			}
			seen[a] = true
			t.Errorf("%s: %v is proven, but not in the whole trace\n%s", what, a, notation)
		}
	}
}
