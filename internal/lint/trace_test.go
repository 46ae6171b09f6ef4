package lint_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/decode/capture"
	"rpcrdma-lint/internal/damage"
	"rpcrdma-lint/internal/journal"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

func everything(*rules.Rule) bool { return true }

// rotated writes the frames of a capture to so many files, of which every third
// is compressed, as a trace.
func rotated(t *testing.T, path string, files int) lint.Trace {
	t.Helper()
	c := lint.Run(path, nil, lint.Options{Enabled: func(r *rules.Rule) bool { return r.ID == "hdr/done" }})
	var whole []byte
	r, err := capture.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var f capture.Frame
	for r.Next(&f) == nil {
		whole = written(t, whole, &f)
	}
	dir := t.TempDir()
	var trace lint.Trace
	for i, b := range parts(t, whole, (c.Frames+files-1)/files) {
		name := filepath.Join(dir, fmt.Sprintf("x.pcap%d", i))
		switch i % 3 {
		case 1:
			name, b = name+".gz", zipped(t, b)
		case 2:
			name, b = name+".zst", packed(t, b)
		}
		if err := os.WriteFile(name, b, 0o666); err != nil {
			t.Fatal(err)
		}
		trace.Files = append(trace.Files, lint.TraceFile{Path: name})
	}
	trace.ID = trace.Files[0].Path
	return trace
}

// A trace in 20 files is what it is in one, on any number of cores.
func TestRotated(t *testing.T) {
	o := lint.Options{Enabled: everything, Journal: &journal.Options{Pictures: true}}
	for name, path := range moderate(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := nameless(t, lint.Run(path, nil, o))
			trace := rotated(t, path, 20)
			for _, jobs := range []int{1, 2} {
				o := o
				o.Jobs = jobs
				c := lint.RunTrace(trace, nil, o)
				if !c.Complete || len(c.Files) != len(trace.Files) {
					t.Fatalf("complete %t: %v; %d of %d files", c.Complete, c.Damage, len(c.Files), len(trace.Files))
				}
				numbered(t, c)
				if d := cmp.Diff(want, nameless(t, c)); d != "" {
					t.Errorf("%d jobs (-one file +rotated):\n%s", jobs, d)
				}
			}
		})
	}
}

// numbered checks that the files of a capture have all of its frames, each known
// by its number there.
func numbered(t *testing.T, c *lint.Capture) {
	t.Helper()
	before := 0
	for i := range c.Files {
		f := &c.Files[i]
		if f.Before != before || f.Frames == 0 {
			t.Fatalf("file %d has %d frames after %d, want some after %d", i, f.Frames, f.Before, before)
		}
		for _, n := range []int{1, f.Frames} {
			if file, got := c.File(before + n); file != f || got != n {
				t.Errorf("frame %d: got number %d of %s, want %d of %s", before+n, got, file.Path, n, f.Path)
			}
		}
		before += f.Frames
	}
	if before != c.Frames {
		t.Errorf("%d frames in files, %d in all", before, c.Frames)
	}
}

// accused are the proven accusations of peers.
func accused(c *lint.Capture) map[damage.Accusation]bool {
	all := map[damage.Accusation]bool{}
	for _, f := range c.Result.Findings {
		if f.Proven() && !damage.AboutCapture(f.Rule.ID) {
			all[damage.Accusation{Rule: f.Rule.ID, Blame: f.Blame.String()}] = true
		}
	}
	return all
}

// Whatever files of a trace are missing or damaged, nobody is accused whom the
// whole trace does not accuse, and the gap is told.
func TestGapSound(t *testing.T) {
	for _, name := range []string{
		"story-reconnect-flood.pcap", "v41-recall-mtu1500.pcap", "abuse-connect.pcap", "abuse-v4read.pcap", "evil-dup.pcap",
		"evil-credit0.pcap", "misc-nsec.pcapng.zst", "v3-restart-nfsd.pcap.zst",
	} {
		path := filepath.Join(corpus, name)
		whole := accused(lint.Run(path, nil, lint.Options{Enabled: everything}))
		trace := rotated(t, path, 20)
		for seed := range uint64(6) {
			r := rand.New(rand.NewPCG(seed, 1))
			left := lint.Trace{ID: trace.ID}
			gap, told := "", 0
			for i, f := range trace.Files {
				if r.IntN(4) == 0 {
					gap = "a file is missing"
					continue
				}
				if i > 0 && len(left.Files) > 0 && gap != "" {
					f.Gap = gap
					told++
				}
				gap = ""
				left.Files = append(left.Files, f)
			}
			c := lint.RunTrace(left, nil, lint.Options{Enabled: everything})
			gaps := 0
			for _, f := range c.Files {
				if f.Gap != "" {
					gaps++
				}
			}
			if gaps != told {
				t.Errorf("%s, seed %d: got %d gaps, want %d", name, seed, gaps, told)
			}
			for a := range accused(c) {
				if !a.Follows(whole) {
					t.Errorf("%s, seed %d: %s, which the whole trace does not say", name, seed, a)
				}
			}
		}
	}
}

