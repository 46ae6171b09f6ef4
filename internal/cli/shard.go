package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/internal/manifest"
	"rpcrdma-lint/internal/part"
	"rpcrdma-lint/rules"
)

// fleetFlags say which traces of a manifest are linted, and where the part goes.
type fleetFlags struct {
	manifest string
	shard    string
	shards   count
	out      string
	join     bool
}

func (f *fleetFlags) register(cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.BoolVar(&f.join, "join", false, "the captures are parts of one trace, as tcpdump -C or dumpcap -b writes\n"+
		"them: read them as one, in the order of their times")
	fl.StringVar(&f.manifest, "manifest", "", "lint the traces that `FILE` lists, as the command manifest writes it")
	fl.StringVar(&f.shard, "shard", "", "lint shard `I/N` of the manifest only, I from 0 to N-1. Without it I and N\n"+
		"are those of the task in a Slurm job array")
	fl.Var(&f.shards, "shards", "lint one of N shards, the one that SLURM_ARRAY_TASK_ID or\n"+
		"JOB_COMPLETION_INDEX names")
	fl.StringVar(&f.out, "out", "", "write what the shard came to as a part into the directory `DIR`; the\n"+
		"command merge makes reports of parts")
	mustComplete(cmd, "shard", cobra.NoFileCompletions)
	mustComplete(cmd, "shards", cobra.NoFileCompletions)
}

// reportFlags say what becomes of findings. A part keeps all, for merge to
// decide.
var reportFlags = []string{
	"format", "baseline", "annotate", "inconclusive", "coverage", "profile", "color", "fail-on", "allow-cut", "require",
}

// checkFleet refuses flags that don't go together.
func (f *lintFlags) checkFleet(cmd *cobra.Command, paths []string) error {
	given := cmd.Flags().Changed
	sharded := f.out != "" || f.shard != "" || f.shards > 0
	switch {
	case f.manifest == "" && sharded:
		return errors.New("--shard, --shards and --out need --manifest")
	case f.manifest == "":
		return f.checkJoin(paths)
	case len(paths) > 0:
		return fmt.Errorf("--manifest: the manifest lists the captures; %q is one too many", paths[0])
	case f.annotate != "":
		return errors.New("--annotate: takes one capture, not a manifest")
	case f.join:
		return errors.New("--join: the manifest says which files are one trace")
	case f.shard != "" && f.shards > 0:
		return errors.New("--shard and --shards: give one of them")
	case sharded && f.out == "":
		return errors.New("--shard: give a directory for the part with --out")
	case !sharded:
		return nil
	}
	for _, name := range reportFlags {
		if given(name) {
			return fmt.Errorf("--%s: a part keeps all findings; give it to merge", name)
		}
	}
	return nil
}

// checkJoin refuses what --join can't read several times, or has no use for.
func (f *lintFlags) checkJoin(paths []string) error {
	if !f.join {
		return nil
	}
	if f.annotate != "" {
		return errors.New("--annotate: takes one capture, not the parts of a trace")
	}
	for _, path := range paths {
		if err := rereadable("--join", path); err != nil {
			return err
		}
	}
	return nil
}

// shardOf is the shard to lint, by the flags or by what the scheduler says.
func (f *fleetFlags) shardOf(getenv func(string) string) (i, n int, err error) {
	switch {
	case f.shard != "":
		return parseShard(f.shard)
	case f.shards > 0:
		i, err = taskIndex(getenv, int(f.shards))
		return i, int(f.shards), err
	}
	return slurmShard(getenv)
}

func parseShard(s string) (i, n int, err error) {
	a, b, ok := strings.Cut(s, "/")
	i, err1 := strconv.Atoi(a)
	n, err2 := strconv.Atoi(b)
	switch {
	case !ok || err1 != nil || err2 != nil || n < 1 || i < 0:
		return 0, 0, fmt.Errorf("--shard: %q is not like 17/400", s)
	case i >= n:
		return 0, 0, fmt.Errorf("--shard: shards are counted from 0, the last is %d/%d", n-1, n)
	}
	return i, n, nil
}

// number is an environment variable that is to hold a number.
func number(getenv func(string) string, name string) (n int, ok bool, err error) {
	s := getenv(name)
	if s == "" {
		return 0, false, nil
	}
	n, err = strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0, false, fmt.Errorf("%s is %q, which is no number", name, s)
	}
	return n, true, nil
}

// A slurmArray is the job array that this process is a task of.
type slurmArray struct{ id, count, min, max int }

func slurm(getenv func(string) string) (a slurmArray, ok bool, err error) {
	for _, v := range []struct {
		name string
		to   *int
	}{
		{"SLURM_ARRAY_TASK_ID", &a.id}, {"SLURM_ARRAY_TASK_COUNT", &a.count},
		{"SLURM_ARRAY_TASK_MIN", &a.min}, {"SLURM_ARRAY_TASK_MAX", &a.max},
	} {
		n, there, err := number(getenv, v.name)
		if err != nil || !there && v.to == &a.id {
			return a, false, err
		}
		*v.to = n
	}
	return a, true, nil
}

// whole reports whether the array runs from 0 or 1 without a hole, as one does
// whose tasks are all shards.
func (a *slurmArray) whole() bool { return a.min <= 1 && a.max-a.min+1 == a.count }

