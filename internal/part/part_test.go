package part_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/internal/part"
	"rpcrdma-lint/report"
	"rpcrdma-lint/rules"
)

// digest stands for any digest.
var digest = strings.Repeat("0123456789abcdef", 4)

// header is that of a part of so many traces, the only one of a manifest.
func header(traces int) part.Header {
	h := part.Header{
		Program: "v1.2.3", Manifest: digest, Settings: digest, Shards: 1, Traces: traces, All: traces,
		Rules: []string{}, Connections: 7, Findings: 3, Memory: 64 << 20,
	}
	for _, r := range rules.All {
		h.Rules = append(h.Rules, r.ID)
	}
	return h
}

// options are what the header says.
var options = lint.Options{Enabled: func(*rules.Rule) bool { return true }, Connections: 7, Findings: 3, Memory: 64 << 20}

// written writes a part, and returns its path.
func written(t *testing.T, dir string, h part.Header, cs ...*lint.Capture) string {
	t.Helper()
	w, err := part.Create(dir, h)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cs {
		if err := w.Capture(c); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, part.Name(h.Shard, h.Shards))
}

// Lines of a part are what their schema says, and have no field that it lacks.
func TestSchema(t *testing.T) {
	b, err := os.ReadFile("../../docs/schema/part.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("urn:rpcrdma-lint:part:1", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("urn:rpcrdma-lint:part:1")
	if err != nil {
		t.Fatal(err)
	}
	in := captures(t)
	for line := range strings.Lines(lines(t, written(t, t.TempDir(), header(len(in)), in...))) {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(v); err != nil {
			t.Errorf("%v in %.200s", err, line)
		}
	}
}

// told is all that any report tells of captures.
func told(t *testing.T, cs []*lint.Capture) string {
	t.Helper()
	var b bytes.Buffer
	for _, f := range report.Formats {
		r := f.New(&b, report.Options{Inconclusive: true, Coverage: true, Profile: true})
		for _, c := range cs {
			if err := r.Capture(c); err != nil {
				t.Fatal(err)
			}
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// captures are those of the corpus, one that can't be read, and a trace of
// several files with one missing.
func captures(t *testing.T) (all []*lint.Capture) {
	t.Helper()
	const corpus = "../../captures/"
	for _, name := range []string{
		"story-reconnect-flood.pcap", "abuse-header.pcap", "abuse-connect.pcap", "abuse-flood.pcap", "abuse-v4read.pcap",
		"misc-midstream-v3.pcap.zst", "siw-v3-basic.pcap.zst", "misc-snap70.pcap", "none.pcap", "INDEX.md",
	} {
		all = append(all, lint.Run(corpus+name, nil, options))
	}
	trace := lint.Trace{ID: "several", Files: []lint.TraceFile{{Path: corpus + "abuse-rnr.pcap"}, {Path: corpus + "abuse-flood.pcap", Gap: "a file is missing"}, {Path: "none"}}}
	return append(all, lint.RunTrace(trace, nil, options))
}

// What comes out of a part tells the same, in any report, as what went in.
func TestThere(t *testing.T) {
	in := captures(t)
	set, err := part.OpenSet([]string{written(t, t.TempDir(), header(len(in)), in...)})
	if err != nil {
		t.Fatal(err)
	}
	var out []*lint.Capture
	for c, err := range set.Captures() {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	if d := cmp.Diff(told(t, in), told(t, out)); d != "" {
		t.Errorf("(-in +out):\n%s", d)
	}
	for i := range in {
		if d := cmp.Diff(in[i].Limits(), out[i].Limits()); d != "" {
			t.Errorf("%s: limits (-in +out):\n%s", in[i].Path, d)
		}
	}
	if len(set.Missing()) > 0 {
		t.Errorf("missing: %v", set.Missing())
	}
}

// lines are those of a part, unpacked.
func lines(t testing.TB, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d, err := zstd.NewReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	out, err := d.DecodeAll(b, nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// packed writes lines as a part.
func packed(t testing.TB, path, text string) {
	t.Helper()
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(1<<20))
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if err := os.WriteFile(path, e.EncodeAll([]byte(text), nil), 0o666); err != nil {
		t.Fatal(err)
	}
}

// all reads a part to its end.
func all(path string) error {
	r, err := part.Open(path)
	if err != nil {
		return err
	}
	defer r.Close()
	for {
		if _, _, err := r.Next(); err != nil {
			if err == io.EOF {
				return nil
			}
			return err
		}
	}
}

// Errors name the file and the line.
func TestReadErrors(t *testing.T) {
	c := lint.Run("../../captures/abuse-rnr.pcap", nil, options)
	good := lines(t, written(t, t.TempDir(), header(1), c))
	ls := strings.SplitAfter(good, "\n")
	head, trace, end := ls[0], ls[1], ls[2]
	path := filepath.Join(t.TempDir(), "p")
	packed(t, path, good)
	if err := all(path); err != nil {
		t.Fatal(err)
	}
	change := func(old, new string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("there is no %s in %.300s", old, good)
		}
		return strings.Replace(good, old, new, 1)
	}
	for name, tt := range map[string]struct{ text, want string }{
		"empty":           {"", ":1: cut short"},
		"cut":             {head + trace[:100], ":2: cut short"},
		"no end":          {head + trace, ":3: cut short"},
		"no trace":        {head + end, `:2: json: unknown field "traces"`},
		"more":            {good + end, ":4: something follows the end"},
		"no part":         {trace + end, `:1: json: unknown field "trace"`},
		"another kind":    {change(`"kind":"part"`, `"kind":"piece"`), `:1: the first line is of the kind "piece", not "part"`},
		"another version": {change(`"version":1`, `"version":2`), ":1: version 2, want 1"},
		"another field":   {change(`"path":`, `"colour":1,"path":`), `:2: json: unknown field "colour"`},
		"strange rule":    {change(`"rule":"conn/loss"`, `"rule":"conn/lost"`), `:2: coverage of "conn/lost", which did not run`},
		"strange shard":   {change(`"shard":0`, `"shard":1`), ":1: shard 1 of 1"},
		"too many":        {change(`"traces":1`, `"traces":2`), ":1: 2 traces from 0 of 1"},
		"bad sum":         {head + trace + strings.Replace(end, "1", "2", 1), `:3: kind "end" of 2 traces, want "end" of 1`},
		"strange key":     {change(`{"key":"`, `{"key":"x`), `:2: there is no requirement "x`},
		"strange blame":   {change(`"blame":1`, `"blame":9`), ": there is no side 9 to blame"},
		"strange end":     {change(`"end":1`, `"end":99`), ":2: connection 1: begins in way 2 and ends in way 99 by side "},
		"no damage":       {change(`"complete":true`, `"complete":false`), ":2: a trace that was read to its end has no damage, and any other has"},
		"no segments":     {change(`"WriteChunks":{"Chunks":0,`, `"WriteChunks":{"Chunks":1,`), ":2: peer 1 has 1 chunks without segments"},
		"two in a line":   {strings.Replace(good, "}\n{", "} {", 1), ":1: something follows the object"},
	} {
		packed(t, path, tt.text)
		err := all(path)
		if err == nil || !strings.HasPrefix(err.Error(), path+":") || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %s", name, err, tt.want)
		}
	}
	if err := os.WriteFile(path, []byte(good), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := all(path); err == nil || !strings.HasPrefix(err.Error(), path+":1: ") {
		t.Errorf("a part that is not packed: got %v", err)
	}
}

// A part is there whole or not at all. What a killed task left is removed by the
// next one, and a repeated one changes nothing.
func TestAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "parts")
	c := lint.Run("../../captures/abuse-rnr.pcap", nil, options)
	killed, err := part.Create(dir, header(2)) // and never closed
	if err != nil {
		t.Fatal(err)
	}
	if err := killed.Capture(c); err != nil {
		t.Fatal(err)
	}
	if got := names(t, dir); len(got) != 1 || !strings.HasPrefix(got[0], ".part-00000-of-00001.jsonl.zst.") {
		t.Errorf("got the files %q, want a temporary one", got)
	}
	slow, err := part.Create(dir, header(2)) // the same shard in another task
	if err != nil {
		t.Fatal(err)
	}
	path := written(t, dir, header(2), c, c)
	first, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := slow.Capture(c); err != nil {
			t.Fatal(err)
		}
	}
	if err := slow.Close(); err != nil {
		t.Errorf("a task that was slower: %v", err)
	}
	if got := names(t, dir); len(got) != 1 || got[0] != "part-00000-of-00001.jsonl.zst" {
		t.Errorf("got the files %q, want the part", got)
	}
	if _, err := part.Create(dir, header(2)); !errors.Is(err, part.ErrDone) {
		t.Errorf("again: got %v, want %v", err, part.ErrDone)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	written(t, dir, header(2), c, c)
	second, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("got other bytes the second time, or %v", err)
	}
}

func names(t *testing.T, dir string) (all []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

// Parts that don't belong together are not mixed.
func TestStrangers(t *testing.T) {
	dir := t.TempDir()
	mine := header(0)
	written(t, dir, mine)
	for want, change := range map[string]func(*part.Header){
		"has another version of the program": func(h *part.Header) { h.Program = "v9" },
		"has another manifest":               func(h *part.Header) { h.Manifest = strings.Repeat("f", 64) },
		"has other settings":                 func(h *part.Header) { h.Settings = strings.Repeat("f", 64) },
		"has other rules":                    func(h *part.Header) { h.Rules = h.Rules[1:] },
		"is of 1 shards, not 2":              func(h *part.Header) { h.Shards = 2 },
	} {
		h := mine
		change(&h)
		if _, err := part.Create(dir, h); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
		other := written(t, t.TempDir(), h)
		_, err := part.OpenSet([]string{filepath.Join(dir, part.Name(0, 1)), other})
		if err == nil || !strings.Contains(err.Error(), " does not belong to ") {
			t.Errorf("merged: got %v", err)
		}
	}
	again := written(t, t.TempDir(), mine)
	if _, err := part.OpenSet([]string{filepath.Join(dir, part.Name(0, 1)), again}); err == nil || !strings.HasSuffix(err.Error(), " are both of shard 0") {
		t.Errorf("got %v", err)
	}
}

func TestMissing(t *testing.T) {
	dir := t.TempDir()
	var paths []string
	for _, i := range []int{6, 1, 3} {
		h := header(0)
		h.Shard, h.Shards, h.First, h.All = i, 8, 10*i, 80
		paths = append(paths, written(t, dir, h))
	}
	set, err := part.OpenSet(paths)
	if err != nil {
		t.Fatal(err)
	}
	want := []part.Hole{{First: 0, Last: 0, Trace: 0, Traces: 10}, {First: 2, Last: 2, Trace: 10, Traces: 20}, {First: 4, Last: 5, Trace: 30, Traces: 30}, {First: 7, Last: 7, Trace: 60, Traces: 20}}
	if d := cmp.Diff(want, set.Missing()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// A trace that no part has, though no shard is missing, is not passed over.
func TestLostTraces(t *testing.T) {
	for want, shards := range map[string][][3]int{ // shard, first trace, traces
		" does not begin with the first trace": {{0, 1, 0}, {1, 1, 0}, {2, 1, 0}},
		"there are traces between ":            {{0, 0, 0}, {1, 1, 0}, {2, 1, 0}},
		" does not end with the last trace":    {{2, 0, 0}},
	} {
		dir := t.TempDir()
		var paths []string
		for _, s := range shards {
			h := header(0)
			h.Shard, h.Shards, h.First, h.Traces, h.All = s[0], 3, s[1], s[2], 1
			paths = append(paths, written(t, dir, h))
		}
		if _, err := part.OpenSet(paths); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]bool{
		"part-00017-of-00400.jsonl.zst":      true,
		"part-123456-of-200000.jsonl.zst":    true,
		"part-00400-of-00400.jsonl.zst":      false,
		"part-17-of-400.jsonl.zst":           false,
		"part-000017-of-000400.jsonl.zst":    false,
		".part-00017-of-00400.jsonl.zst.tmp": false,
	} {
		i, n, ok := part.ParseName(name)
		if ok != want || ok && part.Name(i, n) != name {
			t.Errorf("%s: got shard %d of %d, %t", name, i, n, ok)
		}
	}
}
