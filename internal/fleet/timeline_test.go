package fleet

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/rules"
)

// How wide stretches become, and what is in them, does not depend on the order.
func TestTimelineOrder(t *testing.T) {
	const day = int64(24 * 3600e9)
	rnd := rand.New(rand.NewPCG(1, 2))
	var times []int64
	for range 5000 {
		times = append(times, 20000*day+rnd.Int64N(3*day))
	}
	times = append(times, 1, 9e18)
	told := func() (all []Stretch) {
		l := NewTimeline(100)
		for _, at := range times {
			l.finding(at, rules.Severity(at%3))
			l.trace(&Trace{First: at})
		}
		if len(l.counts) > 100 || l.Width%narrowest != 0 {
			t.Fatalf("got %d stretches of %d ns", len(l.counts), l.Width)
		}
		n := 0
		for _, s := range l.Stretches() {
			all = append(all, *s)
			n += s.Findings[0] + s.Findings[1] + s.Findings[2]
		}
		if n != len(times) {
			t.Fatalf("got %d findings, want %d", n, len(times))
		}
		return all
	}
	want := told()
	slices.Sort(times)
	if d := cmp.Diff(want, told()); d != "" {
		t.Errorf("sorted:\n%s", d)
	}
	slices.Reverse(times)
	if d := cmp.Diff(want, told()); d != "" {
		t.Errorf("backwards:\n%s", d)
	}
}

// Of traces the heaviest are kept, and of these the first, whenever those that
// weigh less are left out.
func TestKept(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	var all []Trace
	for i := range 1000 {
		x := Trace{Frames: i}
		switch rnd.IntN(20) {
		case 0:
			x.Findings[rules.Error] = 1
		case 1:
			x.Reason = "cut"
		case 2, 3:
			x.Findings[rules.Warning] = 2
		case 4, 5, 6:
			x.Inconclusive = 1
		}
		all = append(all, x)
	}
	for _, most := range []int{1, 7, 60, 200, 500, 999, 1000, 2000} {
		k := &Kept{most: most, mostLinks: 1 << 20}
		for _, x := range all {
			k.add(x, []*Fault{nil})
		}
		k.prune()
		want := slices.Clone(all)
		slices.SortStableFunc(want, func(a, b Trace) int { return b.weight() - a.weight() })
		want = want[:min(most, len(want))]
		slices.SortFunc(want, func(a, b Trace) int { return a.Frames - b.Frames })
		if len(k.Traces) != len(want) || k.LeftOut != len(all)-len(want) || k.links != len(want) {
			t.Fatalf("%d: got %d, %d left out, %d links", most, len(k.Traces), k.LeftOut, k.links)
		}
		for i := range want {
			if k.Traces[i].Frames != want[i].Frames {
				t.Fatalf("%d: got trace %d at %d, want %d", most, k.Traces[i].Frames, i, want[i].Frames)
			}
		}
	}
}
