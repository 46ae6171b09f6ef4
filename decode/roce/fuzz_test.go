package roce_test

import (
	"bytes"
	"testing"
	"unsafe"

	"rpcrdma-lint/decode/roce"
)

// FuzzSplit holds Split to what it promises of any frame: its views lie within the frame and in their order, the true
// length is never below what was captured, and the same frame always gives the same answer.
func FuzzSplit(f *testing.F) {
	f.Add(uint16(1), join(ethernet4, rnrNAK), 0)
	f.Add(uint16(1), join(ethernet6, ack6), 0)
	f.Add(uint16(1), ackVLAN, 100)
	f.Add(uint16(101), rnrNAK[:44], 16)
	f.Add(uint16(276), join(unhex("0800 0000 0000 0002 0001 0006 5254 00bb 0001 0000"), rnrNAK), 0)
	f.Fuzz(func(t *testing.T, link uint16, frame []byte, beyond int) {
		wire := len(frame) + min(max(beyond, 0), 1<<20)
		var p, again roce.Packet
		kind := roce.Split(link, frame, wire, &p)
		if k := roce.Split(link, frame, wire, &again); k != kind || !same(&p, &again) {
			t.Fatalf("got %s %+v, then %s %+v", kind, p, k, again)
		}
		views := [][]byte{
			p.BTH, p.RDETH, p.DETH, p.XRCETH, p.RETH, p.AtomicETH, p.AETH, p.AtomicAckETH, p.ImmDt, p.IETH, p.Payload, p.ICRC,
		}
		last := 0
		for i, v := range views {
			if len(v) == 0 {
				continue // where an empty view points has no meaning
			}
			at := offset(t, frame, v)
			if at < last {
				t.Fatalf("view %d at %d begins before the end of the one before, %d", i, at, last)
			}
			last = at + len(v)
		}
		if p.IP != nil {
			offset(t, frame, p.IP)
		}
		checkKind(t, kind, &p, wire)
	})
}

// checkKind holds the fields to what the kind of frame promises.
func checkKind(t *testing.T, kind roce.Kind, p *roce.Packet, wire int) {
	t.Helper()
	if (kind == roce.Malformed) != (p.Reason != "") {
		t.Fatalf("%s with the reason %q", kind, p.Reason)
	}
	if p.Length < len(p.Payload) || p.Length > wire {
		t.Fatalf("length %d, with %d of payload captured and a frame of %d", p.Length, len(p.Payload), wire)
	}
	if kind != roce.RoCE {
		return
	}
	if p.BTH == nil || p.DstPort != roce.Port || p.Src.IsZero() && p.Dst.IsZero() && p.IP == nil {
		t.Fatalf("RoCEv2 without its headers: %+v", p)
	}
	op := p.BTH.Opcode()
	if p.Truncated != (p.ICRC == nil) || p.Truncated != (p.Cut != roce.Whole) {
		t.Fatalf("truncated %t, %s, ICRC %x", p.Truncated, p.Cut, p.ICRC)
	}
	if p.Cut != roce.InHeaders && (op.HasRETH() != (p.RETH != nil) || op.HasAETH() != (p.AETH != nil) || op.HasIETH() != (p.IETH != nil)) {
		t.Fatalf("%s: a header is missing or in excess", op)
	}
	if whole := len(p.Payload) == p.Length; p.Cut != roce.InHeaders && whole != (p.Cut != roce.InPayload) {
		t.Fatalf("%s, with %d of %d bytes", p.Cut, len(p.Payload), p.Length)
	}
	if (p.CheckICRC() == roce.ICRCUnknown) && !p.Truncated && p.IP[0]>>4 == 6 {
		t.Fatal("ICRC of a whole packet is unknown")
	}
}

// same compares two packets field by field.
func same(a, b *roce.Packet) bool {
	return a.Src == b.Src && a.Dst == b.Dst && a.SrcPort == b.SrcPort && a.DstPort == b.DstPort && a.Length == b.Length &&
		a.Truncated == b.Truncated && a.Cut == b.Cut && a.Reason == b.Reason && bytes.Equal(a.BTH, b.BTH) &&
		bytes.Equal(a.Payload, b.Payload) && bytes.Equal(a.IP, b.IP) && bytes.Equal(a.ICRC, b.ICRC)
}

// offset is where a view begins in a frame. It fails the test for one that isn't within.
func offset(t *testing.T, frame, view []byte) int {
	t.Helper()
	start := uintptr(unsafe.Pointer(unsafe.SliceData(frame)))
	at := uintptr(unsafe.Pointer(unsafe.SliceData(view)))
	if at < start || at+uintptr(len(view)) > start+uintptr(len(frame)) {
		t.Fatalf("a view of %d bytes lies outside its frame", len(view))
	}
	return int(at - start)
}

// FuzzCM cuts a CM message: what was captured of the shorter must be the same in the longer.
func FuzzCM(f *testing.F) {
	req := readCapture(f, "abuse-connect.pcap")[0].data[14+28+12+8:][:256]
	f.Add(req, 24+50)
	f.Add(req, 200)
	f.Add(req[:30], 10)
	f.Fuzz(func(t *testing.T, b []byte, n int) {
		b = b[:min(len(b), 256)]
		whole, cut := roce.MAD(b), roce.MAD(b[:min(max(n, 0), len(b))])
		w, _ := whole.REQ()
		c, ok := cut.REQ()
		if !ok {
			return
		}
		known(t, c.QPN, w.QPN)
		known(t, c.StartingPSN, w.StartingPSN)
		known(t, c.ServiceID, w.ServiceID)
		known(t, c.RNRRetryCount, w.RNRRetryCount)
		known(t, c.Alternate().AckTimeout, w.Alternate().AckTimeout)
		short, complete := c.ConsumerData()
		long, _ := w.ConsumerData()
		if !bytes.HasPrefix(long, short) || complete && len(short) != len(long) {
			t.Fatalf("consumer data is %x, and cut %x (whole %t)", long, short, complete)
		}
		before, found := c.Private()
		after, presence := w.Private()
		switch found {
		case roce.Present:
			if presence != found || before != after {
				t.Fatalf("found %+v, and %s %+v when more was captured", before, presence, after)
			}
		case roce.Absent, roce.Incomplete:
			if presence != found {
				t.Fatalf("%s, but %s when more was captured", found, presence)
			}
		}
	})
}

// known fails the test where a field that was captured of the cut message has another value in the whole.
func known[V comparable](t *testing.T, cut, whole func() (V, bool)) {
	t.Helper()
	c, ok := cut()
	if w, wok := whole(); ok && (!wok || c != w) {
		t.Fatalf("got %v when cut, %v, %t when whole", c, w, wok)
	}
}
