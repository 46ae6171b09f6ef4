package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"rpcrdma-lint/internal/explain"
	"rpcrdma-lint/rules"
)

func (a *app) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "explain RULE",
		Short: "Explain a rule",
		Long: `Says what a rule demands and why it matters, how a violation is recognised, when
the rule keeps silent, what violating and conforming traffic looks like, which
implementations are known to have had the fault, and which tracepoints of the
Linux kernel would confirm it on a live host.`,
		Example:               `  rpcrdma-lint explain credit/first-call`,
		Args:                  oneRule,
		ValidArgsFunction:     completeRule,
		DisableFlagsInUseLine: true,
		RunE: func(_ *cobra.Command, args []string) error {
			r := rules.Find(args[0])
			if r == nil {
				return fmt.Errorf("explain: no rule is called %q%s", args[0], didYouMean(args[0]))
			}
			_, err := io.WriteString(a.out, explain.Text(r, explain.Example(r)))
			return err
		},
	}
}

func oneRule(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("explain: takes the name of one rule; %s rules lists all", Name)
	}
	return nil
}
