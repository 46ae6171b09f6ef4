package lint_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"rpcrdma-lint/decode/capture"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// However the bytes of a capture come, the answer is the same.
func TestSameAnswer(t *testing.T) {
	for _, path := range []string{
		"story-reconnect-flood.pcap", "abuse-header.pcap", "abuse-connect.pcap", "v41-recall-mtu1500.pcap", "evil-norecv7.pcap",
	} {
		file, err := os.ReadFile(filepath.Join(corpus, path))
		if err != nil {
			t.Fatal(err)
		}
		o := lint.Options{Enabled: func(*rules.Rule) bool { return true }}
		want := describe(lint.Run(filepath.Join(corpus, path), nil, o))
		for name, in := range map[string]io.Reader{
			"standard input":            bytes.NewReader(file),
			"a byte at a time":          iotest.OneByteReader(bytes.NewReader(file)),
			"half of what is asked for": iotest.HalfReader(bytes.NewReader(file)),
			"data with the error":       iotest.DataErrReader(bytes.NewReader(file)),
			"gzip":                      bytes.NewReader(zipped(t, file)),
			"zstd":                      bytes.NewReader(packed(t, file)),
			"zstd, a byte at a time":    iotest.OneByteReader(bytes.NewReader(packed(t, file))),
			"split and joined":          bytes.NewReader(joined(t, parts(t, file, 7))),
		} {
			if d := cmp.Diff(want, describe(lint.Run("-", in, o))); d != "" {
				t.Errorf("%s, %s (-want +got):\n%s", path, name, d)
			}
		}
	}
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

// joined makes one capture file of parts.
func joined(t *testing.T, parts [][]byte) (file []byte) {
	t.Helper()
	for _, p := range parts {
		r, err := capture.NewReader(bytes.NewReader(p), "part")
		if err != nil {
			t.Fatal(err)
		}
		var f capture.Frame
		for err = r.Next(&f); err == nil; err = r.Next(&f) {
			file = written(t, file, &f)
		}
		if r.Close(); err != io.EOF {
			t.Fatal(err)
		}
	}
	return file
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
