package capture_test

import (
	"bytes"
	"encoding/binary"
	"io"
	"runtime"
	"strings"
	"testing"

	"rpcrdma-lint/decode/capture"
)

const (
	micro = 0xa1b2c3d4
	nano  = 0xa1b23c4d
)

func TestPcap(t *testing.T) {
	for name, o := range orders {
		for _, tt := range []struct {
			name       string
			magic      uint32
			resolution int64
			link       uint32
			wantLink   capture.LinkType
			wantTime   int64
		}{
			{"micro", micro, 1000, 1, capture.LinkEthernet, 1700000000_000500000},
			{"nano", nano, 1, 276, capture.LinkLinuxSLL2, 1700000000_000000500},
			// Four bytes of frame check sequence, and a class of NetBSD's.
			{"fcs", micro, 1000, 0x4400_0001, capture.LinkEthernet, 1700000000_000500000},
			{"class", micro, 1000, 0x0224_0065, capture.LinkRaw, 1700000000_000500000},
		} {
			t.Run(name+"/"+tt.name, func(t *testing.T) {
				in := join(pcapHead(o, tt.magic, 65535, tt.link),
					record(o, 1700000000, 500, payload(1, 60), 60),
					record(o, 4294967295, 0, payload(2, 33), 1500),
					record(o, 0, 0, nil, 70))
				r, err := capture.NewReader(bytes.NewReader(in), "test")
				if err != nil {
					t.Fatal(err)
				}
				got, err := drain(r)
				if err != nil {
					t.Fatal(err)
				}
				want := []shot{
					{1, 0, 60, tt.wantTime, true, tt.wantLink, string(payload(1, 60))},
					{2, 0, 1500, 4294967295_000000000, true, tt.wantLink, string(payload(2, 33))},
					{3, 0, 70, 0, true, tt.wantLink, ""},
				}
				if d := diff(got, want); d != "" {
					t.Error(d)
				}
				if r.Resolution() != tt.resolution {
					t.Errorf("resolution is %d, want %d", r.Resolution(), tt.resolution)
				}
				if r.Offset() != int64(len(in)) {
					t.Errorf("offset is %d, want %d", r.Offset(), len(in))
				}
				if err := r.Next(new(capture.Frame)); err != io.EOF {
					t.Errorf("after the end: %v, want EOF again", err)
				}
			})
		}
	}
}

func TestPcapDamage(t *testing.T) {
	o := binary.LittleEndian
	good := record(o, 1, 2, payload(1, 60), 60)
	head := pcapHead(o, micro, 1500, 1)
	for _, tt := range []struct {
		name   string
		in     []byte
		offset int64
		frame  int
		reason string
		cut    bool
	}{
		{"empty", nil, 0, 0, "file is empty", false},
		{"three bytes", head[:3], 0, 0, "file header cut short: 3 of 24 bytes", false},
		{"header cut", head[:23], 0, 0, "file header cut short: 23 of 24 bytes", false},
		{"text", []byte("hello, world"), 0, 0, "not a capture file: begins with 68 65 6c 6c", false},
		{"xz", []byte("\xfd7zXZ\x00"), 0, 0, "packed with xz: unpack it first", false},
		{"version", join(words(o, micro, 0x00050002), make([]byte, 16)), 0, 0, "pcap version 2.5, want 2.4", false},
		{"record header cut", join(head, good, good[:5]), 100, 1, "record header cut short: 5 of 16 bytes", true},
		{"record cut", join(head, good, good[:16]), 100, 1, "record cut short: 16 of 76 bytes", true},
		{"record cut, beyond the snapshot length", join(head, good, words(o, 1, 2, 1501, 1501)), 100, 1,
			"record cut short: 16 of 1517 bytes", false},
		{"captured beyond original", join(head, good, record(o, 1, 2, payload(1, 60), 59)), 100, 1,
			"captured length 60 exceeds the original length 59", false},
		{"2 GiB", join(head, words(o, 1, 2, 1<<31-1, 1<<31-1)), 24, 0, "captured length 2147483647 exceeds the limit of 1048576", false},
		{"4 GiB", join(head, words(o, 1, 2, 1<<32-1, 1<<32-1)), 24, 0, "captured length 4294967295 exceeds the limit of 1048576", false},
		{"original 2 GiB", join(head, words(o, 1, 2, 0, 1<<31)), 24, 0, "original length 2147483648 exceeds the limit of 2147483647", false},
		{"zeros", join(head, good, make([]byte, 4096)), 100, 1, "record header is all zeros", false},
		{"just beyond the limit", join(head, words(o, 1, 2, 1<<20+1, 1<<20+1)), 24, 0, "captured length 1048577 exceeds", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := readAll(bytes.NewReader(tt.in))
			if len(got) != tt.frame {
				t.Errorf("%d frames before the damage, want %d", len(got), tt.frame)
			}
			d := damageOf(t, err)
			if d.File != "test" || d.Offset != tt.offset || d.Frame != tt.frame || d.Cut != tt.cut {
				t.Errorf("damage is %+v, want offset %d, frame %d, cut %t", d, tt.offset, tt.frame, tt.cut)
			}
			if !strings.HasPrefix(d.Reason, tt.reason) {
				t.Errorf("reason is %q, want %q", d.Reason, tt.reason)
			}
		})
	}
}

