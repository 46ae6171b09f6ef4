package rules

import (
	"fmt"
	"strings"
	"testing"

	"rpcrdma-lint/internal/trace"
)

// balance is a trace of n Replies whose grants and Calls in flight add up to
// total, but for the last grant, which is off by slip.
func balance(n, total, slip int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "est; C>CALL 1; S>REPLY 1 cr=%d; C>CALL 2..%d; ", total, n)
	for x := 2; x <= n; x++ {
		grant := total - (n - x)
		if x == n {
			grant += slip
		}
		if x == n {
			b.WriteString("bad: ")
		}
		fmt.Fprintf(&b, "S>REPLY %d cr=%d; ", x, grant)
	}
	return b.String()
}

func TestCreditGrantDecay(t *testing.T) {
	const found = "credit/grant-decay note server @bad"
	runTraces(t, creditGrantDecay, []traceTest{
		{name: "20 Replies", trace: balance(20, 32, 0), want: []string{found}},
		{name: "19 Replies", trace: balance(19, 32, 0)},
		{name: "the sum differs once", trace: balance(20, 32, 1)},
		{name: "set-up not captured", trace: "drop " + balance(20, 32, 0), want: []string{found}},
		{
			name:  "one of 21 Replies not captured: another sum",
			trace: strings.Replace(balance(21, 32, 0), "S>REPLY 9 ", "drop S>REPLY 9 ", 1),
		},
		{name: "constant grant, varying flight", trace: "est; C>CALL 1; S>REPLY 1 cr=32; C>CALL 2..24; S>REPLY 2..24 cr=32"},
		{name: "constant grant, constant flight", trace: "est; exchange 25"},
		{name: "constant flight, varying grant", trace: "est; exchange 20; C>CALL 1; S>REPLY 1 cr=16; exchange"},
	})
	for _, tt := range []struct {
		trace string
		held  int
		few   int
	}{
		{"est; exchange 19", 0, 1},
		{"est; exchange 20", 1, 0},
		{"est", 0, 0},
	} {
		c := covered(lint(t, trace.Make(t, tt.trace), nil), creditGrantDecay)
		if c.Held != tt.held || c.Undecided != tt.few || c.Why[TooFew] != tt.few || c.Violated != 0 {
			t.Errorf("%s: coverage %+v, want held %d, undecided %d", tt.trace, c, tt.held, tt.few)
		}
	}
}
