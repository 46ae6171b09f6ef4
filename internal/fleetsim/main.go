// Command fleetsim measures what a fleet costs beside the linting: a tree of
// many traces is listed, shards are chosen, one is linted, and many parts are
// merged.
//
//	go run ./internal/fleetsim -traces 1000000 -parts 10000 -each 10 CAPTURE
//
// The tree has links to the capture under other names. It expects
// bin/rpcrdma-lint.
//
// With -report it writes only what a fleet of so many traces comes to:
//
//	go run ./internal/fleetsim -traces 100000 -report fleet-html=fleet.html CAPTURE...
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/internal/part"
	"rpcrdma-lint/rules"
)

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintf(os.Stderr, "fleetsim: %v\n", err)
		os.Exit(1)
	}
}

const program = "bin/rpcrdma-lint"

func run(args []string, out, errOut io.Writer) error {
	flags := flag.NewFlagSet("fleetsim", flag.ContinueOnError)
	flags.SetOutput(errOut)
	traces := flags.Int("traces", 1_000_000, "traces in the tree")
	parts := flags.Int("parts", 10_000, "parts to merge")
	each := flags.Int("each", 10, "traces in a part")
	only := flags.String("report", "", "write a report of the traces, `NAME=FILE`, and measure nothing")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if format, file, ok := strings.Cut(*only, "="); ok && flags.NArg() > 0 {
		return writeReport(format, file, *traces, flags.Args())
	}
	if flags.NArg() != 1 || *traces < 1 || *parts < 1 || *each < 1 {
		return fmt.Errorf("one capture is wanted, and some traces and parts")
	}
	bin, err := filepath.Abs(program)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "fleetsim")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	s := &simulation{program: bin, dir: dir, table: tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)}
	fmt.Fprintf(s.table, "step\ttime\tprocessor\tmemory\n")
	if err := s.tree(flags.Arg(0), *traces); err != nil {
		return err
	}
	if err := s.shards(*parts); err != nil {
		return err
	}
	if err := s.merge(flags.Arg(0), *parts, *each); err != nil {
		return err
	}
	return s.table.Flush()
}

type simulation struct {
	program, dir string
	table        *tabwriter.Writer
}

// measured runs the program in the directory of the simulation, and writes a
// row of what it took.
func (s *simulation) measured(step string, out io.Writer, args ...string) error {
	cmd := exec.Command(s.program, args...)
	var errOut bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = s.dir, out, &errOut
	begin := time.Now()
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w\n%s", strings.Join(args[:min(len(args), 4)], " "), err, errOut.String())
	}
	u, _ := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if u == nil {
		u = &syscall.Rusage{}
	}
	_, err := fmt.Fprintf(s.table, "%s\t%v\t%v\t%d MiB\n", step, time.Since(begin).Round(10*time.Millisecond),
		(cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Round(10*time.Millisecond), u.Maxrss>>10)
	return err
}

const perDirectory = 1000

// tree makes a tree of links to a capture, and has it listed. A file has not as
// many links as a tree may have traces, so that there are several copies.
func (s *simulation) tree(capture string, traces int) error {
	b, err := os.ReadFile(capture)
	if err != nil {
		return err
	}
	copied := ""
	for i := range traces {
		dir := filepath.Join(s.dir, "tree", fmt.Sprintf("%05d", i/perDirectory))
		if i%perDirectory == 0 {
			if err := os.MkdirAll(dir, 0o777); err != nil {
				return err
			}
		}
		path := filepath.Join(dir, fmt.Sprintf("x%03d%s", i%perDirectory, filepath.Ext(capture)))
		if i%30_000 == 0 {
			copied = path
			err = os.WriteFile(path, b, 0o666)
		} else {
			err = os.Link(copied, path)
		}
		if err != nil {
			return err
		}
	}
	file, err := os.Create(filepath.Join(s.dir, "m.jsonl"))
	if err != nil {
		return err
	}
	defer file.Close()
	return s.measured(fmt.Sprintf("manifest of %d traces", traces), file, "manifest", "tree")
}

// shards has one shard linted of which the manifest has very many, so that
// nearly all that it takes is to choose it, and one of the usual size.
func (s *simulation) shards(parts int) error {
	for _, n := range []int{1 << 30, parts} {
		step := fmt.Sprintf("shard 1/%d, linted", n)
		if n == 1<<30 {
			step = "shard without traces"
		}
		out := fmt.Sprintf("shards%d", n)
		if err := s.measured(step, io.Discard, "--manifest", "m.jsonl", "--shard", fmt.Sprintf("1/%d", n), "--out", out); err != nil {
			return err
		}
	}
	return nil
}

// merge writes parts of what a capture comes to, and has them merged.
func (s *simulation) merge(capture string, parts, each int) error {
	c := lint.Run(capture, nil, lint.Options{})
	sum := strings.Repeat("0", 64)
	h := part.Header{Program: "v0", Manifest: sum, Settings: sum, Shards: parts, Traces: each, All: parts * each, Rules: []string{}}
	for _, r := range rules.All {
		if !r.Off {
			h.Rules = append(h.Rules, r.ID)
		}
	}
	dir := filepath.Join(s.dir, "parts")
	names := []string{}
	for i := range parts {
		h.Shard, h.First = i, i*each
		// Each in a directory of its own: that no part of another fleet is there
		// would be looked up among thousands.
		own := filepath.Join(dir, fmt.Sprint(i))
		w, err := part.Create(own, h)
		if err != nil {
			return err
		}
		for k := range each {
			c.Path = fmt.Sprintf("tree/%d.pcap", i*each+k)
			if err := w.Capture(c); err != nil {
				return err
			}
		}
		if err := w.Close(); err != nil {
			return err
		}
		names = append(names, filepath.Join("parts", fmt.Sprint(i), part.Name(i, parts)))
	}
	for _, format := range []string{"fleet", "fleet-html", "json"} {
		args := append([]string{"merge", "--fail-on", "never", "--format", format}, names...)
		if err := s.measured(fmt.Sprintf("merge of %d parts, %d traces, %s", parts, parts*each, format), io.Discard, args...); err != nil {
			return err
		}
	}
	return nil
}