// Damage is told again however often Next is called.
func TestDamageStays(t *testing.T) {
	o := binary.BigEndian
	r, err := capture.NewReader(bytes.NewReader(join(pcapHead(o, nano, 0, 1), []byte("x"))), "test")
	if err != nil {
		t.Fatal(err)
	}
	var f capture.Frame
	first := r.Next(&f)
	if want := "capture: test: byte 24, after frame 0: record header cut short: 1 of 16 bytes"; first == nil || first.Error() != want {
		t.Errorf("first error is %v, want %s", first, want)
	}
	if second := r.Next(&f); second != first {
		t.Errorf("second error is %v, want the first, %v", second, first)
	}
}

// Frames longer than the usual snapshot length and than the reader's block are read,
// and those longer than MaxFrame are held only where they must be.
func TestLongFrames(t *testing.T) {
	o := binary.LittleEndian
	const usbPcap = 249
	for _, tt := range []struct {
		link uint32
		n    int
	}{{1, 300_000}, {1, capture.MaxFrame}, {usbPcap, 5 << 20}} {
		in := join(pcapHead(o, micro, 0, tt.link),
			record(o, 1, 0, payload(1, 10), 10),
			record(o, 2, 0, payload(2, tt.n), uint32(tt.n)),
			record(o, 3, 0, payload(3, 10), 10))
		for _, whole := range []bool{false, true} {
			r, err := capture.Options{Whole: whole}.NewReader(bytes.NewReader(in), "test")
			if err != nil {
				t.Fatal(err)
			}
			got, err := drain(r)
			if err != nil {
				t.Fatal(err)
			}
			want := payload(2, tt.n)
			if !whole {
				want = want[:min(tt.n, capture.MaxFrame)]
			}
			if len(got) != 3 || got[1].Data != string(want) || got[1].Length != tt.n || got[2].Data != string(payload(3, 10)) {
				t.Errorf("link type %d: a frame of %d bytes came wrong, held as a whole: %t", tt.link, tt.n, whole)
			}
		}
	}
}

// Memory follows the bytes that come, not the length that is claimed.
func TestClaimAllocatesNothing(t *testing.T) {
	o := binary.LittleEndian
	const usbPcap = 249
	in := join(pcapHead(o, micro, 0, usbPcap), words(o, 1, 0, 128<<20, 128<<20), make([]byte, 100))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := readAll(bytes.NewReader(in))
	runtime.ReadMemStats(&after)
	damageOf(t, err)
	if n := after.TotalAlloc - before.TotalAlloc; n > 4<<20 {
		t.Errorf("%d bytes allocated for a claim of 128 MiB, want at most 4 MiB", n)
	}
}

func TestLinkType(t *testing.T) {
	for l, want := range map[capture.LinkType]string{
		capture.LinkEthernet: "Ethernet", capture.LinkRaw: "raw IP", capture.LinkRawBSD: "raw IP", capture.LinkIPv6: "raw IPv6",
		capture.LinkLinuxSLL: "Linux cooked v1", capture.LinkLinuxSLL2: "Linux cooked v2", capture.LinkERF: "ERF",
		capture.LinkInfiniBand: "InfiniBand", 276 + 1: "link type 277",
	} {
		if got := l.String(); got != want {
			t.Errorf("link type %d is %q, want %q", uint16(l), got, want)
		}
	}
}
