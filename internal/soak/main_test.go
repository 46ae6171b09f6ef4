package main

import (
	"regexp"
	"strings"
	"testing"
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
