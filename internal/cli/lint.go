package cli

import (
	"cmp"
	"fmt"
	"iter"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rpcrdma-lint/internal/baseline"
	"rpcrdma-lint/internal/fleet"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/internal/manifest"
	"rpcrdma-lint/rules"
)

// lintFlags are the flags of the command that lints.
type lintFlags struct {
	settings
	views        views
	color        choice
	inconclusive bool
	coverage     bool
	profile      bool
	baseline     string
	annotate     string
	fleetFlags

	standard string         // format that goes to standard output where no other does
	whole    bool           // files get their names when they are complete
	missing  []fleet.Hole   // of a fleet
	known    *baseline.List // nil without a baseline
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
       --require was not met, or this program failed (3 wins over 1)`

const lintExample = `  rpcrdma-lint mount-hang.pcap
  tcpdump -w - udp port 4791 | rpcrdma-lint -
  rpcrdma-lint --format json=lint.json --fail-on warning --require rpcrdma *.pcap.zst
  rpcrdma-lint --disable '*' --enable 'credit/*' --enable 'recv/*' flood.pcapng
  rpcrdma-lint --only RFC8166:3.3 flood.pcapng
  rpcrdma-lint --under-test client --baseline known.yaml --format junit=lint.xml traces/*.pcap`

func (a *app) lintCommand() *cobra.Command {
	f := newLintFlags()
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
		ValidArgsFunction:     completeCapture,
	}
	cmd.SetVersionTemplate(Name + " {{.Version}}\n")
	f.register(cmd)
	return cmd
}

func newLintFlags() *lintFlags {
	return &lintFlags{
		settings: newSettings(),
		standard: "text",
		color:    choice{"WHEN", "auto", []string{"auto", "always", "never"}},
	}
}

func (f *lintFlags) register(cmd *cobra.Command) {
	cmd.Flags().SortFlags = false
	f.registerReports(cmd)
	cmd.Flags().StringVar(&f.annotate, "annotate", "", "write a copy of the capture to `FILE` (pcapng), in which each frame of a\n"+
		"finding has a packet comment")
	f.settings.register(cmd)
	f.fleetFlags.register(cmd)
}

// registerReports are the flags that say what is written of findings.
func (f *lintFlags) registerReports(cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.Var(&f.views, "format", "write a report, to standard output or to FILE; repeatable. NAME is\n"+
		strings.Join(formatNames(), ", ")+".\n"+strings.ToUpper(f.standard[:1])+f.standard[1:]+" goes to standard output too, unless another format does")
	fl.StringVar(&f.baseline, "baseline", "", "do not fail for the findings that `FILE` has, as the command baseline\n"+
		"writes it; those that are gone are named")
	fl.BoolVar(&f.inconclusive, "inconclusive", false, "list inconclusive findings too")
	fl.BoolVar(&f.coverage, "coverage", false, "add the conformance matrix: of each requirement how often it was\n"+
		"exercised, held, was violated or could not be decided, and what was\nnot tested at all and why")
	fl.BoolVar(&f.profile, "profile", false, "add how each peer behaved: grants, sizes, chunks, set-up, invalidation;\n"+
		"JSON has it always")
	fl.Var(&f.color, "color", "colour severities: always, never, or auto, which does on a terminal\n"+
		"unless NO_COLOR is set")
	mustComplete(cmd, "format", completeFormat)
	mustComplete(cmd, "color", f.color.complete)
}

// mustComplete registers a completion; the only error it may have is a flag
// that doesn't exist.
func mustComplete(cmd *cobra.Command, flag string, f cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(flag, f); err != nil {
		panic(err)
	}
}

func (a *app) lint(cmd *cobra.Command, paths []string, f *lintFlags) error {
	if err := f.checkFleet(cmd, paths); err != nil {
		return err
	}
	if f.manifest == "" {
		if err := checkPaths(cmd, paths); err != nil {
			return err
		}
	}
	o, err := f.resolve(cmd)
	if err != nil {
		return err
	}
	if f.out != "" {
		return a.lintShard(f, o)
	}
	if err := f.readBaseline(cmd); err != nil {
		return err
	}
	if f.annotate != "" {
		if err := annotable(f.annotate, f.views, paths); err != nil {
			return err
		}
	}
	var broken error
	traces, n := lint.Each(paths), len(paths)
	switch {
	case f.join:
		traces, n = slices.Values([]lint.Trace{traceOf(manifest.Join(paths))}), 1
	case f.manifest != "":
		m, err := manifest.Open(f.manifest)
		if err != nil {
			return &readError{err}
		}
		traces, n = tracesOf(m.Traces(0, m.Len()), &broken), m.Len()
		f.views = f.views.ofFleet()
	}
	out, err := a.openReports(f, paths)
	if err != nil {
		return err
	}
	o.Journal = f.views.journal()
	p := progressOf(a.errOut, paths)
	if p != nil {
		o.Via = p.watch
	}
	captures := lint.All(traces, n, a.in, o)
	if out.stream() {
		captures = a.inTurn(traces, o, out)
	}
	var noCopy error
	for c := range captures {
		p.hide()
		if err := out.capture(c); err != nil {
			out.abandon()
			return err
		}
		a.judge(c, &f.settings)
		a.verdict(c, f)
		if f.annotate != "" {
			noCopy = a.annotate(c, f)
		}
	}
	a.complainOfFilter(o)
	a.complainOfGone(f)
	if f.manifest != "" {
		a.complainOfNone(n, &f.settings)
	}
	if broken != nil {
		a.raise(ExitFailure)
		a.complain("%v", broken)
	}
	return cmp.Or(out.close(), noCopy)
}

// complainOfGone names what the baseline has and nothing was like.
func (a *app) complainOfGone(f *lintFlags) {
	if f.known == nil {
		return
	}
	for _, e := range f.known.Gone() {
		a.complain("warning: %s: not found any more: %s", f.baseline, &e)
	}
}

// verdict looks whether the findings of a capture make the run fail, and at
// each, so that the baseline knows which it has seen.
func (a *app) verdict(c *lint.Capture, f *lintFlags) {
	if c.Result == nil {
		return
	}
	for _, x := range c.Result.Findings {
		if f.known != nil && x.Proven() {
			f.known.Known(x)
		}
		if f.fails(x) {
			a.raise(ExitFindings)
		}
	}
}

// readBaseline reads the baseline that the command line names, or else the
// configuration file.
func (f *lintFlags) readBaseline(cmd *cobra.Command) error {
	if !cmd.Flags().Changed("baseline") {
		f.baseline = f.file.Baseline
	}
	if f.baseline == "" {
		return nil
	}
	var err error
	f.known, err = loadBaseline(f.baseline)
	return err
}

// fails reports whether a finding makes the run fail.
func (f *lintFlags) fails(x *rules.Finding) bool {
	if !f.reaches(x) {
		return false
	}
	if f.known == nil {
		return true
	}
	_, known := f.known.Known(x)
	return !known
}

// inTurn lints captures one after the other, so that the findings of each can
// be written while it is read.
func (a *app) inTurn(traces iter.Seq[lint.Trace], o lint.Options, out reports) iter.Seq[*lint.Capture] {
	return func(yield func(*lint.Capture) bool) {
		for t := range traces {
			// Which file a frame of several is in is known when all are read.
			if o.Found = nil; len(t.Files) == 1 {
				o.Found = out.begin(t.ID)
			}
			if !yield(lint.RunTrace(t, a.in, o)) {
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
func (a *app) judge(c *lint.Capture, f *settings) {
	switch {
	case c.Damage != nil && (f.allowDamage || c.Damage.Cut && f.allowCut):
		a.complain("warning: %s: %s", c.Path, c.Damage)
	case c.Damage != nil:
		a.complain("%s: %s", c.Path, c.Damage)
		a.raise(ExitFailure)
	}
	for _, file := range c.Files {
		if file.Gap != "" {
			a.complain("warning: %s: before it: %s", file.Path, file.Gap)
		}
	}
	for _, l := range c.Limits() {
		a.complain("warning: %s: %s", c.Path, l)
	}
	for _, x := range c.Crashes {
		a.complain("%s: %s", c.Path, c.Describe(x))
		a.raise(ExitFailure)
	}
	if c.Result != nil && !(c.RPCRDMA() && c.Applied()) {
		a.complain("warning: %s: %s", c.Path, nothing(c))
		if f.require.value != "" {
			a.raise(ExitFailure)
		}
	}
}

// complainOfNone warns where a manifest lists no traces.
func (a *app) complainOfNone(traces int, s *settings) {
	if traces > 0 {
		return
	}
	a.complain("warning: the manifest lists no captures, nothing was checked")
	if s.require.value != "" {
		a.raise(ExitFailure)
	}
}

// raise makes the exit status at least s.
func (a *app) raise(s int) { a.status = max(a.status, s) }

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
