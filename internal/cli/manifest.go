package cli

import (
	"bufio"
	"errors"

	"github.com/spf13/cobra"

	"rpcrdma-lint/internal/manifest"
)

const manifestLong = `Looks for captures in directories and all below them, and writes a line of JSON
for each trace: its files, how long they are, and when it begins and ends.
What begins as a capture does is one, whatever it is called, and so is what is
called like one. Files of one directory that tcpdump -C, -W or -G or dumpcap -b
wrote one after the other are one trace.

The same tree gives the same bytes. Paths are written as they are found: give
directories as those see them who will lint.

The exit status is 0, or 3 where something could not be looked at.`

func (a *app) manifestCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "manifest DIR...",
		Short: "List the traces of a tree of captures",
		Long:  manifestLong,
		Example: `  rpcrdma-lint manifest /data/captures > captures.jsonl
  rpcrdma-lint --manifest captures.jsonl --shard 17/400 --out parts
  rpcrdma-lint merge parts/part-*`,
		Args:                  cobra.ArbitraryArgs,
		DisableFlagsInUseLine: true,
		RunE:                  func(_ *cobra.Command, args []string) error { return a.manifest(args) },
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
	}
}

func (a *app) manifest(roots []string) error {
	if len(roots) == 0 {
		return errors.New("manifest: give the directories to look into")
	}
	out := bufio.NewWriter(a.out)
	w := manifest.Walk{
		Found: func(t *manifest.Trace) error { return t.Write(out) },
		Problem: func(path string, err error) {
			a.complain("%s: %v", path, err)
			a.raise(ExitFailure)
		},
	}
	for _, root := range roots {
		if err := w.Tree(root); err != nil {
			return nil // the output keeps its error
		}
	}
	if w.Passed > 0 {
		a.complain("files that are no captures: %d", w.Passed)
	}
	out.Flush()
	return nil
}
