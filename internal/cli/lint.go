package cli

import (
	"fmt"
	"iter"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rpcrdma-lint/decode/capture"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// lintFlags are the flags of the command that lints.
type lintFlags struct {
	views        views
	failOn       choice
	color        choice
	require      choice
	selection    selection
	inconclusive bool
	coverage     bool
	profile      bool
	allowCut     bool
	ports        ports
	filter       string
	icrc         choice
	jobs         jobs
}

const lintLong = `Reads packet captures of RPC-over-RDMA version 1 traffic on RoCEv2 (NFS over
RDMA, mostly) and reports each place where a peer broke RFC 8166, RFC 8167,
RFC 8797 or RFC 8267, with the frames that prove it.

A CAPTURE is a pcap or pcapng file, plain or compressed with gzip or zstd;
"-" is standard input. A file called like a command is given as ./rules.

A finding is a violation that the capture proves. What only looks like one,
because frames that would explain it may be missing, is inconclusive: it is
counted, listed with --inconclusive, and never changes the exit status.

Exit status:

    0  every capture was read to its end, no finding reaches --fail-on
    1  a finding reaches --fail-on
    2  the command line is wrong
    3  a capture could not be read to its end, a report could not be written,
       or --require was not met (3 wins over 1)`

const lintExample = `  rpcrdma-lint mount-hang.pcap
  tcpdump -w - udp port 4791 | rpcrdma-lint -
  rpcrdma-lint --format json=lint.json --fail-on warning --require rpcrdma *.pcap.zst
  rpcrdma-lint --disable '*' --enable 'credit/*' --enable 'recv/*' flood.pcapng
  rpcrdma-lint --only RFC8166:3.3 flood.pcapng`

func (a *app) lintCommand() *cobra.Command {
	f := &lintFlags{
		failOn:  choice{"SEVERITY", "error", []string{"note", "warning", "error", "never"}},
		color:   choice{"WHEN", "auto", []string{"auto", "always", "never"}},
		require: choice{"WHAT", "", []string{"rpcrdma"}},
		icrc:    choice{"WHICH", "evidence", []string{"evidence", "all"}},
	}
	cmd := &cobra.Command{
		Use:                   Name + " [flags] CAPTURE...",
		Short:                 "Check captures of RPC-over-RDMA traffic against RFC 8166",
		Long:                  lintLong,
		Example:               lintExample,
		Version:               version(),
		Args:                  cobra.ArbitraryArgs,
		DisableFlagsInUseLine: true,
		SilenceUsage:          true,
		SilenceErrors:         true,
		RunE:                  func(cmd *cobra.Command, args []string) error { return a.lint(cmd, args, f) },
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return []string{"pcap", "pcapng", "cap", "gz", "zst"}, cobra.ShellCompDirectiveFilterFileExt
		},
	}
	cmd.SetVersionTemplate(Name + " {{.Version}}\n")
	f.register(cmd)
	return cmd
}

func (f *lintFlags) register(cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.SortFlags = false
	fl.Var(&f.views, "format", "write a report, to standard output or to FILE; repeatable. NAME is\n"+
		strings.Join(formatNames(), ", ")+".\nText goes to standard output too, unless another format does")
	fl.Var(&f.failOn, "fail-on", "exit with 1 on findings of SEVERITY or a higher one: note, warning,\n"+
		"error, or never")
	f.selection.register(cmd)
	fl.BoolVar(&f.inconclusive, "inconclusive", false, "list inconclusive findings too")
	fl.BoolVar(&f.coverage, "coverage", false, "add the conformance matrix: of each requirement how often it was\n"+
		"exercised, held, was violated or could not be decided, and what was\nnot tested at all and why")
	fl.BoolVar(&f.profile, "profile", false, "add how each peer behaved: grants, sizes, chunks, set-up, invalidation;\n"+
		"JSON has it always")
	fl.Var(&f.ports, "port", "RPC-over-RDMA is served at port N, beside 20049; repeatable")
	fl.StringVar(&f.filter, "filter", "", "look only at frames that match the libpcap filter `EXPR`;\n"+
		"the others count as not captured")
	fl.Var(&f.icrc, "icrc", "check the ICRC of all packets, or of those with evidence: all but the\n"+
		"middles of RDMA Writes and Read Responses")
	fl.Var(&f.jobs, "jobs", "work on N cores; the output is the same with any number (default all)")
	fl.Var(&f.color, "color", "colour severities: always, never, or auto, which does on a terminal\n"+
		"unless NO_COLOR is set")
	fl.BoolVar(&f.allowCut, "allow-cut", false, "only warn when the last record of a capture is cut short,\n"+
		"as a killed tcpdump leaves it")
	fl.Var(&f.require, "require", "exit with 3 when a capture holds nothing of WHAT to check;\n"+
		"WHAT is rpcrdma")
	for name, complete := range map[string]cobra.CompletionFunc{
		"format":  completeFormat,
		"fail-on": f.failOn.complete,
		"color":   f.color.complete,
		"require": f.require.complete,
		"port":    cobra.NoFileCompletions,
		"filter":  cobra.NoFileCompletions,
		"icrc":    f.icrc.complete,
		"jobs":    cobra.NoFileCompletions,
	} {
		mustComplete(cmd, name, complete)
	}
}

