package roce_test

import (
	"testing"
	"time"

	"rpcrdma-lint/decode/roce"
)

func TestAETH(t *testing.T) {
	for _, tt := range []struct {
		aeth string
		typ  roce.AckType
		msn  uint32
		want string
	}{
		{"1f000007", roce.ACK, 7, "ACK"},
		{"00ffffff", roce.ACK, 0xffffff, "ACK"},
		{"20000055", roce.RNRNAK, 0x55, "RNR NAK, timer 655.36ms"},
		{"2e000001", roce.RNRNAK, 1, "RNR NAK, timer 1.28ms"},
		{"40000000", roce.AckReserved, 0, "reserved syndrome 0x40"},
		{"60010203", roce.NAK, 0x010203, "NAK PSN sequence error"},
		{"61000000", roce.NAK, 0, "NAK invalid request"},
		{"62000000", roce.NAK, 0, "NAK remote access error"},
		{"63000000", roce.NAK, 0, "NAK remote operational error"},
		{"64000000", roce.NAK, 0, "NAK invalid RD request"},
		{"7f000000", roce.NAK, 0, "NAK code 31"},
		{"9f000000", roce.AckReserved, 0, "reserved syndrome 0x9f"},
	} {
		h, _, err := roce.SplitAETH(unhex(tt.aeth))
		if err != nil {
			t.Fatal(err)
		}
		if h.Type() != tt.typ || h.MSN() != tt.msn || h.String() != tt.want || h.Syndrome() != unhex(tt.aeth)[0] {
			t.Errorf("%s: got %s, MSN %#x, %q; want %s, %#x, %q", tt.aeth, h.Type(), h.MSN(), h, tt.typ, tt.msn, tt.want)
		}
	}
}

func TestNoAETH(t *testing.T) {
	if got := (roce.Packet{}).AETH.String(); got != "none" {
		t.Errorf("got %q, want none", got)
	}
}

func TestCreditRange(t *testing.T) {
	counts := []uint32{
		0: 0, 1, 2, 3, 4, 6, 8, 12, 8: 16, 24, 32, 48, 64, 96, 128, 192, 16: 256, 384, 512, 768, 1024, 1536, 2048, 3072,
		24: 4096, 6144, 8192, 12288, 16384, 24576, 32768,
	}
	for c, n := range counts {
		lo, hi, ok := roce.CreditCode(c).Range()
		want := uint32(1<<24 - 1)
		if c+1 < len(counts) {
			want = counts[c+1] - 1
		}
		if lo != n || hi != want || !ok {
			t.Errorf("code %d: got %d to %d, %t; want %d to %d", c, lo, hi, ok, n, want)
		}
	}
	if _, _, ok := roce.NoCredit.Range(); ok {
		t.Error("code 31 has a range")
	}
}

func TestRNRTimer(t *testing.T) {
	want := []float64{ // milliseconds
		0: 655.36, 0.01, 0.02, 0.03, 0.04, 0.06, 0.08, 0.12, 8: 0.16, 0.24, 0.32, 0.48, 0.64, 0.96, 1.28, 1.92,
		16: 2.56, 3.84, 5.12, 7.68, 10.24, 15.36, 20.48, 30.72, 24: 40.96, 61.44, 81.92, 122.88, 163.84, 245.76, 327.68, 491.52,
	}
	for code, ms := range want {
		// Rounded: hundredths of a millisecond have no exact floating-point form.
		w := time.Duration(ms*100+0.5) * 10 * time.Microsecond
		if got := roce.RNRTimer(code).Duration(); got != w {
			t.Errorf("code %d: got %s, want %s", code, got, w)
		}
	}
}

func TestPSN(t *testing.T) {
	for _, tt := range []struct {
		a, b uint32
		want int32
	}{
		{5, 3, 2},
		{3, 5, -2},
		{0, 0xffffff, 1},
		{0xffffff, 0, -1},
		{0x7fffff, 0, 1<<23 - 1},
		{0x800000, 0, -1 << 23},
		{7, 7, 0},
	} {
		if got := roce.PSNDiff(tt.a, tt.b); got != tt.want {
			t.Errorf("PSNDiff(%#x, %#x): got %d, want %d", tt.a, tt.b, got, tt.want)
		}
		if got := roce.PSNAdd(tt.b, int(tt.want)); got != tt.a {
			t.Errorf("PSNAdd(%#x, %d): got %#x, want %#x", tt.b, tt.want, got, tt.a)
		}
	}
	if got := roce.PSNAdd(0xfffff0, 1<<24+0x20); got != 0x10 {
		t.Errorf("PSNAdd around the ring: got %#x, want 0x10", got)
	}
}
