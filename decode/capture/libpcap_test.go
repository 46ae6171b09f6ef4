//go:build cgo

package capture_test

import (
	"bufio"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/gopacket/pcap"
	"github.com/klauspost/compress/zstd"

	"rpcrdma-lint/decode/capture"
)

// maxPlain is the largest capture, unpacked, that a unit test reads.
const maxPlain = 256 << 20

// Every capture of the corpus is read as libpcap reads it.
func TestLibpcap(t *testing.T) {
	paths, err := filepath.Glob("../../captures/*.pcap*")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no captures: %v", err)
	}
	for _, path := range paths {
		if strings.HasPrefix(filepath.Base(path), "big-") {
			continue
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			compare(t, path, plain(t, path))
		})
	}
}

// plain is the path of the capture as libpcap can read it.
func plain(t *testing.T, path string) string {
	t.Helper()
	if filepath.Ext(path) != ".zst" {
		return path
	}
	in, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	d, err := zstd.NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	out, err := os.CreateTemp(t.TempDir(), "plain")
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	w := bufio.NewWriterSize(out, 1<<20)
	n, err := io.Copy(w, io.LimitReader(d, maxPlain))
	if err := errors.Join(err, w.Flush()); err != nil || n == maxPlain {
		t.Fatalf("%d bytes unpacked: %v", n, err)
	}
	return out.Name()
}

func compare(t *testing.T, path, plain string) {
	ours, err := capture.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer ours.Close()
	theirs, err := pcap.OpenOffline(plain)
	if err != nil {
		t.Fatal(err)
	}
	defer theirs.Close()
	var f capture.Frame
	for n := 1; ; n++ {
		data, info, want := theirs.ZeroCopyReadPacketData()
		got := ours.Next(&f)
		if got == io.EOF && want == io.EOF {
			if n == 1 {
				t.Error("no frames")
			}
			return
		}
		if got != nil || want != nil {
			t.Fatalf("frame %d: error %v, libpcap %v", n, got, want)
		}
		if f.Number != n || f.Length != info.Length || len(f.Data) != info.CaptureLength {
			t.Fatalf("frame %d: number %d, %d of %d bytes; libpcap %d of %d",
				n, f.Number, len(f.Data), f.Length, info.CaptureLength, info.Length)
		}
		if f.Time != info.Timestamp.UnixNano() || uint8(f.Link) != uint8(theirs.LinkType()) {
			t.Fatalf("frame %d: time %d, %v; libpcap %d, %v",
				n, f.Time, f.Link, info.Timestamp.UnixNano(), theirs.LinkType())
		}
		if string(f.Data) != string(data) {
			t.Fatalf("frame %d: other bytes than libpcap's", n)
		}
	}
}
