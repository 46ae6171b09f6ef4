//go:build cgo

package capture_test

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"

	"rpcrdma-lint/decode/capture"
)

// An IPv4 packet from 192.0.2.1 to 192.0.2.2, UDP from port 49152 to 4791.
const udpHex = "45000024000100004011f6c3c0000201c0000202" + "c00012b700100000" + "0011223344556677"

func frameOf(t *testing.T, link capture.LinkType, header string) *capture.Frame {
	t.Helper()
	b, err := hex.DecodeString(header + udpHex)
	if err != nil {
		t.Fatal(err)
	}
	return &capture.Frame{Number: 1, Link: link, Length: len(b), Data: b}
}

func TestFilter(t *testing.T) {
	frames := map[string]*capture.Frame{
		"ethernet": frameOf(t, capture.LinkEthernet, "020000000002"+"020000000001"+"0800"),
		"raw":      frameOf(t, capture.LinkRaw, ""),
		"raw12":    frameOf(t, capture.LinkRawBSD, ""),
		"ipv4":     frameOf(t, capture.LinkIPv4, ""),
		"sll":      frameOf(t, capture.LinkLinuxSLL, "0000"+"0001"+"0006"+"0200000000010000"+"0800"),
		"sll2":     frameOf(t, capture.LinkLinuxSLL2, "0800"+"0000"+"00000003"+"0001"+"00"+"06"+"0200000000010000"),
	}
	all := []string{"ethernet", "ipv4", "raw", "raw12", "sll", "sll2"}
	for _, tt := range []struct {
		expr string
		want []string
		err  bool // some link type has no such thing
	}{
		{"udp port 4791", all, false},
		{"udp dst port 4791 and src host 192.0.2.1", all, false},
		{"udp port 4790", nil, false},
		{"tcp", nil, false},
		{"", all, false},
		{"greater 50", []string{"ethernet", "sll", "sll2"}, false},
		{"ether src 02:00:00:00:00:01", []string{"ethernet"}, true},
		{"ifindex 3", []string{"sll2"}, true},
	} {
		t.Run(tt.expr, func(t *testing.T) {
			f, err := capture.CompileFilter(tt.expr)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, name := range all {
				if f.Match(frames[name]) {
					got = append(got, name)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("%q lets pass %q, want %q", tt.expr, got, tt.want)
			}
			if err := f.Err(); (err != nil) != tt.err {
				t.Errorf("%q: error %v, want one: %t", tt.expr, err, tt.err)
			}
		})
	}
}

func TestFilterEmptyFrame(t *testing.T) {
	f, err := capture.CompileFilter("udp")
	if err != nil {
		t.Fatal(err)
	}
	if f.Match(&capture.Frame{Link: capture.LinkEthernet, Length: 60}) {
		t.Error("a frame of which nothing was captured passes, want not")
	}
}

// What was cut off is not there for the filter, but its length is.
func TestFilterCutFrame(t *testing.T) {
	whole := frameOf(t, capture.LinkRaw, "")
	cut := *whole
	cut.Data = cut.Data[:20]
	for expr, want := range map[string]bool{"udp port 4791": false, "udp": true, "greater 36": true} {
		f, err := capture.CompileFilter(expr)
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Match(&cut); got != want {
			t.Errorf("%q matches a packet cut to 20 bytes: %t, want %t", expr, got, want)
		}
	}
}

func TestFilterSyntax(t *testing.T) {
	_, err := capture.CompileFilter("udp porty 1")
	if want := `capture: filter "udp porty 1" for Ethernet: `; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("error is %v, want %s...", err, want)
	}
}

// Of a frame that is not given as a whole, the filter has the length and the
// first bytes.
func TestFilterLongFrame(t *testing.T) {
	o := binary.LittleEndian
	const n = 3 << 20
	data := payload(1, n)
	in := join(pcapHead(o, micro, 0, usb), record(o, 1, 0, data, n))
	for _, whole := range []bool{false, true} {
		r, err := capture.Options{Whole: whole}.NewReader(bytes.NewReader(in), "test")
		if err != nil {
			t.Fatal(err)
		}
		var frame capture.Frame
		if err := r.Next(&frame); err != nil {
			t.Fatal(err)
		}
		for expr, want := range map[string]bool{
			"greater 3145728": true,
			"greater 3145729": false,
			fmt.Sprintf("link[1000000] == %d", data[1_000_000]): true,
			fmt.Sprintf("link[2000000] == %d", data[2_000_000]): whole,
		} {
			f, err := capture.CompileFilter(expr)
			if err != nil {
				t.Fatal(err)
			}
			if got := f.Match(&frame); got != want || f.Err() != nil {
				t.Errorf("%q lets a frame of 3 MiB pass, held as a whole %t: %t, %v; want %t", expr, whole, got, f.Err(), want)
			}
		}
	}
}
