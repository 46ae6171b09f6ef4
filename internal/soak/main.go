// Command soak damages captures at random and looks for findings that the whole
// captures do not have. It prints every counterexample with the command that
// shows it again, and fails if there was one.
//
//	go run ./internal/soak -duration 1h [-seed N] [CAPTURE...]
//	go run ./internal/soak -table [CAPTURE...]
//	go run ./internal/soak -replay -subject NAME -damage DAMAGE -seed N [CAPTURE...]
//
// The traces of all rules are among the captures.
package main

import (
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"time"

	"rpcrdma-lint/internal/damage"
	"rpcrdma-lint/internal/soundness"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

const (
	tableSeeds = 1
	most       = 6000 // frames of a capture
)

func run(args []string, stdout, stderr io.Writer) int {
	f := flag.NewFlagSet("soak", flag.ContinueOnError)
	f.SetOutput(stderr)
	duration := f.Duration("duration", time.Hour, "how long to go on")
	seed := f.Uint64("seed", uint64(time.Now().UnixNano()), "where the random choices begin, or the seed of the trial to replay")
	table := f.Bool("table", false, "count what becomes of findings under every damage, and stop")
	replay := f.Bool("replay", false, "repeat one trial")
	subject := f.String("subject", "", "the trial's capture")
	text := f.String("damage", "", "the trial's damage")
	if f.Parse(args) != nil {
		return 2
	}
	subjects, err := load(f.Args())
	if err != nil {
		fmt.Fprintln(stderr, "soak:", err)
		return 1
	}
	switch {
	case *table:
		err = writeTable(stdout, subjects)
	case *replay:
		err = again(stdout, subjects, *subject, *text, *seed)
	default:
		err = soak(stdout, subjects, *duration, *seed)
	}
	if err != nil {
		fmt.Fprintln(stderr, "soak:", err)
		return 1
	}
	return 0
}

func load(files []string) ([]*soundness.Subject, error) {
	traces, err := soundness.Traces()
	if err != nil {
		return nil, err
	}
	corpus, err := soundness.Corpus(files, most)
	return append(traces, corpus...), err
}

// soak tries damages until the time is over.
func soak(w io.Writer, subjects []*soundness.Subject, duration time.Duration, seed uint64) error {
	fmt.Fprintf(w, "seed %d, %v, %d captures\n", seed, duration, len(subjects))
	r := rand.New(rand.NewPCG(seed, 0))
	trials, bad := 0, 0
	for end := time.Now().Add(duration); time.Now().Before(end); trials++ {
		s := subjects[r.IntN(len(subjects))]
		t := soundness.Try(s, soundness.Random(r, s.Capture), r.Uint64())
		bad += report(w, t)
	}
	fmt.Fprintf(w, "%d trials, %d counterexamples\n", trials, bad)
	if bad > 0 {
		return fmt.Errorf("%d counterexamples", bad)
	}
	return nil
}

// report tells of the false findings of a trial, and counts it if there are any.
func report(w io.Writer, t *soundness.Trial) int {
	if len(t.False) == 0 {
		return 0
	}
	for _, f := range t.False {
		fmt.Fprintf(w, "%s: %v\n", t.Subject.Name, f)
	}
	fmt.Fprintf(w, "    %s\n", t.Replay())
	return 1
}

func again(w io.Writer, subjects []*soundness.Subject, name, text string, seed uint64) error {
	d, err := damage.Parse(text)
	if err != nil {
		return err
	}
	for _, s := range subjects {
		if s.Name == name {
			t := soundness.Try(s, d, seed)
			if report(w, t) > 0 {
				return fmt.Errorf("%d false findings", len(t.False))
			}
			fmt.Fprintln(w, "no false finding")
			return nil
		}
	}
	return fmt.Errorf("no capture is called %q; name its file as an argument", name)
}

func writeTable(w io.Writer, subjects []*soundness.Subject) error {
	var rows []*soundness.Row
	bad := 0
	for _, d := range soundness.Every {
		row := soundness.Count(subjects, d, tableSeeds)
		rows, bad = append(rows, row), bad+len(row.Counterexamples)
	}
	if err := soundness.WriteTable(w, rows); err != nil {
		return err
	}
	for _, row := range rows {
		for _, t := range row.Counterexamples {
			report(w, t)
		}
	}
	if bad > 0 {
		return fmt.Errorf("%d counterexamples", bad)
	}
	return nil
}
