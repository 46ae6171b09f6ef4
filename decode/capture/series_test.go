package capture_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"rpcrdma-lint/decode/capture"
)

// series are files of different formats: two frames, a pcapng file with a frame
// between blocks that only have numbers, none, and one that is packed.
func series(t *testing.T) []string {
	t.Helper()
	o := binary.LittleEndian
	dir := t.TempDir()
	head := pcapHead(o, 0xa1b2c3d4, 65535, 1)
	frame := func(n byte) []byte { return []byte{n, n, n, n} }
	journal := block(o, 9, []byte("MESSAGE=x\n\n\n"))
	var paths []string
	for i, b := range [][]byte{
		join(head, record(o, 1, 0, frame(1), 4), record(o, 2, 0, frame(2), 4)),
		join(section(o), iface(o, 1, 0), journal, enhanced(o, 0, 3_000_000, frame(3), 4), journal),
		head,
		join(head, record(o, 6, 0, frame(6), 4)),
	} {
		path := filepath.Join(dir, fmt.Sprintf("x%d", i))
		if err := os.WriteFile(path, b, 0o666); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

// Frames are numbered on from file to file, one at a time and in batches.
func TestSeries(t *testing.T) {
	paths := series(t)
	var befores []int
	s := capture.NewSeries(paths, 10, capture.Options{})
	s.Begun = func(at, before int) { befores = append(befores, at, before) }
	var got []int
	var f capture.Frame
	var err error
	for err = s.Next(&f); err == nil; err = s.Next(&f) {
		got = append(got, f.Number, int(f.Data[0]))
	}
	if again := s.Next(&f); err != io.EOF || again != io.EOF {
		t.Errorf("got %v, then %v, want EOF", err, again)
	}
	const want, wantBefores = "[11 1 12 2 14 3 16 6]", "[0 10 1 12 2 15 3 15]"
	if fmt.Sprint(got) != want || fmt.Sprint(befores) != wantBefores || s.At() != 3 || s.Numbers() != 16 {
		t.Errorf("got frames %v, files %v, at %d, %d numbers, want %s, %s", got, befores, s.At(), s.Numbers(), want, wantBefores)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}

	s = capture.NewSeries(paths, 10, capture.Options{})
	defer s.Close()
	got = nil
	var b capture.Batch
	for err = s.NextBatch(&b); err == nil; err = s.NextBatch(&b) {
		for _, f := range b.Frames {
			got = append(got, f.Number, int(f.Data[0]))
		}
	}
	if err != io.EOF || fmt.Sprint(got) != want {
		t.Errorf("in batches: got %v, %v, want %s", got, err, want)
	}
}

// A file that can't be read ends a series, and At says which.
func TestSeriesErrors(t *testing.T) {
	paths := series(t)
	for _, at := range []int{0, 1, 3} {
		broken := append([]string{}, paths...)
		broken[at] += "none"
		s := capture.NewSeries(broken, 0, capture.Options{})
		var f capture.Frame
		var err error
		for err = s.Next(&f); err == nil; err = s.Next(&f) {
		}
		if again := s.Next(&f); !errors.Is(err, fs.ErrNotExist) || again != err || s.At() != at || s.Opened() != (at > 0) {
			t.Errorf("file %d: got %v, then %v, at %d, opened %t", at, err, again, s.At(), s.Opened())
		}
		s.Close()
	}
}
