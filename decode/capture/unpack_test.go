package capture_test

import (
	"bytes"
	"encoding/binary"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"rpcrdma-lint/decode/capture"
)

// Files of several members or frames, as pigz, zstd -T and cat make them.
func TestUnpackJoined(t *testing.T) {
	for _, s := range samples() {
		whole, err := readAll(bytes.NewReader(s.in))
		if err != nil {
			t.Fatal(err)
		}
		gz, zs := packers["gzip"], packers["zstd"]
		skippable := words(binary.LittleEndian, 0x184d2a50, 3, 0)[:11]
		for name, in := range map[string][]byte{
			"gzip members":         join(gz(t, s.in[:50]), gz(t, nil), gz(t, s.in[50:])),
			"zstd frames":          join(zs(t, s.in[:50]), zs(t, s.in[50:])),
			"zstd skippable first": join(skippable, zs(t, s.in)),
			"zstd skippable last":  join(zs(t, s.in), skippable),
		} {
			got, err := readAll(bytes.NewReader(in))
			if d := diff(got, whole); err != nil || d != "" {
				t.Errorf("%s, %s: %v %s", s.name, name, err, d)
			}
		}
	}
}

func TestUnpackDamage(t *testing.T) {
	s := samples()[0]
	whole, err := readAll(bytes.NewReader(s.in))
	if err != nil {
		t.Fatal(err)
	}
	for packing, pack := range packers {
		packed := pack(t, s.in)
		sum := bytes.Clone(packed)
		sum[len(sum)-5] ^= 1 // the CRC of gzip ends 4 bytes before the end; zstd: the last literal
		for name, tt := range map[string]struct {
			in     []byte
			frames int
			reason string
		}{
			"checksum": {sum, -1, "unpacking " + packing + ": "},
			"garbage":  {join(packed, []byte("garbage behind the end")), len(whole), "unpacking " + packing + ": "},
			"twice":    {pack(t, packed), 0, "packed twice: " + packing + " in " + packing},
			"text":     {pack(t, []byte("hello")), 0, "not a capture file: begins with 68 65 6c 6c"},
			"nothing":  {pack(t, nil), 0, "file is empty"},
		} {
			got, err := readAll(bytes.NewReader(tt.in))
			d := damageOf(t, err)
			if !strings.HasPrefix(d.Reason, tt.reason) || d.Cut {
				t.Errorf("%s, %s: damage is %+v, want %q", packing, name, d, tt.reason)
			}
			if tt.frames >= 0 && len(got) != tt.frames {
				t.Errorf("%s, %s: %d frames, want %d", packing, name, len(got), tt.frames)
			}
		}
	}
}

// Close in the middle of a packed file ends what unpacks it.
func TestCloseEndsUnpacking(t *testing.T) {
	o := binary.LittleEndian
	in := join(pcapHead(o, nano, 0, 1), bytes.Repeat(record(o, 1, 2, payload(1, 1000), 1000), 20_000))
	for packing, pack := range packers {
		before := runtime.NumGoroutine()
		packed := pack(t, in)
		for range 5 {
			r, err := capture.NewReader(bytes.NewReader(packed), "test")
			if err != nil {
				t.Fatal(err)
			}
			var f capture.Frame
			if err := r.Next(&f); err != nil {
				t.Fatal(err)
			}
			if err := r.Close(); err != nil {
				t.Error(err)
			}
			if err := r.Close(); err != nil {
				t.Errorf("second Close: %v", err)
			}
			if err := r.Next(&f); err == nil || err == io.EOF {
				t.Errorf("Next after Close: %v, want an error that is not EOF", err)
			}
		}
		for deadline := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; {
			if time.Now().After(deadline) {
				t.Fatalf("%s: %d goroutines, %d before", packing, runtime.NumGoroutine(), before)
			}
			time.Sleep(time.Millisecond)
		}
	}
}

func TestOpen(t *testing.T) {
	s := samples()[0]
	dir := t.TempDir()
	write := func(name string, b []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	whole, err := readAll(bytes.NewReader(s.in))
	if err != nil {
		t.Fatal(err)
	}
	// The content decides, not the name.
	for _, path := range []string{
		write("a.pcap", s.in),
		write("b.pcap", packers["gzip"](t, s.in)),
		write("c.gz", packers["zstd"](t, s.in)),
	} {
		r, err := capture.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		got, err := drain(r)
		if d := diff(got, whole); err != nil || d != "" {
			t.Errorf("%s: %v %s", path, err, d)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
	for _, tt := range []struct{ path, want string }{
		{filepath.Join(dir, "missing"), "no such file or directory"},
		{dir, "is a directory"},
		{write("empty", nil), "file is empty"},
		{write("text", []byte("hello")), "not a capture file"},
	} {
		_, err := capture.Open(tt.path)
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), tt.path) {
			t.Errorf("error is %v, want %q with the name %s", err, tt.want, tt.path)
		}
	}
}

func TestOpenStandardInput(t *testing.T) {
	s := samples()[0]
	in, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	stdin := os.Stdin
	os.Stdin = in
	defer func() { os.Stdin = stdin }()
	if _, err := out.Write(s.in[:len(s.in)-1]); err != nil {
		t.Fatal(err)
	}
	out.Close()
	r, err := capture.Open("-")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	_, err = drain(r)
	if d := damageOf(t, err); d.File != "standard input" || !d.Cut {
		t.Errorf("damage is %+v, want a cut in standard input", d)
	}
}

// A file whose window would take more memory than there is for it is refused
// before any of that is taken, and how to read it is told.
func TestWindow(t *testing.T) {
	for name, header := range map[string][]byte{
		"window of 16 MiB": {0x28, 0xb5, 0x2f, 0xfd, 0, (24 - 10) << 3},
		"16 MiB at once":   {0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			file := append(header, make([]byte, 100)...)
			_, err := capture.NewReader(bytes.NewReader(file), "x.pcap.zst")
			if err == nil || !strings.Contains(err.Error(), "larger than 8 MiB") || !strings.Contains(err.Error(), "zstd -dc --long=31 FILE") {
				t.Errorf("got %v, want the limit and how to unpack it", err)
			}
			_, err = capture.Options{Window: 16 << 20}.NewReader(bytes.NewReader(file), "x.pcap.zst")
			if err == nil || strings.Contains(err.Error(), "window") {
				t.Errorf("got %v, want what is wrong behind the header", err)
			}
		})
	}
}
