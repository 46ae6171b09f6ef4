package lint_test

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/internal/trace"
	"rpcrdma-lint/rules"
)

// file is a trace as a capture file.
func file(t testing.TB, notation string) []byte {
	t.Helper()
	tr, err := trace.Parse(notation)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := tr.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Connections and findings beyond the bounds are counted, whatever the number
// of workers, and the bounds can be set.
func TestLimits(t *testing.T) {
	const flood = "est; C>CALL 1; C>CALL 2; S>REPLY 1; S>REPLY 2; C>DREQ; S>DREP\n"
	capture := file(t, strings.Repeat(flood, 20))
	for _, tt := range []struct {
		connections, findings int
		lint, keep            int
		want                  []lint.Limit
	}{
		{0, 0, 20, 20, nil},
		{20, 20, 20, 20, nil},
		{7, 0, 7, 7, []lint.Limit{{What: "connections", Most: 7, Count: 13}}},
		{0, 3, 20, 3, []lint.Limit{{What: "findings", Most: 3, Count: 17}}},
		{7, 3, 7, 3, []lint.Limit{{What: "connections", Most: 7, Count: 13}, {What: "findings", Most: 3, Count: 4}}},
	} {
		for jobs := 1; jobs <= 3; jobs++ {
			c := lint.Run("-", bytes.NewReader(capture), lint.Options{
				Jobs: jobs, Connections: tt.connections, Findings: tt.findings,
				Enabled: func(r *rules.Rule) bool { return r.ID == "credit/first-call" },
			})
			if got := len(c.Result.Connections); got != tt.lint {
				t.Errorf("%d of %d connections linted, want %d", got, tt.connections, tt.lint)
			}
			if got := len(c.Result.Findings); got != tt.keep {
				t.Errorf("%d of %d findings kept, want %d", got, tt.findings, tt.keep)
			}
			if cov := coverage(c, "credit/first-call"); cov.Violated != tt.lint || cov.Dropped != tt.lint-tt.keep {
				t.Errorf("%d violated, %d not kept, want %d, %d", cov.Violated, cov.Dropped, tt.lint, tt.lint-tt.keep)
			}
			if d := cmp.Diff(tt.want, c.Limits()); d != "" {
				t.Errorf("limits (-want +got):\n%s", d)
			}
		}
	}
}

// Connections that come and go take memory up to the bound, and no more.
func TestConnectionsMemory(t *testing.T) {
	const most = 500
	weigh := func(n int) int {
		capture := file(t, strings.Repeat("est; C>CALL 1; C>CALL 2; S>REPLY 1; S>REPLY 2; C>DREQ; S>DREP\n", n))
		before := inUse()
		c := lint.Run("-", bytes.NewReader(capture), lint.Options{Jobs: 1, Connections: most})
		grown := inUse() - before
		if got := len(c.Result.Connections); got != min(n, most) {
			t.Fatalf("%d connections linted, want %d", got, min(n, most))
		}
		runtime.KeepAlive(capture)
		return grown
	}
	// Queue pairs are remembered up to their own bound.
	few, many := weigh(4*most), weigh(8*most)
	if tolerance := 3 << 19; many > few+tolerance {
		t.Errorf("%s of memory for %d connections, %s for %d", mib(few), 4*most, mib(many), 8*most)
	}
}

func inUse() int {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

func mib(n int) string { return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20)) }
