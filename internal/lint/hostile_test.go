package lint_test

import (
	"bytes"
	"cmp"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/hostile"
	"rpcrdma-lint/internal/lint"
)

// A scale is a file that notes the most of the heap that is in use when some more
// of it has been read.
type scale struct {
	io.Reader
	every, left int
	most        int
}

func (s *scale) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	if s.left -= n; s.left < 0 || err != nil {
		s.left = s.every
		s.most = max(s.most, inUse())
	}
	return n, err
}

// made is a hostile capture as it is made.
func made(c *hostile.Capture, frames int) io.ReadCloser {
	if c.Ext == "gz" || c.Ext == "zst" {
		var b bytes.Buffer // so that no packer counts
		if err := c.Write(&b, frames); err != nil {
			panic(err)
		}
		return io.NopCloser(&b)
	}
	r, w := io.Pipe()
	go func() { w.CloseWithError(c.Write(w, frames)) }()
	return r
}

// Whatever a capture is made to exhaust, memory stays under the limit, and what
// was forgotten for that is told. Nothing becomes a violation by it.
func TestHostile(t *testing.T) {
	const limit = 24 << 20
	for i := range hostile.Captures {
		h := &hostile.Captures[i]
		t.Run(h.Name, func(t *testing.T) {
			before := inUse()
			file := made(h, 60_000)
			defer file.Close()
			s := &scale{Reader: file, every: 1 << 20}
			c := lint.Run("-", s, lint.Options{Jobs: 1, Memory: limit})
			if !c.Complete {
				t.Errorf("not read to its end: %v", c.Damage)
			}
			after := inUse() - before
			grown := s.most - before
			t.Logf("%s at the most, %s at the end; %d frames, limits: %v", mib(grown), mib(after), c.Frames, c.Limits())
			want := limit
			if h.Ext == "zst" {
				want += 65 << 20 // its window
			}
			if grown > want {
				t.Errorf("got %s of heap in use, want at most %s", mib(grown), mib(want))
			}
			bit := slices.ContainsFunc(c.Limits(), func(l lint.Limit) bool { return l.What == decode.BoundMemory.String() })
			if quiet := []string{
				"iwarp", "interfaces", "one-handle", "options", "big-frames", "transfers", "gzip-bomb", "zstd-bomb", "packed-transfers",
			}; bit == slices.Contains(quiet, h.Name) {
				t.Errorf("the bound on memory bit: %t", bit)
			}
			runtime.KeepAlive(c)
		})
	}
}

// A trace has no more memory for the gaps between its files.
func TestHostileGaps(t *testing.T) {
	const limit = 24 << 20
	for _, name := range []string{"connections", "findings"} {
		h, err := hostile.Find(name)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "x.pcap")
		file, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := cmp.Or(h.Write(file, 20_000), file.Close()); err != nil {
			t.Fatal(err)
		}
		trace := lint.One(path)
		for range 9 {
			trace.Files = append(trace.Files, lint.TraceFile{Path: path, Gap: "a file is missing"})
		}
		for _, jobs := range []int{1, 2} {
			before := inUse()
			c := lint.RunTrace(trace, nil, lint.Options{Jobs: jobs, Memory: limit, Findings: 3000})
			if grown := inUse() - before; grown > limit {
				t.Errorf("%s, %d jobs: got %s of heap in use, want at most %s", name, jobs, mib(grown), mib(limit))
			}
			of := map[int]int{}
			for _, f := range c.Result.Findings {
				if of[f.Conn.Conn.Lane()]++; of[f.Conn.Conn.Lane()] > 3000 {
					t.Fatalf("%s, %d jobs: more than 3000 findings of a lane", name, jobs)
				}
			}
			runtime.KeepAlive(c)
		}
	}
}
