package cli

import (
	"errors"

	"github.com/spf13/cobra"

	"rpcrdma-lint/internal/fleet"
	"rpcrdma-lint/internal/part"
)

const mergeLong = `Makes reports of the parts that rpcrdma-lint --out wrote, in any order. They are
what one run over the whole manifest would have written. A directory stands for
the parts in it. A report that goes to a file replaces it when it is complete.

A shard that no part is of, and a trace that could not be read to its end, is
named on standard error and makes the exit status 3, unless --allow-missing is
given. Otherwise the exit status is that of a run over the captures.`

// mergeFlags are the flags of the command that merges.
type mergeFlags struct {
	lintFlags
	allowMissing bool
}

func (a *app) mergeCommand() *cobra.Command {
	f := &mergeFlags{lintFlags: *newLintFlags()}
	f.standard, f.whole = "fleet", true
	cmd := &cobra.Command{
		Use:   "merge [flags] PART...",
		Short: "Make reports of the parts of a fleet",
		Long:  mergeLong,
		Example: `  rpcrdma-lint merge parts
  rpcrdma-lint merge --format json=fleet.json --fail-on warning parts`,
		Args:                  cobra.ArbitraryArgs,
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, args []string) error { return a.merge(cmd, args, f) },
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return []string{"zst"}, cobra.ShellCompDirectiveFilterFileExt
		},
	}
	fl := cmd.Flags()
	fl.SortFlags = false
	f.registerReports(cmd)
	registerConfig(cmd, &f.config)
	f.registerFailOn(cmd)
	f.registerRequired(cmd)
	fl.BoolVar(&f.allowMissing, "allow-missing", false, "only warn of shards that are missing and of traces that could not be\nread to their end")
	return cmd
}

func (a *app) merge(cmd *cobra.Command, paths []string, f *mergeFlags) error {
	if len(paths) == 0 {
		return errors.New("merge: give the parts")
	}
	var err error
	if f.file, err = loadConfig(f.config); err != nil {
		return err
	}
	if !cmd.Flags().Changed("fail-on") && f.file.FailOn != "" {
		f.failOn.value = f.file.FailOn
	}
	if err := f.readBaseline(cmd); err != nil {
		return err
	}
	if paths, err = part.Find(paths); err != nil {
		return &readError{err}
	}
	set, err := part.OpenSet(paths)
	if err != nil {
		return &readError{err}
	}
	f.allowDamage = f.allowMissing
	for _, h := range set.Missing() {
		f.missing = append(f.missing, fleet.Hole{First: h.First, Last: h.Last, Shards: set.Header.Shards, Traces: h.Traces})
	}
	a.complainOfMissing(f.missing, f.allowMissing)
	f.views = f.views.ofFleet()
	out, err := a.openReports(&f.lintFlags, paths)
	if err != nil {
		return err
	}
	for c, err := range set.Captures() {
		if err != nil {
			out.abandon()
			return &readError{err}
		}
		if err := out.capture(c); err != nil {
			out.abandon()
			return err
		}
		a.judge(c, &f.settings)
		a.verdict(c, &f.lintFlags)
	}
	a.complainOfGone(&f.lintFlags)
	a.complainOfNone(set.Header.All, &f.settings)
	return out.close()
}

// complainOfMissing names the shards that no part is of.
func (a *app) complainOfMissing(missing []fleet.Hole, allowed bool) {
	for _, h := range missing {
		if allowed {
			a.complain("warning: missing: %s", h)
			continue
		}
		a.complain("missing: %s", h)
		a.raise(ExitFailure)
	}
}