// Damage in the middle of a trace costs the rest of that file. What follows is
// linted anew.
func TestDamagedFile(t *testing.T) {
	trace := rotated(t, filepath.Join(corpus, "abuse-connect.pcap"), 6)
	broken := trace.Files[3].Path
	b, err := os.ReadFile(broken)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(broken, b[:len(b)-7], 0o666); err != nil {
		t.Fatal(err)
	}
	trace.Files[4].Path += ".gone"
	for _, jobs := range []int{1, 2} {
		c := lint.RunTrace(trace, nil, lint.Options{Jobs: jobs})
		if c.Complete || c.Damage == nil || c.Damage.File != broken || !c.Damage.Cut {
			t.Errorf("got complete %t, damage %+v", c.Complete, c.Damage)
		}
		if !strings.HasPrefix(c.Damage.String(), broken+": damaged at byte ") {
			t.Errorf("got %q", c.Damage)
		}
		for i, want := range map[int]string{
			3: "", 4: filepath.Base(broken) + " could not be read to its end", 5: filepath.Base(trace.Files[4].Path) + " could not be read to its end",
		} {
			if got := c.Files[i].Gap; got != want {
				t.Errorf("before file %d: got the gap %q, want %q", i, got, want)
			}
		}
		if n := c.Files[4].Frames; n != 0 || c.Files[5].Frames == 0 {
			t.Errorf("got %d frames of a file that isn't there, %d of the last", n, c.Files[5].Frames)
		}
	}
	for i := range trace.Files {
		trace.Files[i].Path = filepath.Join(t.TempDir(), "none")
	}
	if c := lint.RunTrace(trace, nil, lint.Options{}); c.Result != nil || c.Complete || c.Damage == nil {
		t.Errorf("got the result %v of a trace without files", c.Result)
	}
}

// Findings of a trace with gaps come in order, with the numbers that their
// connections have in the end.
func TestGapStream(t *testing.T) {
	trace := rotated(t, filepath.Join(corpus, "story-reconnect-flood.pcap"), 8)
	trace.Files[5].Gap = "a file is missing"
	type told struct {
		f  *rules.Finding
		id int
	}
	var all []told
	o := lint.Options{Found: func(f *rules.Finding, _ int) error {
		id := 0
		if f.Conn != nil {
			id = f.Conn.ID
		}
		all = append(all, told{f, id})
		return nil
	}}
	c := lint.RunTrace(trace, nil, o)
	if len(all) != len(c.Result.Findings) {
		t.Errorf("told of %d findings, want %d", len(all), len(c.Result.Findings))
	}
	for _, x := range all {
		if x.f.Conn != nil && x.f.Conn.ID != x.id {
			t.Errorf("%s at frame %d: told as of connection %d, which is %d", x.f.Rule.ID, x.f.Frame, x.id, x.f.Conn.ID)
		}
	}
	for i, s := range c.Result.Connections {
		if s.ID != i+1 {
			t.Errorf("connection %d has the number %d", i+1, s.ID)
		}
	}
}

// Where a file begins before the one before it ends, which nobody sees of
// compressed ones before they are unpacked, nothing is carried on.
func TestBackwards(t *testing.T) {
	trace := rotated(t, filepath.Join(corpus, "story-reconnect-flood.pcap"), 8)
	trace.Files[3], trace.Files[4] = trace.Files[4], trace.Files[3]
	var want string
	for _, jobs := range []int{1, 2} {
		for _, size := range []int{1 << 12, 1 << 20} {
			c := lint.RunTrace(trace, nil, lint.Options{Jobs: jobs}.InBatches(size))
			if !c.Complete {
				t.Fatal(c.Damage)
			}
			frames := 0
			for i, f := range c.Files {
				gap := ""
				if i == 4 {
					gap = "it begins before " + filepath.Base(trace.Files[3].Path) + " ends"
				}
				if f.Gap != gap {
					t.Errorf("%d jobs: before file %d: got the gap %q, want %q", jobs, i, f.Gap, gap)
				}
				if f.Before != frames || f.Frames == 0 {
					t.Errorf("%d jobs: file %d has %d frames after %d, want some after %d", jobs, i, f.Frames, f.Before, frames)
				}
				frames += f.Frames
			}
			if got := describe(c); want == "" {
				want = got
			} else if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%d jobs (-before +after):\n%s", jobs, d)
			}
		}
	}
}
