// Command benchrun runs the program and those to compare it with over captures,
// one after the other and in several rounds, and prints what each took:
//
//	go run ./internal/benchrun -rounds 5 CAPTURE...
//	go run ./internal/benchrun -flow KIND:SIZE...
//
// With -flow it has captures generated into a pipe, and prints how time and
// memory grow with their size. It expects bin/walk, bin/gen and
// bin/rpcrdma-lint; the others are measured where they are installed.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// A program is what is measured, and the exit statuses that are no failure.
type program struct {
	name   string
	args   []string // FILE stands for the capture
	passes int      // highest good exit status
}

const walk = "bin/walk"

// The first one sets what the others are compared with.
var programs = []program{
	{"rpcrdma-lint", []string{"bin/rpcrdma-lint", "FILE"}, 1},
	{"rpcrdma-lint on one core", []string{"env", "GOMAXPROCS=1", "bin/rpcrdma-lint", "FILE"}, 1}, // the collector too
	{"bare walk over the frames", []string{walk, "FILE"}, 0},
	{"capinfos FILE", []string{"capinfos", "FILE"}, 0},
	{"tcpdump -r FILE -w /dev/null", []string{"tcpdump", "-r", "FILE", "-w", "/dev/null"}, 0},
	{"tshark -r FILE -Y rpcordma", []string{"tshark", "-r", "FILE", "-Y", "rpcordma"}, 0},
}

func run(arguments []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("benchrun", flag.ContinueOnError)
	flags.SetOutput(stderr)
	rounds := flags.Int("rounds", 5, "runs of each program over each capture")
	flow := flags.Bool("flow", false, "generate KIND:SIZE into a pipe, and measure the program alone, once")
	patience := flags.Duration("patience", 20*time.Second, "run only once what takes longer")
	if err := flags.Parse(arguments); err != nil {
		return 2
	}
	if flags.NArg() == 0 || *rounds < 1 {
		fmt.Fprintln(stderr, "benchrun: captures are wanted, and at least one round")
		return 2
	}
	if *flow {
		return flows(flags.Args(), stdout, stderr)
	}
	var found []program
	for _, p := range programs {
		if _, err := exec.LookPath(p.args[0]); err != nil {
			fmt.Fprintf(stderr, "benchrun: %s is not there and is left out\n", p.args[0])
			continue
		}
		found = append(found, p)
	}
	for _, path := range flags.Args() {
		t, err := compare(found, path, *rounds, *patience)
		if err == nil {
			err = t.write(stdout)
		}
		if err != nil {
			fmt.Fprintf(stderr, "benchrun: %v\n", err)
			return 1
		}
	}
	return 0
}

// compare measures all programs over one capture. Each round begins with
// another program, so that none always has the same one before it.
func compare(ps []program, path string, rounds int, patience time.Duration) (*table, error) {
	t := &table{name: filepath.Base(path), rows: make([]row, len(ps))}
	if err := t.count(path); err != nil {
		return nil, err
	}
	for i, p := range ps {
		t.rows[i].name = p.name
	}
	for round := range rounds {
		for i := range ps {
			i = (i + round) % len(ps)
			r := &t.rows[i]
			if len(r.runs) > 0 && r.runs[0].elapsed > patience {
				continue
			}
			m, err := measure(ps[i], path)
			if err != nil {
				return nil, err
			}
			r.runs = append(r.runs, m)
		}
	}
	return t, nil
}
