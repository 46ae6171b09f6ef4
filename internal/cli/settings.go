package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"rpcrdma-lint/decode/capture"
	"rpcrdma-lint/internal/config"
	_ "rpcrdma-lint/internal/hugepages"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// settings are what decides how captures are read and judged, whatever is made
// of the findings. Flags win over the configuration file.
type settings struct {
	config    string
	file      *config.File
	failOn    choice
	underTest choice
	require   choice
	selection selection
	allowCut  bool
	ports     ports
	filter    string
	icrc      choice
	jobs      count

	allowDamage bool // makes any damage a warning

	connections, findings count // bounds
	memory                memory
}

func newSettings() settings {
	return settings{
		failOn:    choice{"SEVERITY", "error", []string{"note", "warning", "error", "never"}},
		underTest: choice{"SIDE", "", []string{"client", "server"}},
		require:   choice{"WHAT", "", []string{"rpcrdma"}},
		icrc:      choice{"WHICH", "evidence", []string{"evidence", "all"}},
	}
}

func (s *settings) register(cmd *cobra.Command) {
	fl := cmd.Flags()
	registerConfig(cmd, &s.config)
	s.registerFailOn(cmd)
	fl.Var(&s.underTest, "under-test", "report only what SIDE has to do: client or server")
	s.selection.register(cmd)
	fl.Var(&s.ports, "port", "RPC-over-RDMA is served at port N, beside 20049; repeatable")
	fl.StringVar(&s.filter, "filter", "", "look only at frames that match the libpcap filter `EXPR`;\n"+
		"the others count as not captured")
	fl.Var(&s.icrc, "icrc", "check the ICRC of all packets, or of those with evidence: all but the\n"+
		"middles of RDMA Writes and Read Responses")
	fl.Var(&s.jobs, "jobs", "work on N cores; the output is the same with any number (default all)")
	fl.Var(&s.connections, "max-connections", "lint so many connections of each group of hosts (default 4096); the\n"+
		"others are counted")
	fl.Var(&s.findings, "max-findings", "keep so many findings of each group of hosts (default 4096); the others\n"+
		"are counted")
	fl.Var(&s.memory, "max-memory", "take no more than SIZE of memory for a capture (default 256MiB); what has\n"+
		"to be forgotten for that is counted")
	s.registerRequired(cmd)
	for name, complete := range map[string]cobra.CompletionFunc{
		"under-test": s.underTest.complete,
		"port":       cobra.NoFileCompletions,
		"filter":     cobra.NoFileCompletions,
		"icrc":       s.icrc.complete,
		"jobs":       cobra.NoFileCompletions,

		"max-connections": cobra.NoFileCompletions,
		"max-findings":    cobra.NoFileCompletions,
		"max-memory":      cobra.NoFileCompletions,
	} {
		mustComplete(cmd, name, complete)
	}
}

// registerFailOn and registerRequired are the flags that say what the exit
// status is.
func (s *settings) registerFailOn(cmd *cobra.Command) {
	cmd.Flags().Var(&s.failOn, "fail-on", "exit with 1 on findings of SEVERITY or a higher one: note, warning,\n"+
		"error, or never")
	mustComplete(cmd, "fail-on", s.failOn.complete)
}

func (s *settings) registerRequired(cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.BoolVar(&s.allowCut, "allow-cut", false, "only warn when the last record of a capture is cut short,\n"+
		"as a killed tcpdump leaves it")
	fl.Var(&s.require, "require", "exit with 3 when a capture holds nothing of WHAT to check;\n"+
		"WHAT is rpcrdma")
	mustComplete(cmd, "require", s.require.complete)
}

func registerConfig(cmd *cobra.Command, path *string) {
	cmd.Flags().StringVar(path, "config", "", "read settings from `FILE`; \"none\" reads none. Without it\n"+
		config.DefaultName+" is read where it is in the working directory")
}

// resolve reads the configuration file and says how to lint.
func (s *settings) resolve(cmd *cobra.Command) (o lint.Options, err error) {
	if s.file, err = loadConfig(s.config); err != nil {
		return o, err
	}
	given := cmd.Flags().Changed
	if !given("port") {
		s.ports = s.file.Ports
	}
	if !given("fail-on") && s.file.FailOn != "" {
		s.failOn.value = s.file.FailOn
	}
	if !given("under-test") {
		s.underTest.value = s.file.UnderTest
	}
	if !given("max-memory") {
		s.memory = memory(s.file.Memory)
	}
	p, err := newPlan(&s.selection, s.file, sideOf(s.underTest.value))
	if err != nil {
		return o, err
	}
	o = lint.Options{
		Ports: s.ports, Enabled: p.enabled, Terms: p.terms, Keep: p.keep,
		AllICRCs: s.icrc.value == "all", Jobs: int(s.jobs),
		Connections: int(s.connections), Findings: int(s.findings), Memory: int(s.memory),
	}
	if s.filter != "" {
		o.Filter, err = capture.CompileFilter(s.filter)
	}
	captures := cmd.Flags().NArg()
	if given("manifest") {
		captures = math.MaxInt
	}
	collectEarly(o, captures)
	return o, err
}

// collectEarly makes the garbage collector keep what it has not collected yet
// within the memory for so many captures, unless the environment has a limit.
func collectEarly(o lint.Options, captures int) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(int64(cmp.Or(o.Memory, lint.DefaultMemory)) / 16 * 13 * int64(o.Together(captures)))
	}
}

// loadConfig reads the file that is named, or the one in the working directory
// where there is one.
func loadConfig(path string) (*config.File, error) {
	switch path {
	case "none":
		return &config.File{}, nil
	case "":
		f, err := config.Load(config.DefaultName)
		if errors.Is(err, fs.ErrNotExist) {
			return &config.File{}, nil
		}
		return f, err
	}
	f, err := config.Load(path)
	var file *fs.PathError
	if errors.As(err, &file) {
		return nil, fmt.Errorf("--config: %s: %w", path, file.Err)
	}
	return f, err
}

// reaches reports whether a finding is as severe as --fail-on says.
func (s *settings) reaches(x *rules.Finding) bool {
	limit, ok := rules.ParseSeverity(s.failOn.value)
	return ok && x.Proven() && x.Severity >= limit // "never" is no severity
}

func (a *app) complainOfFilter(o lint.Options) {
	if o.Filter != nil && o.Filter.Err() != nil {
		a.complain("warning: frames left out that cannot be filtered: %v", o.Filter.Err())
	}
}
