package soundness

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/internal/damage"
)

var update = flag.Bool("update", false, "rewrite the list of findings that survive damage")

// certain are damages that leave nothing to chance. What they cannot hide must
// be found all the same.
var certain = parsed("dup=100%", "merge=1us", "overlay", "cut=1024", "cut=512", "cut=330", "cut=256", "cut=128", "cut=70",
	"drop=cm", "drop=acks", "drop=naks", "drop=reads", "drop=writes", "drop=responses", "only=client", "only=server", "drop=replies", "drop=calls")

const survivors = "testdata/survivors.txt"

// A mute checker makes no false alarm either. For each damage the list names the
// rules whose Bad trace is still recognised.
func TestSurvivors(t *testing.T) {
	subjects, err := Traces()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, d := range certain {
		fmt.Fprintf(&b, "%s\n", d)
		for _, s := range subjects {
			if strings.HasSuffix(s.Name, "/bad") && survives(s, d) {
				fmt.Fprintf(&b, "\t%s\n", s.Rule.ID)
			}
		}
	}
	if *update {
		if err := os.WriteFile(survivors, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(survivors)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(b.String(), "\n")); d != "" {
		t.Errorf("%s (-want +got; -update rewrites it):\n%s", survivors, d)
	}
}

// survives reports whether what the rule of the trace proves of the whole one
// is proven of the damaged one.
func survives(s *Subject, d damage.Damage) bool {
	found := false
	trial := Try(s, d, 0)
	for a := range s.Whole {
		if a.Rule == s.Rule.ID {
			if !trial.Proven[a] {
				return false
			}
			found = true
		}
	}
	return found
}

// The columns of the table that must be zero are, and it shows what is lost.
func TestTable(t *testing.T) {
	subjects, err := Traces()
	if err != nil {
		t.Fatal(err)
	}
	var rows []*Row
	for _, d := range parsed("lose=20%", "only=server") {
		rows = append(rows, Count(subjects, d, 1))
	}
	rows = append(rows, CountPlaces(subjects[:20])...)
	for _, r := range rows {
		if !strings.Contains(r.Damage, "N") && r.Captures != len(subjects) || r.Captures == 0 || r.Healthy == 0 || r.Found+r.Inconclusive+r.Vanished != r.Accusations {
			t.Errorf("%v: %d captures, %d healthy; %d findings became %d found, %d inconclusive, %d vanished",
				r.Damage, r.Captures, r.Healthy, r.Accusations, r.Found, r.Inconclusive, r.Vanished)
		}
		if r.Found == 0 || r.Inconclusive == 0 || r.Vanished == 0 || r.OtherRule+r.OtherSide+r.OtherConn > 0 {
			t.Errorf("%v: %d found, %d inconclusive, %d vanished, want some of each; %d false, want 0",
				r.Damage, r.Found, r.Inconclusive, r.Vanished, r.OtherRule+r.OtherSide+r.OtherConn)
		}
	}
	var b strings.Builder
	if err := WriteTable(&b, rows); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(b.String(), "\n"); got != 2+len(rows)+1 {
		t.Errorf("a table of %d lines, want %d", got, 2+len(rows)+1)
	}
}
