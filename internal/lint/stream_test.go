package lint_test

import (
	order "cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// handedOut is a finding as it was when it was handed out.
type handedOut struct {
	*rules.Finding
	connection, count int
}

// streamed lints a capture, and returns what was handed out meanwhile.
func streamed(path string, o lint.Options) ([]handedOut, *lint.Capture) {
	var got []handedOut
	o.Enabled = func(*rules.Rule) bool { return true }
	o.Found = func(f *rules.Finding, count int) error {
		h := handedOut{Finding: f, count: count}
		if f.Conn != nil {
			h.connection = f.Conn.ID
		}
		got = append(got, h)
		return nil
	}
	c := lint.Run(path, nil, o)
	return got, c
}

// The findings are handed out in their order, each once, with the number that
// its connection keeps.
func TestStream(t *testing.T) {
	for name, path := range captures(t) {
		if strings.HasPrefix(name, "big-") {
			continue
		}
		got, c := streamed(path, lint.Options{Jobs: 1})
		if len(got) != len(c.Result.Findings) {
			t.Errorf("%s: got %d findings, want %d", name, len(got), len(c.Result.Findings))
		}
		for _, h := range got {
			if h.Conn != nil && (h.connection == 0 || h.connection != h.Conn.ID) {
				t.Errorf("%s: %s at %d: handed out for connection %d, which is %d", name, h.Rule.ID, h.Frame, h.connection, h.Conn.ID)
			}
			if h.Decided < h.Frame || h.Decided > c.Frames {
				t.Errorf("%s: %s at %d: decided at %d of %d", name, h.Rule.ID, h.Frame, h.Decided, c.Frames)
			}
		}
		if !slices.IsSortedFunc(got, func(a, b handedOut) int {
			return order.Or(order.Compare(a.Decided, b.Decided), order.Compare(a.connection, b.connection),
				order.Compare(a.Rule.ID, b.Rule.ID), order.Compare(a.XID, b.XID))
		}) {
			t.Errorf("%s: out of order", name)
		}
	}
}

// The same is handed out on any number of cores.
func TestStreamJobs(t *testing.T) {
	for name, path := range captures(t) {
		if strings.HasPrefix(name, "big-") {
			continue
		}
		lines := func(o lint.Options) []string {
			all, _ := streamed(path, o)
			var out []string
			for _, h := range all {
				out = append(out, fmt.Sprint(h.Decided, h.connection, h.Rule.ID, h.XID, h.Frame, h.count, h.Message))
			}
			return out
		}
		want := lines(lint.Options{Jobs: 1})
		for _, o := range []lint.Options{{Jobs: 2}, lint.Options{Jobs: 3}.InBatches(5000)} {
			if d := cmp.Diff(want, lines(o)); d != "" {
				t.Errorf("%s: on one core (-) and on %d (+):\n%s", name, o.Jobs, d)
			}
		}
	}
}

// A finding is handed out while the capture is still being read.
func TestStreamEarly(t *testing.T) {
	whole, err := os.ReadFile(flood)
	if err != nil {
		t.Fatal(err)
	}
	ended, early := false, false
	in := io.MultiReader(strings.NewReader(string(whole[:len(whole)/2])), readerFunc(func([]byte) (int, error) {
		ended = true
		return 0, io.EOF
	}))
	lint.Run("-", in, lint.Options{Jobs: 1, Found: func(*rules.Finding, int) error {
		early = early || !ended
		return nil
	}})
	if !early {
		t.Error("got all findings after the end of the capture, want the first before")
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// Who can take no more findings ends the reading.
func TestStreamStopped(t *testing.T) {
	full := errors.New("full")
	n := 0
	c := lint.Run(flood, nil, lint.Options{Jobs: 1, Found: func(*rules.Finding, int) error { n++; return full }})
	if c.Complete || c.Damage == nil || c.Damage.Reason != "full" || c.Frames == 1433 {
		t.Errorf("got complete %t, damage %v, %d frames", c.Complete, c.Damage, c.Frames)
	}
	if n != 1 {
		t.Errorf("got %d findings, want 1", n)
	}
}
