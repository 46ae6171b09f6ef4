package cli

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"rpcrdma-lint/decode/capture"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/report"
	"rpcrdma-lint/rules"
)

// extractFlags are the flags of the command that cuts findings out of a capture.
type extractFlags struct {
	settings
	findings     []int
	file         string
	inconclusive bool
}

const extractLong = `Writes only the frames that prove a finding, as a pcapng file, each with a packet
comment that says what it has to do with it. Without --finding it lists the
findings with their numbers, which are their places in the text report.

The exit status is 0, or 3 where the capture could not be read to its end or
the file not be written.`

func (a *app) extractCommand() *cobra.Command {
	f := &extractFlags{settings: newSettings()}
	cmd := &cobra.Command{
		Use:   "extract [flags] CAPTURE",
		Short: "Write only the frames that prove a finding",
		Long:  extractLong,
		Example: `  rpcrdma-lint extract mount-hang.pcap
  rpcrdma-lint extract --finding 3 --file finding-3.pcapng mount-hang.pcap
  rpcrdma-lint extract --finding 3 mount-hang.pcap | tshark -r - -V`,
		Args:                  cobra.ArbitraryArgs,
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, args []string) error { return a.extract(cmd, args, f) },
		ValidArgsFunction:     completeCapture,
	}
	fl := cmd.Flags()
	fl.SortFlags = false
	fl.IntSliceVar(&f.findings, "finding", nil, "write the frames of finding `N`; repeatable")
	fl.StringVar(&f.file, "file", "", "write to `FILE` instead of standard output")
	fl.BoolVar(&f.inconclusive, "inconclusive", false, "count inconclusive findings too")
	f.settings.register(cmd)
	hide(cmd, "fail-on") // findings don't change the exit status
	mustComplete(cmd, "finding", cobra.NoFileCompletions)
	return cmd
}

func (a *app) extract(cmd *cobra.Command, paths []string, f *extractFlags) error {
	if err := checkPaths(cmd, paths); err != nil {
		return err
	}
	if len(paths) != 1 {
		return fmt.Errorf("extract: takes one capture, not %d", len(paths))
	}
	if len(f.findings) > 0 {
		if err := f.check(paths[0], a.screen); err != nil {
			return err
		}
	}
	o, err := f.resolve(cmd)
	if err != nil {
		return err
	}
	c := lint.Run(paths[0], a.in, o)
	a.judge(c, &f.settings)
	a.complainOfFilter(o)
	if c.Result == nil {
		return nil
	}
	all := report.Listed(c, f.inconclusive)
	if len(f.findings) == 0 {
		var b bytes.Buffer
		for i, x := range all {
			fmt.Fprintf(&b, "%*d  %s\n", len(fmt.Sprint(len(all))), i+1, report.Line(x))
		}
		a.out.Write(b.Bytes())
		return nil
	}
	var chosen []*rules.Finding
	for _, n := range f.findings {
		if n < 1 || n > len(all) {
			return fmt.Errorf("--finding: there is no finding %d: %s has %d", n, paths[0], len(all))
		}
		chosen = append(chosen, all[n-1])
	}
	comments := report.Comments(chosen)
	if len(comments) == 0 {
		return errors.New("--finding: no frame proves this finding: it is about what is missing")
	}
	edit := func(n int) capture.Edit {
		e := capture.Edit{Drop: len(comments[n]) == 0}
		for _, s := range comments[n] { // the copy counts frames anew
			e.Comments = append(e.Comments, fmt.Sprintf("frame %d of %s: %s", n, filepath.Base(c.Path), s))
		}
		return e
	}
	if f.file == "" {
		return copyCapture(a.out, "standard output", c, edit)
	}
	return copyTo(f.file, c, edit)
}

// check refuses to write over the capture, or frames to a terminal.
func (f *extractFlags) check(path string, s screen) error {
	switch {
	case f.file == "" && s.terminal:
		return errors.New("extract: no capture is written to a terminal; give --file FILE")
	case f.file != "" && same(f.file, path):
		return fmt.Errorf("extract: %s is the capture to read", f.file)
	}
	return rereadable("extract", path)
}

// hide leaves a flag that means nothing to a command out of its help.
func hide(cmd *cobra.Command, flag string) {
	if err := cmd.Flags().MarkHidden(flag); err != nil {
		panic(err)
	}
}
