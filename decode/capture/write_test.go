package capture_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"

	"rpcrdma-lint/decode/capture"
)

func TestWriter(t *testing.T) {
	o := binary.LittleEndian
	const at = 1700000000_123456789
	for _, tt := range []struct {
		name string
		nano bool
		want []byte
	}{
		{"nano", true, join(pcapHead(o, nano, 262144, 276), record(o, 1700000000, 123456789, payload(1, 33), 1500))},
		{"micro", false, join(pcapHead(o, micro, 262144, 276), record(o, 1700000000, 123456, payload(1, 33), 1500))},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			w, err := capture.NewWriter(&b, capture.LinkLinuxSLL2, tt.nano)
			if err != nil {
				t.Fatal(err)
			}
			if err := w.WriteFrame(at, payload(1, 33), 1500); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(b.Bytes(), tt.want) {
				t.Errorf("wrote % x, want % x", b.Bytes(), tt.want)
			}
		})
	}
}

// What a pcap file can't hold is refused, and leaves no half record.
func TestWriterRefuses(t *testing.T) {
	var b bytes.Buffer
	w, err := capture.NewWriter(&b, capture.LinkEthernet, true)
	if err != nil {
		t.Fatal(err)
	}
	before := b.Len()
	for _, tt := range []struct {
		name   string
		time   int64
		data   []byte
		length int
	}{
		{"before 1970", -1, nil, 0},
		{"after 2106", (1 << 32) * 1e9, nil, 0},
		{"captured beyond original", 0, payload(1, 10), 9},
		{"too long", 0, make([]byte, capture.MaxFrame+1), capture.MaxFrame + 1},
		{"original too long", 0, nil, 1 << 31},
	} {
		if err := w.WriteFrame(tt.time, tt.data, tt.length); err == nil {
			t.Errorf("%s: no error", tt.name)
		}
	}
	if b.Len() != before {
		t.Errorf("%d bytes written, want none", b.Len()-before)
	}
}

// full fails after n bytes.
type full struct{ n int }

var errFull = errors.New("no space left on device")

func (w *full) Write(p []byte) (int, error) {
	if w.n -= len(p); w.n < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestWriterError(t *testing.T) {
	if _, err := capture.NewWriter(&full{23}, capture.LinkEthernet, true); !errors.Is(err, errFull) {
		t.Errorf("header: %v, want %v", err, errFull)
	}
	for _, n := range []int{24, 40} {
		w, err := capture.NewWriter(&full{n}, capture.LinkEthernet, true)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.WriteFrame(0, payload(1, 10), 10); !errors.Is(err, errFull) {
			t.Errorf("record with room for %d bytes: %v, want %v", n-24, err, errFull)
		}
	}
}
