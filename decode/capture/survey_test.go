package capture_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"rpcrdma-lint/decode/capture"
)

// through reads a capture to its end, and gives the times of its first and
// last frame.
func through(t *testing.T, path string) (first, last int64) {
	t.Helper()
	r, err := capture.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var f capture.Frame
	for r.Next(&f) == nil {
		if f.Number == 1 {
			first = f.Time
		}
		last = f.Time
	}
	return first, last
}

// Both ends of a file tell what reading it through does.
func TestLook(t *testing.T) {
	paths, err := filepath.Glob("../../captures/*.pcap*")
	if err != nil || len(paths) < 20 {
		t.Fatalf("got %d captures, %v", len(paths), err)
	}
	for _, path := range paths {
		s, err := capture.Look(path)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		packed := filepath.Ext(path) == ".zst"
		if s.HasLast == packed || !s.HasFirst || s.Size == 0 {
			t.Errorf("%s: got %+v", path, s)
		}
		first, last := through(t, path)
		if s.First != first || s.HasLast && s.Last != last {
			t.Errorf("%s: got %d to %d, want %d to %d", path, s.First, s.Last, first, last)
		}
	}
}

// unpackedCopy is a copy of a packed corpus file as pcap.
func unpackedCopy(t *testing.T, path string) string {
	t.Helper()
	r, err := capture.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var b bytes.Buffer
	var f capture.Frame
	var w *capture.Writer
	for r.Next(&f) == nil {
		if w == nil {
			if w, err = capture.NewWriter(&b, f.Link, true); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.WriteFrame(f.Time, f.Data, f.Length); err != nil {
			t.Fatal(err)
		}
	}
	return saved(t, b.Bytes())
}

func saved(t *testing.T, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(path, b, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// Wherever a big file is cut, the end of what is left tells of its last whole
// record, though it begins in the middle of one.
func TestLookTail(t *testing.T) {
	path := unpackedCopy(t, "../../captures/v3-basic-mtu1500.pcap.zst")
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	for n := info.Size(); n > info.Size()/2; n -= 100_009 {
		if err := os.Truncate(path, n); err != nil {
			t.Fatal(err)
		}
		s, err := capture.Look(path)
		if first, last := through(t, path); err != nil || !s.HasLast || s.First != first || s.Last != last {
			t.Errorf("%d bytes: got %+v, %v, want %d to %d", n, s, err, first, last)
		}
	}
}

func TestLookOthers(t *testing.T) {
	o := binary.LittleEndian
	head := pcapHead(o, 0xa1b2c3d4, 65535, 1)
	one := join(head, record(o, 5, 7, make([]byte, 60), 60))
	ng := join(section(o), iface(o, 1, 0), enhanced(o, 0, 5_000_000, make([]byte, 60), 60), enhanced(o, 0, 6_000_000, make([]byte, 60), 60))
	for name, tt := range map[string]struct {
		file        []byte
		first, last int64 // -1 for not known
		wrong       bool
	}{
		"empty":           {nil, -1, -1, true},
		"text":            {[]byte("hello, world: this is no capture file\n"), -1, -1, true},
		"no frames":       {head, -1, -1, false},
		"one frame":       {one, 5e9 + 7000, 5e9 + 7000, false},
		"two, cut":        {join(one, record(o, 6, 0, make([]byte, 60), 60)[:20]), 5e9 + 7000, 5e9 + 7000, false},
		"pcapng":          {ng, 5e9, 6e9, false},
		"pcapng, cut":     {ng[:len(ng)-5], 5e9, -1, false},
		"statistics last": {join(ng, block(o, 5, words(o, 0, 0, 0))), 5e9, 6e9, false},
		"another section": {join(ng, section(o)), 5e9, -1, false},
		"no time":         {join(section(o), iface(o, 1, 0), block(o, 3, words(o, 4), []byte("abcd"))), -1, -1, false},
	} {
		s, err := capture.Look(saved(t, tt.file))
		if errors.Is(err, capture.ErrNotCapture) != tt.wrong || (err != nil) != tt.wrong {
			t.Errorf("%s: got %v", name, err)
		}
		if s.HasFirst != (tt.first >= 0) || s.HasLast != (tt.last >= 0) || s.HasFirst && s.First != tt.first || s.HasLast && s.Last != tt.last {
			t.Errorf("%s: got %+v, want %d to %d", name, s, tt.first, tt.last)
		}
	}
	if _, err := capture.Look(filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) || errors.Is(err, capture.ErrNotCapture) {
		t.Errorf("a file that isn't there: got %v", err)
	}
}

// A file that ends in a capture that somebody sent is not taken for that one.
func TestLookWithin(t *testing.T) {
	o := binary.LittleEndian
	var inner []byte
	for i := range 5000 {
		inner = append(inner, record(o, uint32(i), 0, make([]byte, 100), 100)...)
	}
	file := pcapHead(o, 0xa1b2c3d4, 1<<18, 1)
	for i := range 20 {
		file = append(file, record(o, 1000+uint32(i), 1, make([]byte, 60), 60)...)
	}
	for i := range 8 {
		data := append(bytes.Clone(inner[:100_000]), 1, 2, 3, 4) // an ICRC
		file = append(file, record(o, 2000+uint32(i), 5, data, uint32(len(data)))...)
	}
	s, err := capture.Look(saved(t, file))
	if err != nil || !s.HasLast || s.Last != 2007e9+5000 {
		t.Errorf("got %+v, %v, want the last frame at second 2007", s, err)
	}
}
