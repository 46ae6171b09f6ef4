package manifest_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rpcrdma-lint/internal/manifest"
)

// listed writes a manifest of traces with so many bytes each.
func listed(t testing.TB, sizes ...int64) *manifest.Manifest {
	t.Helper()
	var b bytes.Buffer
	for i, n := range sizes {
		id := fmt.Sprintf("trace-%d.pcap", i)
		x := manifest.Trace{ID: id, Files: []manifest.File{{Path: id, Bytes: n}}, Bytes: n}
		if err := x.Write(&b); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "m.jsonl")
	if err := os.WriteFile(path, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	m, err := manifest.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Shards are runs of the manifest, each trace is in one of them, and they weigh
// the same up to the heaviest trace.
func TestShard(t *testing.T) {
	var many []int64
	for i := range int64(1000) {
		many = append(many, i*i*7919%50_000_000)
	}
	for name, sizes := range map[string][]int64{
		"none": nil, "one": {5}, "equal": {9, 9, 9, 9, 9, 9, 9, 9}, "empty files": {0, 0, 0}, "one giant": {1, 1, 1 << 50, 1, 1}, "many": many,
	} {
		m := listed(t, sizes...)
		for _, n := range []int{1, 2, 3, 8, 400} {
			at, heaviest, total := 0, int64(0), int64(0)
			for _, s := range sizes {
				heaviest, total = max(heaviest, s+64<<10), total+s+64<<10
			}
			for i := range n {
				first, end := m.Shard(i, n)
				if first != at || end < first {
					t.Fatalf("%s, shard %d/%d: got %d to %d, want it to begin at %d", name, i, n, first, end, at)
				}
				at = end
				sum := int64(0)
				for _, s := range sizes[first:end] {
					sum += s + 64<<10
				}
				if sum > total/int64(n)+heaviest+1 {
					t.Errorf("%s, shard %d/%d: weighs %d of %d", name, i, n, sum, total)
				}
			}
			if at != len(sizes) {
				t.Errorf("%s: %d shards have %d of %d traces", name, n, at, len(sizes))
			}
		}
	}
}

func TestTraces(t *testing.T) {
	m := listed(t, 1, 2, 3, 4, 5)
	var got []string
	for x, err := range m.Traces(1, 4) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, x.ID)
	}
	if want := "[trace-1.pcap trace-2.pcap trace-3.pcap]"; fmt.Sprint(got) != want || m.Len() != 5 || len(m.Digest) != 64 {
		t.Errorf("got %v of %d, digest %s, want %s of 5", got, m.Len(), m.Digest, want)
	}
	if err := os.WriteFile(m.Path, []byte(strings.Repeat("x", 1000)+"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, err := range m.Traces(0, 5) {
		if err == nil || !strings.HasPrefix(err.Error(), m.Path+":1: ") {
			t.Errorf("a manifest that was changed: got %v", err)
		}
	}
}

func TestOpenErrors(t *testing.T) {
	good := `{"id":"a","files":[{"path":"a","bytes":3}],"bytes":3,"first":null,"last":null}` + "\n"
	for name, tt := range map[string]struct{ lines, want string }{
		"cut":          {good + good[:20], ":2: cut short: it does not end with a newline"},
		"no object":    {good + "\n", ":2: not a whole JSON object"},
		"no newline":   {good + strings.TrimSpace(good), ":2: cut short: it does not end with a newline"},
		"two":          {strings.TrimSpace(good) + good, ":1: something follows the object"},
		"other field":  {strings.Replace(good, `"id"`, `"name":"x","id"`, 1), `:1: json: unknown field "name"`},
		"no id":        {strings.Replace(good, `"id":"a"`, `"id":""`, 1), ":1: no id"},
		"no files":     {`{"id":"a","files":[],"bytes":0}` + "\n", ":1: no files"},
		"no path":      {strings.Replace(good, `"path":"a"`, `"path":""`, 1), ":1: file 1 has no path"},
		"stdin":        {strings.Replace(good, `"path":"a"`, `"path":"-"`, 1), ":1: file 1 is standard input"},
		"wrong sum":    {strings.Replace(good, `],"bytes":3`, `],"bytes":4`, 1), ":1: 4 bytes, but the files have 3"},
		"negative":     {strings.ReplaceAll(good, `"bytes":3`, `"bytes":-3`), ":1: file 1 has -3 bytes"},
		"overflow":     {`{"id":"a","files":[{"path":"a","bytes":9000000000000000000},{"path":"b","bytes":9000000000000000000}],"bytes":0}` + "\n", ":1: more bytes than can be counted"},
		"too much":     {`{"id":"a","files":[{"path":"a","bytes":9000000000000000000}],"bytes":9000000000000000000}` + "\n", ":1: more bytes than can be counted"},
		"gap at first": {strings.Replace(good, `"bytes":3}`, `"bytes":3,"gap":"x"}`, 1), ":1: a gap before the first file"},
		"strange time": {strings.Replace(good, `"first":null`, `"first":"yesterday"`, 1), `:1: "yesterday" is no time such as 2026-01-02T03:04:05.000000006Z`},
	} {
		path := filepath.Join(t.TempDir(), "m.jsonl")
		if err := os.WriteFile(path, []byte(tt.lines), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := manifest.Open(path); err == nil || err.Error() != path+tt.want {
			t.Errorf("%s: got %v, want %s", name, err, tt.want)
		}
	}
	if _, err := manifest.Open("/nonexistent"); err == nil || err.Error() != "/nonexistent: no such file or directory" {
		t.Errorf("got %v", err)
	}
}

// Whatever a manifest holds, it is read whole or refused with a line, and what
// is read is written as it was understood.
func FuzzOpen(f *testing.F) {
	f.Add([]byte(`{"id":"a","files":[{"path":"a","bytes":3},{"path":"b","bytes":4,"gap":"x"}],"bytes":7,"first":null,"last":"2026-01-02T03:04:05.000000006Z"}` + "\n"))
	f.Add([]byte(`{"id":"a"}` + "\n"))
	f.Add([]byte("{\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		path := filepath.Join(t.TempDir(), "m")
		if err := os.WriteFile(path, b, 0o666); err != nil {
			t.Fatal(err)
		}
		m, err := manifest.Open(path)
		if err != nil {
			if !strings.HasPrefix(err.Error(), path+":") {
				t.Fatalf("an error without a line: %v", err)
			}
			return
		}
		if n := bytes.Count(b, []byte("\n")); m.Len() != n {
			t.Fatalf("%d traces of %d lines", m.Len(), n)
		}
		for x, err := range m.Traces(0, m.Len()) {
			if err != nil {
				t.Fatal(err)
			}
			if len(x.Files) == 0 || x.ID == "" {
				t.Fatalf("got %+v", x)
			}
		}
		at := 0
		for i := range 3 {
			first, end := m.Shard(i, 3)
			if first != at || end < first {
				t.Fatalf("shard %d from %d to %d, after %d", i, first, end, at)
			}
			at = end
		}
		if at != m.Len() {
			t.Fatalf("%d of %d traces in shards", at, m.Len())
		}
	})
}
