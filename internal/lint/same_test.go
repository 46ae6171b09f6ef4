package lint_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"rpcrdma-lint/decode/capture"
	"rpcrdma-lint/internal/journal"
	"rpcrdma-lint/internal/lint"
)

// However the bytes of a capture come, the answer is the same.
func TestSameAnswer(t *testing.T) {
	for name, path := range moderate(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sameAnyWay(t, path)
		})
	}
}

// The same of a file that breaks off, which is told at the same place.
func TestSameDamage(t *testing.T) {
	for _, name := range []string{"evil-dup.pcap", "abuse-connect.pcap"} {
		b, err := os.ReadFile(filepath.Join(corpus, name))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, b[:len(b)-len(b)/3], 0o600); err != nil {
			t.Fatal(err)
		}
		sameAnyWay(t, path)
	}
}

// sameAnyWay lints a file by its path, from standard input and packed.
func sameAnyWay(t *testing.T, path string) {
	t.Helper()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	o := lint.Options{Enabled: everything, Journal: &journal.Options{Pictures: true}}
	want := nameless(t, lint.Run(path, nil, o))
	z, zst := zipped(t, plain(t, file)), packed(t, plain(t, file))
	ways := map[string]io.Reader{
		"standard input": bytes.NewReader(file),
		"gzip":           bytes.NewReader(z),
		"zstd":           bytes.NewReader(zst),
	}
	if len(file) < 64<<10 {
		maps.Copy(ways, map[string]io.Reader{
			"a byte at a time":          iotest.OneByteReader(bytes.NewReader(file)),
			"half of what is asked for": iotest.HalfReader(bytes.NewReader(file)),
			"data with the error":       iotest.DataErrReader(bytes.NewReader(file)),
			"zstd, a byte at a time":    iotest.OneByteReader(bytes.NewReader(zst)),
		})
	}
	for name, in := range ways {
		if d := cmp.Diff(want, nameless(t, lint.Run("-", in, o))); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

// moderate are the captures of the corpus that can be linted again and again.
func moderate(t *testing.T) map[string]string {
	t.Helper()
	most := int64(4 << 20)
	if testing.Short() {
		most = 256 << 10
	}
	all := captures(t)
	maps.DeleteFunc(all, func(_, path string) bool {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return info.Size() > most
	})
	return all
}

var ofFile = regexp.MustCompile(`\b(of|to) frame (\d+) of (\S+)`)

// nameless is all that any report tells of a capture, as if it were one file with
// neither name nor size.
func nameless(t *testing.T, c *lint.Capture) string {
	t.Helper()
	before := map[string]int{}
	for _, f := range c.Files {
		before[filepath.Base(f.Path)] = f.Before
	}
	for _, f := range c.Result.Findings {
		for i := range f.Evidence {
			e := &f.Evidence[i]
			e.What = ofFile.ReplaceAllStringFunc(e.What, func(s string) string {
				m := ofFile.FindStringSubmatch(s)
				n, _ := strconv.Atoi(m[2])
				return fmt.Sprintf("%s frame %d", m[1], before[m[3]]+n)
			})
		}
	}
	c.Path, c.Bytes, c.Files = "", 0, nil
	return told(t, c)
}

// plain is what a file is that may be packed with zstd.
func plain(t *testing.T, file []byte) []byte {
	t.Helper()
	if !bytes.HasPrefix(file, []byte{0x28, 0xb5, 0x2f, 0xfd}) {
		return file
	}
	z, err := zstd.NewReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	file, err = z.DecodeAll(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func zipped(t *testing.T, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func packed(t *testing.T, b []byte) []byte {
	t.Helper()
	z, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return z.EncodeAll(b, nil)
}

// parts splits a capture file into files of n frames and fewer.
func parts(t *testing.T, file []byte, n int) (all [][]byte) {
	t.Helper()
	r, err := capture.NewReader(bytes.NewReader(file), "whole")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var f capture.Frame
	for err = r.Next(&f); err == nil; err = r.Next(&f) {
		if (f.Number-1)%n == 0 {
			all = append(all, nil)
		}
		all[len(all)-1] = written(t, all[len(all)-1], &f)
	}
	if err != io.EOF {
		t.Fatal(err)
	}
	return all
}

// written is a capture file with one more frame.
func written(t *testing.T, file []byte, f *capture.Frame) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := capture.NewWriter(&b, f.Link, true)
	if err != nil {
		t.Fatal(err)
	}
	if len(file) > 0 {
		b.Reset()
	}
	if err := w.WriteFrame(f.Time, f.Data, f.Length); err != nil {
		t.Fatal(err)
	}
	return append(file, b.Bytes()...)
}
