package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"

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
	path := ""
	cmd := &cobra.Command{
		Use:   "manifest [flags] DIR...",
		Short: "List the traces of a tree of captures",
		Long:  manifestLong,
		Example: `  rpcrdma-lint manifest /data/captures > captures.jsonl
  rpcrdma-lint --manifest captures.jsonl --shard 17/400 --out parts
  rpcrdma-lint merge parts`,
		Args:                  cobra.ArbitraryArgs,
		DisableFlagsInUseLine: true,
		RunE:                  func(_ *cobra.Command, args []string) error { return a.manifest(args, path) },
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
	}
	cmd.Flags().StringVar(&path, "out", "", "write to `FILE`, which is there when it is complete")
	return cmd
}

// manifest lists what is in directories, to standard output or to a file.
func (a *app) manifest(roots []string, path string) error {
	if len(roots) == 0 {
		return errors.New("manifest: give the directories to look into")
	}
	if why := manifest.Twice(roots); why != "" {
		return fmt.Errorf("manifest: %s", why)
	}
	if path == "" {
		a.list(roots, a.out) // the output keeps its error
		return nil
	}
	w, err := a.createWhole(path)
	if err == nil {
		err = w.keep(a.list(roots, w))
	}
	if err != nil {
		return &writeError{path, cause(err)}
	}
	return nil
}

// list writes the traces below directories. The error is that of writing.
func (a *app) list(roots []string, to io.Writer) error {
	out := bufio.NewWriter(to)
	w := manifest.Walk{
		Found: func(t *manifest.Trace) error { return t.Write(out) },
		Problem: func(path string, err error) {
			a.complain("%s: %v", path, err)
			a.raise(ExitFailure)
		},
	}
	if err := w.Trees(roots); err != nil {
		return err
	}
	if w.Passed > 0 {
		a.complain("files that are no captures: %d", w.Passed)
	}
	return out.Flush()
}
