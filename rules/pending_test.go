package rules

import (
	"testing"

	"rpcrdma-lint/decode"
)

// Claims that wait for the end of the connection cost nothing at each request,
// and what is done is not kept in lists.
func TestPendingSteps(t *testing.T) {
	r := &Rule{ID: "test"}
	e := New(Options{Enabled: func(*Rule) bool { return false }})
	c := &Conn{Conn: &decode.Conn{}, pair: &Pair{e: e}}
	a := &active{Rule: r}
	for range maxPending / 2 {
		e.outcome(c, a, Violated(NoBlame, "x").At(1, 0, "here").AtEnd(), 1)
	}
	longest := 0
	for n := range 50_000 {
		// With a guard that fails before, it is done though the end has not come.
		o := Violated(NoBlame, "y").At(n, 0, "here").OnceClosed(decode.ClientSide).AtEnd()
		o.claim.count = 0
		e.cover[0].Dropped = 0
		c.kept = map[int]int{0: maxFindings} // nothing is to be kept
		e.outcome(c, a, o, n)
		longest = max(longest, len(c.waiting.by[waitClient]))
		e.settle(c, waitClient, GapClient, n+1)
	}
	if longest > 1 {
		t.Errorf("up to %d claims were looked at for a request, want 1", longest)
	}
	if got, want := c.waiting.n, maxPending/2; got != want {
		t.Errorf("%d claims wait, want %d", got, want)
	}
	if got := len(c.waiting.by[waitEnd]); got > 2*maxPending {
		t.Errorf("%d claims are in the list of those that wait for the end, want at most %d", got, 2*maxPending)
	}
}
