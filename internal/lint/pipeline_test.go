package lint_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/decode/capture"
	"rpcrdma-lint/internal/journal"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/internal/trace"
	"rpcrdma-lint/report"
	"rpcrdma-lint/rules"
)

// told is all that any report tells of a capture.
func told(t *testing.T, c *lint.Capture) string {
	t.Helper()
	var b bytes.Buffer
	for _, f := range report.Formats {
		r := f.New(&b, report.Options{Inconclusive: true, Coverage: true, Profile: true})
		if err := r.Capture(c); err != nil {
			t.Fatal(err)
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// sameOnAnyCores lints a file on different numbers of cores and in batches of
// different sizes.
func sameOnAnyCores(t *testing.T, path string, o lint.Options) {
	t.Helper()
	o.Jobs = 1
	o.Enabled = func(*rules.Rule) bool { return true }
	o.Journal = &journal.Options{Pictures: true}
	want := told(t, lint.Run(path, nil, o))
	for _, tt := range []struct{ jobs, size int }{{2, 0}, {3, 5000}, {8, 1}} {
		o.Jobs = tt.jobs
		if d := cmp.Diff(want, told(t, lint.Run(path, nil, o.InBatches(tt.size)))); d != "" {
			t.Errorf("%d jobs, batches of %d bytes (-one job +got):\n%s", tt.jobs, tt.size, d)
		}
	}
}

// However many cores there are, the output is the same.
func TestJobs(t *testing.T) {
	for name, path := range captures(t) {
		t.Run(name, func(t *testing.T) {
			if info, err := os.Stat(path); err != nil || info.Size() > 256<<10 && testing.Short() {
				t.Skip("too big to be linted again and again")
			}
			sameOnAnyCores(t, path, lint.Options{})
		})
	}
}

// Many hosts talk at once, and everything that can be wrong is wrong somewhere.
func TestJobsManyHosts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "many.pcap")
	pairs := interleaved(t, path)
	if c := lint.Run(path, nil, lint.Options{Jobs: 3}); len(c.Result.Connections) < pairs || len(c.Result.Findings) < pairs/2 {
		t.Errorf("got %d connections and %d findings between %d pairs of hosts", len(c.Result.Connections), len(c.Result.Findings), pairs)
	}
	for _, all := range []bool{false, true} {
		t.Run(fmt.Sprintf("all ICRCs %t", all), func(t *testing.T) { sameOnAnyCores(t, path, lint.Options{AllICRCs: all}) })
	}
}

// interleaved writes the violating traces of all rules as one capture, each
// between two hosts of its own, and returns how many there are.
func interleaved(t *testing.T, path string) int {
	t.Helper()
	var queues [][]trace.Frame
	for i, r := range rules.All {
		tr := trace.Make(t, fmt.Sprintf("host C%d S%d; %s", i%90+1, i%7+1, r.Doc.Bad))
		queues = append(queues, tr.Frames())
	}
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	w, err := capture.NewWriter(file, capture.LinkEthernet, true)
	if err != nil {
		t.Fatal(err)
	}
	for left := true; left; {
		left = false
		for i, q := range queues {
			if len(q) == 0 {
				continue
			}
			left = true
			if err := w.WriteFrame(q[0].Time.UnixNano(), q[0].Data, q[0].Orig); err != nil {
				t.Fatal(err)
			}
			queues[i] = q[1:]
		}
	}
	return len(queues)
}

// Damage is found at the same place, and what came before it is linted.
func TestJobsDamage(t *testing.T) {
	b, err := os.ReadFile(flood)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "cut.pcap")
	if err := os.WriteFile(path, b[:len(b)-len(b)/3], 0o600); err != nil {
		t.Fatal(err)
	}
	if c := lint.Run(path, nil, lint.Options{Jobs: 2}); c.Damage == nil || !c.Damage.Cut || len(c.Result.Findings) == 0 {
		t.Errorf("got damage %v, %d findings, want a cut, some", c.Damage, len(c.Result.Findings))
	}
	sameOnAnyCores(t, path, lint.Options{})
}

// Every file that is opened is watched.
func TestWatch(t *testing.T) {
	info, err := os.Stat(flood)
	if err != nil {
		t.Fatal(err)
	}
	var seen bytes.Buffer
	watched := ""
	o := lint.Options{Via: func(path string, size int64, file io.Reader) io.Reader {
		watched = fmt.Sprintf("%s of %d bytes", path, size)
		return io.TeeReader(file, &seen)
	}}
	if c := lint.Run(flood, nil, o); !c.Complete {
		t.Error(c.Damage)
	}
	if want := fmt.Sprintf("%s of %d bytes", flood, info.Size()); watched != want || int64(seen.Len()) != info.Size() {
		t.Errorf("watched %s, read %d bytes; want %s, all", watched, seen.Len(), want)
	}
}
