package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"rpcrdma-lint/internal/baseline"
	"rpcrdma-lint/internal/lint"
)

// baselineFlags are the flags of the command that writes a baseline.
type baselineFlags struct {
	settings
	file  string
	prune bool
}

const baselineLong = `Lints captures and writes the findings that would make a run fail as a baseline,
to standard output or to a file. With --baseline FILE a run fails only for
findings that the file lacks. A finding is recognised by its rule, the side that
is blamed and its message without numbers, so that frames, XIDs and sizes may
change.

With --file, what the file has stays, with the reasons that were written to it.`

func (a *app) baselineCommand() *cobra.Command {
	f := &baselineFlags{settings: newSettings()}
	cmd := &cobra.Command{
		Use:   "baseline [flags] CAPTURE...",
		Short: "Write the findings that are known",
		Long:  baselineLong,
		Example: `  rpcrdma-lint baseline traces/*.pcap > known.yaml
  rpcrdma-lint --baseline known.yaml traces/*.pcap
  rpcrdma-lint baseline --file known.yaml --prune traces/*.pcap`,
		Args:                  cobra.ArbitraryArgs,
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, args []string) error { return a.baseline(cmd, args, f) },
		ValidArgsFunction:     completeCapture,
	}
	fl := cmd.Flags()
	fl.SortFlags = false
	fl.StringVar(&f.file, "file", "", "write to `FILE`, and keep what is in it")
	fl.BoolVar(&f.prune, "prune", false, "remove what was not found any more from the file, and add nothing")
	f.settings.register(cmd)
	return cmd
}

func (a *app) baseline(cmd *cobra.Command, paths []string, f *baselineFlags) error {
	if err := checkPaths(cmd, paths); err != nil {
		return err
	}
	if f.prune && f.file == "" {
		return errors.New("baseline: --prune needs --file")
	}
	o, err := f.resolve(cmd)
	if err != nil {
		return err
	}
	known := baseline.New()
	if f.file != "" {
		if known, err = loadBaseline(f.file); errors.Is(err, fs.ErrNotExist) && !f.prune {
			known, err = baseline.New(), nil
		}
		if err != nil {
			return err
		}
	}
	for c := range lint.All(lint.Each(paths), len(paths), a.in, o) {
		a.judge(c, &f.settings)
		f.learn(known, c)
	}
	a.complainOfFilter(o)
	if a.status == ExitFailure {
		a.complain("no baseline is written")
		return nil
	}
	return a.writeBaseline(known, f)
}

// learn takes what is found in a capture.
func (f *baselineFlags) learn(known *baseline.List, c *lint.Capture) {
	if c.Result == nil {
		return
	}
	for _, x := range c.Result.Findings {
		switch {
		case f.prune && x.Proven():
			known.Known(x)
		case f.reaches(x):
			known.Add(x)
		}
	}
}

func (a *app) writeBaseline(known *baseline.List, f *baselineFlags) error {
	if f.prune {
		for _, e := range known.Gone() {
			a.complain("removed: %s", &e)
		}
		known.Prune()
	}
	if f.file == "" {
		return known.Write(a.out)
	}
	var b bytes.Buffer
	if err := known.Write(&b); err != nil {
		return err
	}
	if err := os.WriteFile(f.file, b.Bytes(), 0o666); err != nil {
		return &writeError{f.file, cause(err)}
	}
	return nil
}

// loadBaseline is baseline.Load with an error that names the file once.
func loadBaseline(path string) (*baseline.List, error) {
	l, err := baseline.Load(path)
	var file *fs.PathError
	if errors.As(err, &file) {
		return nil, fmt.Errorf("%s: %w", path, file.Err)
	}
	return l, err
}
