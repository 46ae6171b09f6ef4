package lint_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"rpcrdma-lint/decode/capture"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/internal/trace"
	"rpcrdma-lint/rules"
)

const flood = "../../captures/abuse-flood.pcap"

// found reports whether a capture has a proven finding of rule at frame.
func found(c *lint.Capture, rule string, frame int) bool {
	if c.Result == nil {
		return false
	}
	for _, f := range c.Result.Findings {
		if f.Rule.ID == rule && f.Frame == frame && f.Proven() {
			return true
		}
	}
	return false
}

func TestRun(t *testing.T) {
	whole, err := os.ReadFile(flood)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := func(name string, b []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b, 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	corrupt := bytes.Clone(whole)
	copy(corrupt[len(whole)/2:], strings.Repeat("\xff", 4096))

	for _, tt := range []struct {
		name   string
		path   string
		stdin  io.Reader
		frames int // 0 is any number

		complete, opened, known, cut bool
		reason                       string
	}{
		{name: "whole", path: flood, frames: 1433, complete: true, opened: true},
		{name: "stdin", path: "-", stdin: bytes.NewReader(whole), frames: 1433, complete: true, opened: true},
		{name: "cut", path: file("cut", whole[:len(whole)-7]), frames: 1432, opened: true, known: true, cut: true,
			reason: "cut short"},
		{name: "corrupt", path: file("corrupt", corrupt), opened: true, known: true},
		{name: "reading fails", path: "-", frames: 1432, opened: true, known: true, reason: "broken wire",
			stdin: io.MultiReader(bytes.NewReader(whole[:len(whole)-7]), iotest.ErrReader(errors.New("broken wire")))},
		{name: "not a capture", path: file("text", []byte("This is text.")), known: true, reason: "not a capture"},
		{name: "empty", path: file("empty", nil), known: true, reason: "empty"},
		{name: "missing", path: filepath.Join(dir, "missing"), reason: "no such file or directory"},
		{name: "directory", path: dir, reason: "is a directory"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := lint.Run(tt.path, tt.stdin, lint.Options{})
			if c.Complete != tt.complete {
				t.Errorf("got complete %t, want %t", c.Complete, tt.complete)
			}
			if tt.frames > 0 && c.Frames != tt.frames {
				t.Errorf("got %d frames, want %d", c.Frames, tt.frames)
			}
			if got := c.Result != nil; got != tt.opened {
				t.Errorf("got a result %t, want %t", got, tt.opened)
			}
			if tt.opened && !found(c, "credit/first-call", 6) {
				t.Error("got no credit/first-call at frame 6")
			}
			checkDamage(t, c, tt.known, tt.cut, tt.reason)
		})
	}
}

func checkDamage(t *testing.T, c *lint.Capture, known, cut bool, reason string) {
	t.Helper()
	if got := c.Damage == nil; got != c.Complete {
		t.Fatalf("got complete %t with damage %v", c.Complete, c.Damage)
	}
	if c.Damage == nil {
		return
	}
	if d := c.Damage; d.Known != known || d.Cut != cut || !strings.Contains(d.Reason, reason) {
		t.Errorf("got damage %+v, want one at a known place %t, cut %t, because %q", *d, known, cut, reason)
	}
	if c.Damage.Known && c.Damage.Frame != c.Frames {
		t.Errorf("got damage after frame %d, want %d", c.Damage.Frame, c.Frames)
	}
}

func TestSeen(t *testing.T) {
	none := func(*rules.Rule) bool { return false }
	for _, tt := range []struct {
		path             string
		o                lint.Options
		rpcrdma, applied bool
		other            string
	}{
		{path: "v41-recall-mtu1500.pcap", rpcrdma: true, applied: true},
		{path: "v41-recall-mtu1500.pcap", o: lint.Options{Enabled: none}, rpcrdma: true},
		{path: "siw-v3-basic.pcap.zst", other: "iWARP"},
	} {
		c := lint.Run(filepath.Join("../../captures", tt.path), nil, tt.o)
		if c.RPCRDMA() != tt.rpcrdma || c.Applied() != tt.applied {
			t.Errorf("%s: got RPC-over-RDMA %t, applied %t, want %t, %t",
				tt.path, c.RPCRDMA(), c.Applied(), tt.rpcrdma, tt.applied)
		}
		if tt.other != "" && (len(c.Other) == 0 || c.Other[0].What != tt.other) {
			t.Errorf("%s: got other %v, want %s", tt.path, c.Other, tt.other)
		}
	}
}

// The ICRC of a packet that carries no evidence is checked when asked for.
func TestAllICRCs(t *testing.T) {
	tr := trace.Make(t, "est; C>CALL 1 v3 READ count=16K wr=(h,16K); S>WRITE h 0 16K; S>REPLY 1 wr=(h,16K); exchange")
	var b bytes.Buffer
	w, err := capture.NewWriter(&b, capture.LinkEthernet, true)
	if err != nil {
		t.Fatal(err)
	}
	const middle = 6
	for i, f := range tr.Frames() {
		data := slices.Clone(f.Data)
		if i == middle {
			data[len(data)-1] ^= 1
		}
		if err := w.WriteFrame(f.Time.UnixNano(), data, f.Orig); err != nil {
			t.Fatal(err)
		}
	}
	for _, jobs := range []int{1, 2} {
		for all, want := range map[bool]int{false: 0, true: 1} {
			c := lint.Run("-", bytes.NewReader(b.Bytes()), lint.Options{AllICRCs: all, Jobs: jobs})
			if c.Dropped.ICRC != want {
				t.Errorf("%d jobs, all ICRCs %t: got %d wrong ones, want %d", jobs, all, c.Dropped.ICRC, want)
			}
		}
	}
}
