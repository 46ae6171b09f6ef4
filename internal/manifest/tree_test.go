package manifest_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"rpcrdma-lint/decode/capture"
	"rpcrdma-lint/internal/manifest"
)

var epoch = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// A file is made for a test: one frame at each of these seconds.
type file struct {
	name    string
	seconds []float64
}

// made writes files into a directory. One without frames has only a header; one
// called .gz is packed.
func made(t *testing.T, dir string, files ...file) {
	t.Helper()
	for _, f := range files {
		var b bytes.Buffer
		w, err := capture.NewWriter(&b, capture.LinkEthernet, true)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range f.seconds {
			at := epoch.Add(time.Duration(s * float64(time.Second))).UnixNano()
			if err := w.WriteFrame(at, make([]byte, 60), 60); err != nil {
				t.Fatal(err)
			}
		}
		path := filepath.Join(dir, f.name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		out := b.Bytes()
		if strings.HasSuffix(f.name, ".gz") {
			var z bytes.Buffer
			zw := gzip.NewWriter(&z)
			if _, err := zw.Write(out); err != nil {
				t.Fatal(err)
			}
			if err := zw.Close(); err != nil {
				t.Fatal(err)
			}
			out = z.Bytes()
		}
		if err := os.WriteFile(path, out, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// walked is what a walk finds below the working directory.
func walked(t *testing.T) []*manifest.Trace {
	t.Helper()
	var all []*manifest.Trace
	w := manifest.Walk{
		Found:   func(x *manifest.Trace) error { all = append(all, x); return nil },
		Problem: func(path string, err error) { t.Errorf("%s: %v", path, err) },
	}
	if err := w.Tree("."); err != nil {
		t.Fatal(err)
	}
	return all
}

// short is a trace in one line: its files, and what is missing in brackets.
func short(x *manifest.Trace) string {
	var words []string
	for _, f := range x.Files {
		if f.Gap != "" {
			words = append(words, "["+f.Gap+"]")
		}
		words = append(words, f.Path)
	}
	return strings.Join(words, " ")
}

func TestGroups(t *testing.T) {
	for name, tt := range map[string]struct {
		files []file
		want  []string
	}{
		"tcpdump -C": {
			[]file{{"x.pcap", []float64{0, 1}}, {"x.pcap1", []float64{2, 3}}, {"x.pcap2", []float64{4}}, {"x.pcap10", []float64{9}}},
			[]string{"x.pcap x.pcap1 x.pcap2 [7 files are missing] x.pcap10"},
		},
		"tcpdump -C, packed": {
			[]file{{"x.pcap.gz", []float64{0, 1}}, {"x.pcap1.gz", []float64{2, 3}}, {"x.pcap2", []float64{400}}},
			[]string{"x.pcap.gz x.pcap1.gz x.pcap2"},
		},
		"another run has overwritten the first files": {
			[]file{{"x.pcap", []float64{100, 101}}, {"x.pcap1", []float64{102}}, {"x.pcap2", []float64{4}}, {"x.pcap3", []float64{5}}},
			[]string{"x.pcap x.pcap1", "x.pcap2 x.pcap3"},
		},
		"tcpdump -W, a ring that went round": {
			[]file{{"x.pcap0", []float64{6, 7}}, {"x.pcap1", []float64{8}}, {"x.pcap2", []float64{2, 3}}, {"x.pcap3", []float64{4, 5.5}}},
			[]string{"x.pcap2 x.pcap3 x.pcap0 x.pcap1"},
		},
		"tcpdump -W, a ring of which one is missing": {
			[]file{{"x.pcap00", []float64{16, 17}}, {"x.pcap02", []float64{18}}, {"x.pcap08", []float64{12, 13}}, {"x.pcap09", []float64{14, 15.5}}},
			[]string{"x.pcap08 x.pcap09 x.pcap00 [a file is missing] x.pcap02"},
		},
		"tcpdump -W, another run": {
			[]file{{"x.pcap0", []float64{60, 70}}, {"x.pcap1", []float64{80}}, {"x.pcap2", []float64{2, 3}}},
			[]string{"x.pcap0 x.pcap1", "x.pcap2"},
		},
		"tcpdump -G": {
			[]file{{"x-20260102030405.pcap", []float64{0, 59.9}}, {"x-20260102030505.pcap", []float64{60, 119}}, {"x-20260102050505.pcap", []float64{7000}}},
			[]string{"x-20260102030405.pcap x-20260102030505.pcap", "x-20260102050505.pcap"},
		},
		"tcpdump -G -C": {
			[]file{{"x-2026-01-02_03:04:05.pcap", []float64{0, 1}}, {"x-2026-01-02_03:04:05.pcap1", []float64{1.5, 2}}, {"x-2026-01-02_03:05:05.pcap", []float64{2.5}}},
			[]string{"x-2026-01-02_03:04:05.pcap x-2026-01-02_03:04:05.pcap1 x-2026-01-02_03:05:05.pcap"},
		},
		"dumpcap": {
			[]file{{"x_00008_20260102030405.pcap", []float64{0, 1}}, {"x_00009_20260102030410.pcap", []float64{5}}, {"x_00011_20260102030420.pcap", []float64{15}}},
			[]string{"x_00008_20260102030405.pcap x_00009_20260102030410.pcap [a file is missing] x_00011_20260102030420.pcap"},
		},
		"dumpcap, two runs": {
			[]file{{"x_00001_20260102030405.pcap", []float64{0}}, {"x_00002_20260102030410.pcap", []float64{5}}, {"x_00001_20260102030420.pcap", []float64{15}}},
			[]string{"x_00001_20260102030405.pcap x_00002_20260102030410.pcap", "x_00001_20260102030420.pcap"},
		},
		"two captures at a time": {
			[]file{{"x.pcap", []float64{0, 10}}, {"x.pcap1", []float64{5, 6}}},
			[]string{"x.pcap", "x.pcap1"},
		},
		"numbers before the ending mean nothing": {
			[]file{{"x1.pcap", []float64{0}}, {"x2.pcap", []float64{1}}},
			[]string{"x1.pcap", "x2.pcap"},
		},
		"an empty file goes by its number": {
			[]file{{"x.pcap", []float64{0}}, {"x.pcap1", nil}, {"x.pcap2", []float64{2}}, {"x.pcap9", nil}},
			[]string{"x.pcap x.pcap1 x.pcap2", "x.pcap9"},
		},
		"directories keep traces apart": {
			[]file{{"a/x.pcap", []float64{0}}, {"b/x.pcap1", []float64{1}}, {"b.pcap", []float64{7}}},
			[]string{"b.pcap", "a/x.pcap", "b/x.pcap1"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			made(t, ".", tt.files...)
			var got []string
			for _, x := range walked(t) {
				got = append(got, short(x))
				if x.ID != x.Files[0].Path {
					t.Errorf("got the ID %q", x.ID)
				}
			}
			if fmt.Sprint(got) != fmt.Sprint(tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// What is called a capture is listed even where it is none, so that somebody
// says so. Other files are counted.
func TestOtherFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	made(t, ".", file{"nameless", []float64{1, 2}}, file{"empty.pcap", nil})
	for name, text := range map[string]string{"README": "hello", "bad.pcapng": "hello, world: no capture", "x.pcap.xz": "\xfd7zXZ\x00rest of it", "zero": ""} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("nameless", "link"); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(".", "round"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := manifest.Walk{
		Found:   func(x *manifest.Trace) error { return x.Write(&b) },
		Problem: func(path string, err error) { fmt.Fprintf(&b, "%s: %v\n", path, err) },
	}
	for _, root := range []string{".", "none", "nameless"} {
		if err := w.Tree(root); err != nil {
			t.Fatal(err)
		}
	}
	want := `{"id":"bad.pcapng","files":[{"path":"bad.pcapng","bytes":24}],"bytes":24,"first":null,"last":null}
{"id":"empty.pcap","files":[{"path":"empty.pcap","bytes":24}],"bytes":24,"first":null,"last":null}
{"id":"link","files":[{"path":"link","bytes":176}],"bytes":176,"first":"2026-01-02T03:04:06.000000000Z","last":"2026-01-02T03:04:07.000000000Z"}
{"id":"nameless","files":[{"path":"nameless","bytes":176}],"bytes":176,"first":"2026-01-02T03:04:06.000000000Z","last":"2026-01-02T03:04:07.000000000Z"}
{"id":"x.pcap.xz","files":[{"path":"x.pcap.xz","bytes":16}],"bytes":16,"first":null,"last":null}
none: no such file or directory
{"id":"nameless","files":[{"path":"nameless","bytes":176}],"bytes":176,"first":"2026-01-02T03:04:06.000000000Z","last":"2026-01-02T03:04:07.000000000Z"}
`
	if got := b.String(); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
	if w.Passed != 2 {
		t.Errorf("passed over %d files, want 2", w.Passed)
	}
	valid(t, b.Bytes())
}

// Files that are joined by hand come in the order of their times, whatever they
// are called.
func TestJoin(t *testing.T) {
	t.Chdir(t.TempDir())
	made(t, ".", file{"b", []float64{0, 1}}, file{"a", []float64{2, 5}}, file{"c", []float64{4, 6}}, file{"y.pcap1", []float64{7}}, file{"y.pcap4", []float64{8}})
	x := manifest.Join([]string{"a", "b", "c", "y.pcap4", "y.pcap1", "none"})
	if got, want := short(x), "b a [it begins before a ends] c y.pcap1 [2 files are missing] y.pcap4 none"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// valid holds lines against the schema of a manifest.
func valid(t *testing.T, lines []byte) {
	t.Helper()
	b, err := os.ReadFile(schemaPath)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("urn:rpcrdma-lint:manifest:1", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("urn:rpcrdma-lint:manifest:1")
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(lines) {
		if line[0] != '{' {
			continue
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(v); err != nil {
			t.Errorf("%v in %s", err, line)
		}
	}
}

// The tests change the working directory.
var schemaPath = func() string {
	path, err := filepath.Abs("../../docs/schema/manifest.schema.json")
	if err != nil {
		panic(err)
	}
	return path
}()