// slurmShard takes index and count from a job array. An array of some tasks
// only, as one that repeats what failed, doesn't tell how many there were.
func slurmShard(getenv func(string) string) (i, n int, err error) {
	a, ok, err := slurm(getenv)
	switch {
	case err != nil:
		return 0, 0, err
	case !ok:
		return 0, 0, errors.New("--out: which shard is it? Give --shard I/N, or --shards N where SLURM_ARRAY_TASK_ID or JOB_COMPLETION_INDEX is set")
	case !a.whole():
		return 0, 0, fmt.Errorf("--out: this job array has %d tasks from %d to %d, not all of one that begins at 0 or 1: give --shards N", a.count, a.min, a.max)
	}
	return inside(a.id-a.min, a.count, "SLURM_ARRAY_TASK_ID")
}

// taskIndex is which of n shards the scheduler wants. Only in an array of all n
// do the tasks count from another number than 0.
func taskIndex(getenv func(string) string, n int) (int, error) {
	a, ok, err := slurm(getenv)
	if err != nil {
		return 0, err
	}
	if ok {
		if a.count == n && a.whole() {
			a.id -= a.min
		}
		i, _, err := inside(a.id, n, "SLURM_ARRAY_TASK_ID")
		return i, err
	}
	i, ok, err := number(getenv, "JOB_COMPLETION_INDEX")
	if err != nil {
		return 0, err
	}
	if !ok {
		return 0, errors.New("--shards: neither SLURM_ARRAY_TASK_ID nor JOB_COMPLETION_INDEX is set; give --shard I/N")
	}
	i, _, err = inside(i, n, "JOB_COMPLETION_INDEX")
	return i, err
}

func inside(i, n int, name string) (int, int, error) {
	if i < 0 || i >= n {
		return 0, 0, fmt.Errorf("%s: shard %d is not one of %d, which are counted from 0", name, i, n)
	}
	return i, n, nil
}

// lintShard lints one shard and writes its part. What is wrong with a trace is
// in the part and changes nothing here.
func (a *app) lintShard(f *lintFlags, o lint.Options) error {
	i, n, err := f.shardOf(os.Getenv)
	if err != nil {
		return err
	}
	m, err := manifest.Open(f.manifest)
	if err != nil {
		return &readError{err}
	}
	first, end := m.Shard(i, n)
	h := part.Header{
		Program: version(), Manifest: m.Digest, Settings: f.digest(o), Shard: i, Shards: n,
		First: first, Traces: end - first, All: m.Len(), Rules: []string{},
		Connections: o.Connections, Findings: o.Findings, Memory: o.Memory,
	}
	for _, r := range rules.All {
		if o.Enabled(r) {
			h.Rules = append(h.Rules, r.ID)
		}
	}
	var w *part.Writer
	settle, err := a.unfinished.add(func() (string, error) {
		if w, err = part.Create(f.out, h); err != nil {
			return "", err
		}
		return w.Unfinished(), nil
	})
	if errors.Is(err, part.ErrDone) {
		a.complain("shard %d of %d is there already: %s", i, n, part.Name(i, n))
		return nil
	}
	if err != nil {
		return &writeError{f.out, cause(err)}
	}
	defer settle()
	var broken error
	for c := range lint.All(tracesOf(m.Traces(first, end), &broken), end-first, a.in, o) {
		if err := w.Capture(c); err != nil {
			w.Abandon()
			return &writeError{f.out, cause(err)}
		}
		if c.Damage != nil {
			a.complain("%s: %s", c.Path, c.Damage)
		}
	}
	a.complainOfFilter(o)
	if broken != nil {
		w.Abandon()
		return &readError{broken}
	}
	if err := w.Close(); err != nil {
		return &writeError{f.out, cause(err)}
	}
	return nil
}

// tracesOf are the traces that a manifest lists, up to an error.
func tracesOf(listed iter.Seq2[*manifest.Trace, error], broken *error) iter.Seq[lint.Trace] {
	return func(yield func(lint.Trace) bool) {
		for t, err := range listed {
			if err != nil {
				*broken = err
				return
			}
			if !yield(traceOf(t)) {
				return
			}
		}
	}
}

func traceOf(t *manifest.Trace) lint.Trace {
	trace := lint.Trace{ID: t.ID}
	for _, x := range t.Files {
		trace.Files = append(trace.Files, lint.TraceFile{Path: x.Path, Gap: x.Gap})
	}
	return trace
}

// digest names all settings that change what a capture comes to.
func (f *lintFlags) digest(o lint.Options) string {
	type setting struct {
		Pattern string
		On      bool
	}
	var steps []setting
	for _, s := range f.selection.steps {
		steps = append(steps, setting{s.pattern, s.on})
	}
	var on []string
	for _, r := range rules.All {
		if o.Enabled(r) {
			on = append(on, r.ID)
		}
	}
	b, err := json.Marshal([]any{
		on, steps, fmt.Sprint(f.selection.only), f.file.Rules, f.file.Hosts, f.file.Thresholds,
		o.Ports, f.underTest.value, f.filter, o.AllICRCs, o.Connections, o.Findings, o.Memory,
	})
	if err != nil {
		panic(err) // of types that are known to have a form in JSON
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
