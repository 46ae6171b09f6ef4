package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"rpcrdma-lint/internal/damage"
	"rpcrdma-lint/internal/soundness"
)

// A short run ends, finds nothing, and says by what to repeat it.
func TestSoak(t *testing.T) {
	var out, errs strings.Builder
	if got := run([]string{"-duration", "50ms", "-seed", "7"}, &out, &errs); got != 0 {
		t.Fatalf("exit status %d: %s%s", got, out.String(), errs.String())
	}
	form := regexp.MustCompile(`^seed 7, 50ms, \d+ captures\n[1-9]\d* trials, 0 counterexamples\n$`)
	if !form.MatchString(out.String()) {
		t.Errorf("got %q, want the form %v", out.String(), form)
	}
}

func TestReplay(t *testing.T) {
	for _, tt := range []struct {
		subject, damage string
		status          int
		want            string
	}{
		{"credit/first-call/bad", "lose=10%+cut=128", 0, "no false finding"},
		{"abuse-rnr.pcap", "drop=17", 0, "no false finding"},
		{"credit/first-call/bad", "lose=10", 1, `damage: "lose=10": "10" is no percentage`},
		{"credit/first-call/bad", "maim", 1, `damage: "maim": no such step`},
		{"nothing", "cut=128", 1, `no capture is called "nothing"`},
	} {
		var out strings.Builder
		args := []string{"-replay", "-subject", tt.subject, "-damage", tt.damage, "-seed", "3", "../../captures/abuse-rnr.pcap"}
		if got := run(args, &out, &out); got != tt.status || !strings.Contains(out.String(), tt.want) {
			t.Errorf("%s, %s: exit status %d, %q; want %d, %q", tt.subject, tt.damage, got, out.String(), tt.status, tt.want)
		}
	}
}

// The command that a trial prints, as it stands, does the same trial.
func TestReplayAsPrinted(t *testing.T) {
	t.Chdir("../..")
	const notation = "est; exchange 3"
	made, err := damage.Make("made", notation)
	if err != nil {
		t.Fatal(err)
	}
	traces, err := soundness.Traces()
	if err != nil {
		t.Fatal(err)
	}
	corpus, err := soundness.Corpus([]string{"captures/abuse-rnr.pcap", "captures/v3-basic-mtu1500.pcap.zst"}, 90)
	if err != nil {
		t.Fatal(err)
	}
	word := regexp.MustCompile(`'[^']*'|\S+`)
	for _, s := range append(corpus, traces[0], soundness.NewSubject(made)) {
		trial := soundness.Try(s, damage.MustParse("lose=30%+dup=50%"), 5)
		words := word.FindAllString(trial.Replay(), -1)
		for i, w := range words {
			words[i] = strings.Trim(w, "'")
		}
		var out strings.Builder
		got := run(words[len([]string{"go", "run", "./internal/soak"}):], &out, &out)
		if want := fmt.Sprintf("no false finding in %d frames\n", trial.Frames); got != 0 || out.String() != want {
			t.Errorf("%s: exit status %d, %q; want %q", trial.Replay(), got, out.String(), want)
		}
	}
}

// Who ends a run early is told how far it came.
func TestInterrupt(t *testing.T) {
	r, w := io.Pipe()
	status := make(chan int)
	go func() {
		defer w.Close()
		status <- run([]string{"-seed", "7"}, w, os.Stderr)
	}()
	lines := bufio.NewScanner(r)
	if !lines.Scan() {
		t.Fatal("nothing was printed")
	}
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if err := self.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	var rest []string
	for len(rest) < 2 && lines.Scan() {
		rest = append(rest, lines.Text())
	}
	form := regexp.MustCompile(`^interrupted after \d\S*s\n\d+ trials, 0 counterexamples$`)
	if got := strings.Join(rest, "\n"); !form.MatchString(got) || <-status != 0 {
		t.Errorf("got %q, want the form %v", got, form)
	}
}
