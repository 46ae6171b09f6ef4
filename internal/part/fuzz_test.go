package part_test

import (
	"path/filepath"
	"strings"
	"testing"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/internal/part"
)

// Whatever a part holds, it is read to its end or refused with a line; what
// comes out of it can be told by any report, and written again.
func FuzzRead(f *testing.F) {
	in := lint.Run("../../captures/abuse-rnr.pcap", nil, options)
	dir := f.TempDir()
	w, err := part.Create(dir, header(1))
	if err != nil {
		f.Fatal(err)
	}
	if err := w.Capture(in); err != nil {
		f.Fatal(err)
	}
	if err := w.Close(); err != nil {
		f.Fatal(err)
	}
	f.Add(lines(f, filepath.Join(dir, part.Name(0, 1))))
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(t.TempDir(), "p")
		packed(t, path, text)
		set, err := part.OpenSet([]string{path})
		if err != nil {
			if !strings.HasPrefix(err.Error(), path+":") {
				t.Fatalf("an error without a line: %v", err)
			}
			return
		}
		var out []*lint.Capture
		for c, err := range set.Captures() {
			if err != nil {
				if !strings.HasPrefix(err.Error(), path+":") {
					t.Fatalf("an error without a line: %v", err)
				}
				return
			}
			out = append(out, c)
		}
		told(t, out)
		written(t, t.TempDir(), set.Header, out...)
	})
}