// mustComplete registers a completion; the only error it may have is a flag
// that doesn't exist.
func mustComplete(cmd *cobra.Command, flag string, f cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(flag, f); err != nil {
		panic(err)
	}
}

func (a *app) lint(cmd *cobra.Command, paths []string, f *lintFlags) error {
	if err := checkPaths(cmd, paths); err != nil {
		return err
	}
	enabled, err := f.selection.enabled()
	if err != nil {
		return err
	}
	o := lint.Options{Ports: f.ports, Enabled: enabled, AllICRCs: f.icrc.value == "all", Jobs: int(f.jobs)}
	if f.filter != "" {
		if o.Filter, err = capture.CompileFilter(f.filter); err != nil {
			return err
		}
	}
	out, err := a.openReports(f, paths)
	if err != nil {
		return err
	}
	p := progressOf(a.errOut, paths)
	if p != nil {
		o.Watch = p.watch
	}
	captures := lint.All(paths, a.in, o)
	if out.stream() {
		captures = a.inTurn(paths, o, out)
	}
	for c := range captures {
		p.hide()
		if err := out.capture(c); err != nil {
			out.abandon()
			return err
		}
		a.judge(c, f)
	}
	if o.Filter != nil && o.Filter.Err() != nil {
		a.complain("warning: frames left out that cannot be filtered: %v", o.Filter.Err())
	}
	return out.close()
}

// inTurn lints captures one after the other, so that the findings of each can
// be written while it is read.
func (a *app) inTurn(paths []string, o lint.Options, out reports) iter.Seq[*lint.Capture] {
	return func(yield func(*lint.Capture) bool) {
		for _, path := range paths {
			o.Found = out.begin(path)
			if !yield(lint.Run(path, a.in, o)) {
				return
			}
		}
	}
}

func checkPaths(cmd *cobra.Command, paths []string) error {
	if len(paths) == 0 {
		return fmt.Errorf("no capture given; %s --help says how to use it", Name)
	}
	stdin := 0
	for _, p := range paths {
		if p == "-" {
			stdin++
		}
	}
	if stdin > 1 {
		return fmt.Errorf("standard input (-) can be read only once")
	}
	if _, err := os.Stat(paths[0]); err != nil && paths[0] != "-" {
		if s := cmd.SuggestionsFor(paths[0]); len(s) > 0 {
			return fmt.Errorf("there is no file or command %q; did you mean %q?", paths[0], s[0])
		}
	}
	return nil
}

// judge says on standard error what is wrong with a capture, and what it means
// for the exit status.
func (a *app) judge(c *lint.Capture, f *lintFlags) {
	switch {
	case c.Damage != nil && c.Damage.Cut && f.allowCut:
		a.complain("warning: %s: %s", c.Path, c.Damage)
	case c.Damage != nil:
		a.complain("%s: %s", c.Path, c.Damage)
		a.raise(ExitFailure)
	}
	if c.Result != nil && !(c.RPCRDMA() && c.Applied()) {
		a.complain("warning: %s: %s", c.Path, nothing(c))
		if f.require.value != "" {
			a.raise(ExitFailure)
		}
	}
	if c.Result != nil && slices.ContainsFunc(c.Result.Findings, f.fails) {
		a.raise(ExitFindings)
	}
}

// raise makes the exit status at least s.
func (a *app) raise(s int) { a.status = max(a.status, s) }

// fails reports whether a finding makes the run fail.
func (f *lintFlags) fails(x *rules.Finding) bool {
	limit, ok := rules.ParseSeverity(f.failOn.value)
	return ok && x.Proven() && x.Severity >= limit // "never" is no severity
}

// nothing says why a capture was not checked.
func nothing(c *lint.Capture) string {
	if c.RPCRDMA() {
		return "no rule could be applied"
	}
	if len(c.Other) == 0 {
		return "no RPC-over-RDMA seen, nothing was checked"
	}
	var seen []string
	for _, o := range c.Other {
		seen = append(seen, o.What)
	}
	return fmt.Sprintf("no RPC-over-RDMA seen that can be linted, nothing was checked; seen: %s", strings.Join(seen, ", "))
}
