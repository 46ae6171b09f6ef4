package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// A tally is one capture, or several, in numbers.
type tally struct {
	captures, unread, frames, connections int

	proven       [rules.Error + 1]int // findings by severity
	inconclusive int                  // findings
	known        int                  // proven ones that the baseline has

	held, violated, unproven, undecided int // outcomes
}

func (t *tally) add(c *lint.Capture, o Options) {
	t.captures++
	t.frames += c.Frames
	if !c.Complete {
		t.unread++
	}
	if c.Result == nil {
		return
	}
	t.connections += len(c.Result.Connections)
	for _, f := range c.Result.Findings {
		if f.Proven() {
			t.proven[f.Severity]++
			if _, known := o.known(f); known {
				t.known++
			}
		} else {
			t.inconclusive++
		}
	}
	for i := range c.Result.Coverage {
		v := &c.Result.Coverage[i]
		t.held += v.Held
		t.violated += v.Violated
		t.unproven += v.Inconclusive
		t.undecided += v.Undecided
	}
}

// String is the tally in one line: the findings first, then how far they go.
func (t *tally) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s, %s", counted(t.proven[rules.Error], "error"),
		counted(t.proven[rules.Warning], "warning"), counted(t.proven[rules.Note], "note"))
	if t.known > 0 {
		fmt.Fprintf(&b, ", %s of them known", grouped(t.known))
	}
	fmt.Fprintf(&b, "; %s, %s", counted(t.frames, "frame"), counted(t.connections, "connection"))
	fmt.Fprintf(&b, "; %s: %s held, %s violated, %s inconclusive, %s undecided",
		counted(t.held+t.violated+t.unproven+t.undecided, "outcome"),
		grouped(t.held), grouped(t.violated), grouped(t.unproven), grouped(t.undecided))
	if t.captures > 1 && t.unread > 0 {
		fmt.Fprintf(&b, "; %d not read to the end", t.unread)
	}
	return b.String()
}

// A reason is why verdicts are missing, and how many.
type reason struct {
	guard rules.Guard
	count int
}

// reasonsOf sorts reasons, the most frequent first.
func reasonsOf(why map[rules.Guard]int) []reason {
	rs := make([]reason, 0, len(why))
	for g, n := range why {
		if g != 0 && n > 0 {
			rs = append(rs, reason{g, n})
		}
	}
	slices.SortFunc(rs, func(a, b reason) int {
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.guard, b.guard))
	})
	return rs
}
