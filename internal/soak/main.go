// Command soak damages captures at random and looks for findings that the whole
// captures do not have. It prints every counterexample with the command that
// shows it again, and fails if there was one.
//
//	go run ./internal/soak -duration 1h [-seed N] [CAPTURE...]
//	go run ./internal/soak -table [CAPTURE...]
//	go run ./internal/soak -replay -subject NAME -damage DAMAGE -seed N [-frames N] [CAPTURE...]
//	go run ./internal/soak -replay -trace NOTATION -damage DAMAGE -seed N
//
// The traces of all rules are among the captures. An interrupt ends a run early.
package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/signal"
	"syscall"
	"time"

	"rpcrdma-lint/internal/damage"
	"rpcrdma-lint/internal/soundness"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

const (
	tableSeeds = 1
	most       = 6000 // frames of a capture, unless -frames says otherwise
)

func run(args []string, stdout, stderr io.Writer) int {
	f := flag.NewFlagSet("soak", flag.ContinueOnError)
	f.SetOutput(stderr)
	duration := f.Duration("duration", time.Hour, "how long to go on")
	seed := f.Uint64("seed", uint64(time.Now().UnixNano()), "where the random choices begin, or the seed of the trial to replay")
	table := f.Bool("table", false, "count what becomes of findings under every damage, and stop")
	replay := f.Bool("replay", false, "repeat one trial")
	subject := f.String("subject", "", "the trial's capture")
	notation := f.String("trace", "", "the trial's capture, in the notation of package trace")
	text := f.String("damage", "", "the trial's damage")
	frames := f.Int("frames", most, "how many frames of a capture are taken, 0 for all")
	if f.Parse(args) != nil {
		return 2
	}
	subjects, err := load(f.Args(), *frames, *notation)
	if err != nil {
		fmt.Fprintln(stderr, "soak:", err)
		return 1
	}
	switch {
	case *table:
		err = writeTable(stdout, subjects)
	case *replay:
		err = again(stdout, subjects, cmp.Or(*notation, *subject), *text, *seed)
	default:
		err = soak(stdout, subjects, *duration, *seed)
	}
	if err != nil {
		fmt.Fprintln(stderr, "soak:", err)
		return 1
	}
	return 0
}

func load(files []string, most int, notation string) ([]*soundness.Subject, error) {
	if notation != "" {
		c, err := damage.Make(notation, notation)
		if err != nil {
			return nil, err
		}
		return []*soundness.Subject{soundness.NewSubject(c)}, nil
	}
	traces, err := soundness.Traces()
	if err != nil {
		return nil, err
	}
	corpus, err := soundness.Corpus(files, most)
	return append(traces, corpus...), err
}

// soak tries damages until the time is over, or someone has had enough.
func soak(w io.Writer, subjects []*soundness.Subject, duration time.Duration, seed uint64) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	fmt.Fprintf(w, "seed %d, %v, %d captures\n", seed, duration, len(subjects))
	r := rand.New(rand.NewPCG(seed, 0))
	trials, bad := 0, 0
	begin := time.Now()
	for ; time.Since(begin) < duration && ctx.Err() == nil; trials++ {
		s := subjects[r.IntN(len(subjects))]
		t := soundness.Try(s, soundness.Random(r, s.Capture), r.Uint64())
		bad += report(w, t)
	}
	if ctx.Err() != nil {
		fmt.Fprintf(w, "interrupted after %v\n", time.Since(begin).Round(time.Millisecond))
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
			fmt.Fprintf(w, "no false finding in %d frames\n", t.Frames)
			return nil
		}
	}
	return fmt.Errorf("no capture is called %q; name its file as an argument", name)
}

func writeTable(w io.Writer, subjects []*soundness.Subject) error {
	var rows []*soundness.Row
	for _, d := range soundness.Every {
		rows = append(rows, soundness.Count(subjects, d, tableSeeds))
	}
	rows = append(rows, soundness.CountPlaces(subjects)...)
	if err := soundness.WriteTable(w, rows); err != nil {
		return err
	}
	bad := 0
	for _, row := range rows {
		for _, t := range row.Counterexamples {
			bad += report(w, t)
		}
	}
	if bad > 0 {
		return fmt.Errorf("%d counterexamples", bad)
	}
	return nil
}
