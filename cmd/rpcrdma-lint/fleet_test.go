package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"rpcrdma-lint/decode/capture"
	"rpcrdma-lint/internal/manifest"
	"rpcrdma-lint/internal/part"
	"rpcrdma-lint/report"
)

// rotate N IN OUT writes the frames of a capture to files of N frames and
// fewer, which are called OUT, OUT1, OUT2 and so on, as tcpdump -C does.
func rotate(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: rotate N IN OUT")
	}
	most, err := strconv.Atoi(args[0])
	ts.Check(err)
	r, err := capture.Open(ts.MkAbs(args[1]))
	ts.Check(err)
	defer r.Close()
	var f capture.Frame
	var file *os.File
	var b *bufio.Writer
	var w *capture.Writer
	end := func() {
		if file != nil {
			ts.Check(errors.Join(b.Flush(), file.Close()))
		}
	}
	for err = r.Next(&f); err == nil; err = r.Next(&f) {
		if i := (f.Number - 1) / most; (f.Number-1)%most == 0 {
			end()
			name := args[2]
			if i > 0 {
				name += strconv.Itoa(i)
			}
			file, err = os.Create(ts.MkAbs(name))
			ts.Check(err)
			b = bufio.NewWriter(file)
			w, err = capture.NewWriter(b, f.Link, true)
			ts.Check(err)
		}
		ts.Check(w.WriteFrame(f.Time, f.Data, f.Length))
	}
	end()
	if err != io.EOF {
		ts.Check(err)
	}
}

// However many shards there are and in whatever order they come, each report of
// them is that of one process.
func TestShards(t *testing.T) {
	t.Chdir("../../captures")
	var m bytes.Buffer
	for _, name := range []string{"abuse-rnr.pcap", "evil-dup.pcap", "INDEX.md", "misc-snap70.pcap", "siw-v3-basic.pcap.zst", "v41-recall-mtu1500.pcap"} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		x := manifest.Trace{ID: name, Files: []manifest.File{{Path: name, Bytes: info.Size()}}, Bytes: info.Size()}
		if err := x.Write(&m); err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	list := filepath.Join(dir, "m.jsonl")
	if err := os.WriteFile(list, m.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	plain := map[string]string{}
	for _, f := range report.Formats {
		plain[f.Name] = said(t, 3, "--manifest", list, "--config", "none", "--format", f.Name)
	}
	for _, n := range []int{1, 2, 8} {
		var parts []string
		for i := range n {
			shard := fmt.Sprintf("%d/%d", i, n)
			said(t, 0, "--manifest", list, "--config", "none", "--shard", shard, "--out", filepath.Join(dir, shard[len(shard)-1:]))
			parts = append([]string{filepath.Join(dir, shard[len(shard)-1:], part.Name(i, n))}, parts...)
		}
		for _, f := range report.Formats {
			got := said(t, 3, append([]string{"merge", "--config", "none", "--format", f.Name}, parts...)...)
			if d := cmp.Diff(plain[f.Name], got); d != "" {
				t.Errorf("%d shards, %s (-one process +merged):\n%s", n, f.Name, d)
			}
		}
	}
}

// said is what the program writes to standard output.
func said(t *testing.T, status int, args ...string) string {
	t.Helper()
	var out, errOut bytes.Buffer
	if got := run(args, strings.NewReader(""), &out, &errOut); got != status {
		t.Fatalf("%q: got status %d, want %d\n%s", args, got, status, errOut.String())
	}
	return out.String()
}
