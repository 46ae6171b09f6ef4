package roce_test

import (
	"testing"

	"rpcrdma-lint/decode/roce"
)

// A WRITE Only of five bytes, cut at every length: what is there and what isn't.
func TestSplitCut(t *testing.T) {
	const headers = 14 + 20 + 8 + 12 + 16
	frame := join(ethernet4, ip4(unhex(`0a30 ffff 0000 0011 8000 0001
		0000 0000 0000 1000 0000 0042 0000 0005  0102 0304 05 000000  aabb ccdd`)))
	for n := range len(frame) + 1 {
		var p roce.Packet
		kind := roce.Split(1, frame[:n], len(frame), &p)
		want, part := roce.CutShort, roce.Whole
		switch {
		case n < 14:
			part = roce.InLink
		case n < 14+20:
			part = roce.InNetwork
		case n < 14+20+8:
			part = roce.InUDP
		case n < 14+20+8+12:
			part = roce.InBTH
		case n < headers:
			want, part = roce.RoCE, roce.InHeaders
		case n < headers+5:
			want, part = roce.RoCE, roce.InPayload
		case n < len(frame):
			want, part = roce.RoCE, roce.InTrailer
		default:
			want = roce.RoCE
		}
		if kind != want || p.Cut != part || p.Truncated != (n < len(frame)) {
			t.Fatalf("%d bytes: got %s, %s, truncated %t; want %s, %s", n, kind, p.Cut, p.Truncated, want, part)
		}
		if kind != roce.RoCE {
			continue
		}
		if p.Length != 5 {
			t.Errorf("%d bytes: length %d, want 5", n, p.Length)
		}
		if got := p.RETH != nil; got != (n >= headers) {
			t.Errorf("%d bytes: RETH is there: %t", n, got)
		}
		if got, want := len(p.Payload), min(max(n-headers, 0), 5); got != want {
			t.Errorf("%d bytes: %d of payload, want %d", n, got, want)
		}
		if got := p.ICRC != nil; got != (n == len(frame)) {
			t.Errorf("%d bytes: ICRC is there: %t", n, got)
		}
	}
}

// A BTH alone is worth having, and so are the ports of a frame that ends before it.
func TestSplitCutBeforeBTH(t *testing.T) {
	var p roce.Packet
	if got := roce.Split(228, rnrNAK[:24], len(rnrNAK), &p); got != roce.CutShort || p.DstPort != roce.Port || p.Src.IsZero() {
		t.Errorf("got %s, port %d, source %s", got, p.DstPort, p.Src)
	}
	if got := roce.Split(228, rnrNAK[:22], len(rnrNAK), &p); got != roce.CutShort || p.DstPort != 0 {
		t.Errorf("cut in the ports: got %s, port %d", got, p.DstPort)
	}
}

// A capture may say that a frame was shorter on the wire than what it holds of it. What it holds counts.
func TestSplitWireShorterThanFrame(t *testing.T) {
	var p roce.Packet
	if got := roce.Split(228, rnrNAK, 0, &p); got != roce.RoCE || p.Truncated {
		t.Errorf("got %s (%s), truncated %t, want RoCEv2, whole", got, p.Reason, p.Truncated)
	}
}

func TestSplitUDP(t *testing.T) {
	var p roce.Packet
	if got := roce.SplitUDP(rnrNAK[28:], 20, &p); got != roce.RoCE || p.AETH.MSN() != 0x55 || p.Truncated {
		t.Errorf("got %s (%s), %s, truncated %t", got, p.Reason, p.AETH, p.Truncated)
	}
	if got := p.CheckICRC(); got != roce.ICRCUnknown {
		t.Errorf("ICRC without an IP header: got %s, want unknown", got)
	}
	if got := roce.SplitUDP(rnrNAK[28:42], 20, &p); got != roce.RoCE || p.AETH != nil || p.Cut != roce.InHeaders {
		t.Errorf("cut: got %s, AETH %x, %s", got, []byte(p.AETH), p.Cut)
	}
	if got := roce.SplitUDP(rnrNAK[28:33], 5, &p); got != roce.Malformed {
		t.Errorf("five bytes: got %s, want malformed", got)
	}
}
