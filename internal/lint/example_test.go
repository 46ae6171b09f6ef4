package lint_test

import (
	"fmt"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// Which Calls came too early?
func ExampleRun() {
	c := lint.Run("../../captures/abuse-rnr.pcap", nil, lint.Options{
		Enabled: func(r *rules.Rule) bool { return r.ID == "credit/first-call" },
	})
	if !c.Complete {
		fmt.Println(c.Damage)
	}
	for _, f := range c.Result.Findings {
		if f.Proven() {
			fmt.Printf("%d: %s: %s\n", f.Frame, f.Blame, f.Message)
		}
	}
	// Output:
	// 7: client: 8 Calls sent before the first Reply granted credits (limit 1)
	// 65: client: 4 Calls sent before the first Reply granted credits (limit 1)
}
