package roce_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"rpcrdma-lint/decode/roce"
)

// The fields that aren't in one piece, or aren't numbers.
func TestCMOtherFields(t *testing.T) {
	body := make([]byte, 232)
	for i := range body {
		body[i] = byte(i)
	}
	vendor, ok := roce.REP(body).VendorID()
	if vendor != 0x0f1317 || !ok {
		t.Errorf("vendor ID of a REP: got %#x, %t, want 0x0f1317", vendor, ok)
	}
	if _, ok := roce.REP(body[:23]).VendorID(); ok {
		t.Error("vendor ID of a REP of 23 bytes is captured")
	}
	vendor, ok = roce.SIDRREP(body).VendorID()
	if vendor != 0x06070b || !ok {
		t.Errorf("vendor ID of a SIDR_REP: got %#x, %t, want 0x06070b", vendor, ok)
	}
	if _, ok := roce.SIDRREP(body[:11]).VendorID(); ok {
		t.Error("vendor ID of a SIDR_REP of 11 bytes is captured")
	}

	for _, tt := range []struct {
		name string
		read func([]byte) (roce.Addr, bool)
		off  int
	}{
		{"REQ primary local", func(b []byte) (roce.Addr, bool) { return roce.REQ(b).Primary().LocalGID() }, 56},
		{"REQ primary remote", func(b []byte) (roce.Addr, bool) { return roce.REQ(b).Primary().RemoteGID() }, 72},
		{"REQ alternate local", func(b []byte) (roce.Addr, bool) { return roce.REQ(b).Alternate().LocalGID() }, 100},
		{"REQ alternate remote", func(b []byte) (roce.Addr, bool) { return roce.REQ(b).Alternate().RemoteGID() }, 116},
		{"LAP local", func(b []byte) (roce.Addr, bool) { return roce.LAP(b).LocalGID() }, 24},
		{"LAP remote", func(b []byte) (roce.Addr, bool) { return roce.LAP(b).RemoteGID() }, 40},
	} {
		if a, ok := tt.read(body); a != roce.Addr(body[tt.off:]) || !ok {
			t.Errorf("%s GID: got %s, %t, want %s", tt.name, a, ok, roce.Addr(body[tt.off:]))
		}
		if _, ok := tt.read(body[:tt.off+15]); ok {
			t.Errorf("%s GID is captured in %d bytes", tt.name, tt.off+15)
		}
	}

	for _, tt := range []struct {
		name   string
		read   func([]byte) ([]byte, bool)
		off, n int
	}{
		{"REQ", func(b []byte) ([]byte, bool) { return roce.REQ(b).PrivateData() }, 140, 92},
		{"REP", func(b []byte) ([]byte, bool) { return roce.REP(b).PrivateData() }, 36, 196},
		{"RTU", func(b []byte) ([]byte, bool) { return roce.RTU(b).PrivateData() }, 8, 224},
		{"MRA", func(b []byte) ([]byte, bool) { return roce.MRA(b).PrivateData() }, 10, 222},
		{"REJ info", func(b []byte) ([]byte, bool) { return roce.REJ(b).Info() }, 12, 72},
		{"REJ", func(b []byte) ([]byte, bool) { return roce.REJ(b).PrivateData() }, 84, 148},
		{"DREQ", func(b []byte) ([]byte, bool) { return roce.DREQ(b).PrivateData() }, 12, 220},
		{"DREP", func(b []byte) ([]byte, bool) { return roce.DREP(b).PrivateData() }, 8, 224},
		{"LAP", func(b []byte) ([]byte, bool) { return roce.LAP(b).PrivateData() }, 64, 168},
		{"APR info", func(b []byte) ([]byte, bool) { return roce.APR(b).Info() }, 12, 72},
		{"APR", func(b []byte) ([]byte, bool) { return roce.APR(b).PrivateData() }, 84, 148},
		{"SIDR_REQ", func(b []byte) ([]byte, bool) { return roce.SIDRREQ(b).PrivateData() }, 16, 216},
		{"SIDR_REP info", func(b []byte) ([]byte, bool) { return roce.SIDRREP(b).Info() }, 24, 72},
		{"SIDR_REP", func(b []byte) ([]byte, bool) { return roce.SIDRREP(b).PrivateData() }, 96, 136},
	} {
		if got, whole := tt.read(body); !bytes.Equal(got, body[tt.off:tt.off+tt.n]) || !whole {
			t.Errorf("%s: got %d bytes, whole %t, want %d from %d on", tt.name, len(got), whole, tt.n, tt.off)
		}
		if got, whole := tt.read(body[:tt.off+tt.n-1]); len(got) != tt.n-1 || whole {
			t.Errorf("%s, one byte short: got %d bytes, whole %t", tt.name, len(got), whole)
		}
		if got, whole := tt.read(body[:tt.off]); len(got) != 0 || whole {
			t.Errorf("%s, none captured: got %d bytes, whole %t", tt.name, len(got), whole)
		}
	}
}

// A real ConnectRequest and ConnectReply, and a Reject.
func TestCMReal(t *testing.T) {
	frames := readCapture(t, "abuse-connect.pcap")
	req, ok := message(t, frames[0]).REQ()
	if !ok {
		t.Fatal("frame 1 is no REQ")
	}
	id, _ := req.ServiceID()
	qpn, _ := req.QPN()
	psn, _ := req.StartingPSN()
	rnr, _ := req.RNRRetryCount()
	mtu, _ := req.PathMTU()
	timeout, _ := req.Primary().AckTimeout()
	ip := req.IPCM()
	major, minor := ip.Version()
	private, presence := req.Private()
	got := fmt.Sprintf("%s %#x %#x %d %d %s | %d.%d %d %d %s %s | %s %v %t", id, qpn, psn, rnr, mtu.Bytes(), timeout.Duration(),
		major, minor, ip.IPVersion(), ip.SourcePort(), ip.Source(), ip.Destination(), presence, private, private.RemoteInvalidation())
	want := "tcp/20049 0xd4 0x3590c0 7 1024 2.147483648s | 0.0 4 33776 192.168.77.2 192.168.77.1 | present {1 0 4096 4096} false"
	if got != want {
		t.Errorf("REQ:\n got %s\nwant %s", got, want)
	}

	rep, ok := message(t, frames[1]).REP()
	if !ok {
		t.Fatal("frame 2 is no REP")
	}
	qpn, _ = rep.QPN()
	psn, _ = rep.StartingPSN()
	remote, _ := rep.RemoteID()
	depth, _ := rep.InitiatorDepth()
	delay, _ := rep.TargetAckDelay()
	private, presence = rep.Private()
	got = fmt.Sprintf("%#x %#x %#x %d %s | %s %v", qpn, psn, remote, depth, delay.Duration(), presence, private)
	want = "0x83 0x88196b 0x2eb27c59 16 134.217728ms | present {1 0 4096 4096}"
	if got != want {
		t.Errorf("REP:\n got %s\nwant %s", got, want)
	}

	rej, ok := message(t, frames[102]).REJ()
	if !ok {
		t.Fatal("frame 103 is no REJ")
	}
	if reason, ok := rej.Reason(); reason != roce.InvalidServiceID || reason.String() != "invalid service ID" || !ok {
		t.Errorf("REJ: got %s, want invalid service ID", reason)
	}
}

// message is the MAD in a frame.
func message(t *testing.T, f captured) roce.MAD {
	t.Helper()
	var p roce.Packet
	if kind := roce.Split(f.link, f.data, f.wire, &p); kind != roce.RoCE {
		t.Fatalf("got %s (%s), want RoCEv2", kind, p.Reason)
	}
	return p.MAD()
}

// A ConnectRequest cut at every length: what is known, and what the private data may be said to hold.
func TestCMCut(t *testing.T) {
	const body = 14 + 20 + 8 + 12 + 8 + 24
	f := readCapture(t, "abuse-connect.pcap")[0]
	for n := body - 24; n <= len(f.data); n++ {
		var p roce.Packet
		roce.Split(f.link, f.data[:n], f.wire, &p)
		m := p.MAD()
		if got, want := m != nil, n > body-24; got != want {
			t.Fatalf("%d bytes: MAD is there: %t", n, got)
		}
		cm, captured := m.IsCM()
		if want := n >= body-20; cm != want || captured != want {
			t.Errorf("%d bytes: IsCM: got %t, %t, want %t", n, cm, captured, want)
		}
		req, ok := m.REQ()
		if want := n >= body-24+18; ok != want {
			t.Errorf("%d bytes: it is a REQ: got %t, want %t", n, ok, want)
		}
		if _, ok := req.QPN(); ok != (n >= body+35) {
			t.Errorf("%d bytes: QPN captured: %t", n, ok)
		}
		if psn, ok := req.StartingPSN(); ok != (n >= body+47) || ok && psn != 0x3590c0 {
			t.Errorf("%d bytes: starting PSN %#x, captured: %t", n, psn, ok)
		}
		if ip := req.IPCM(); (ip != nil) != (n >= body+140+36) {
			t.Errorf("%d bytes: IP CM header: %x", n, []byte(ip))
		}
		want := roce.NotCaptured
		if n >= body+140+36+8 {
			want = roce.Present
		}
		if _, got := req.Private(); got != want {
			t.Errorf("%d bytes: private message: got %s, want %s", n, got, want)
		}
	}
}

// What isn't a CM message: another class, another version, another Q_Key, another queue pair, another length.
func TestNotCM(t *testing.T) {
	const mad = 14 + 20 + 8 + 12 + 8
	f := readCapture(t, "abuse-connect.pcap")[0]
	for _, tt := range []struct {
		name string
		off  int
		hex  string
		mad  bool
	}{
		{"base version", mad, "02", true},
		{"class", mad + 1, "03", true},
		{"class version", mad + 2, "01", true},
		{"method", mad + 3, "81", true},
		{"queue pair", 14 + 28 + 7, "02", false},
		{"Q_Key", 14 + 28 + 12, "00", false},
		{"opcode", 14 + 28, "65", false},
		{"pad", 14 + 28 + 1, "10", false},
	} {
		m := message(t, captured{f.link, with(f.data, tt.off, tt.hex), f.wire})
		if got := m != nil; got != tt.mad {
			t.Errorf("%s: MAD is there: %t", tt.name, got)
		}
		if cm, _ := m.IsCM(); cm {
			t.Errorf("%s: taken for CM", tt.name)
		}
		if _, ok := m.REQ(); ok {
			t.Errorf("%s: taken for a REQ", tt.name)
		}
	}
}

// Each attribute is one message, and only that.
func TestCMAttributes(t *testing.T) {
	for id, want := range map[roce.Attribute]string{
		0x10: "REQ", 0x11: "MRA", 0x12: "REJ", 0x13: "REP", 0x14: "RTU", 0x15: "DREQ", 0x16: "DREP",
		0x17: "SIDR_REQ", 0x18: "SIDR_REP", 0x19: "LAP", 0x1a: "APR", 0x0f: "attribute 0xf", 0x1b: "attribute 0x1b",
	} {
		m := roce.MAD(make([]byte, 256))
		copy(m, unhex("01070203"))
		m[17] = byte(id)
		if got := id.String(); got != want {
			t.Errorf("0x%x: got %s, want %s", uint16(id), got, want)
		}
		is := func(name string, n int, ok bool) {
			if ok != (name == want) || ok && n != 232 {
				t.Errorf("%s: taken for %s: %t, %d bytes", id, name, ok, n)
			}
		}
		req, ok := m.REQ()
		is("REQ", len(req), ok)
		mra, ok := m.MRA()
		is("MRA", len(mra), ok)
		rej, ok := m.REJ()
		is("REJ", len(rej), ok)
		rep, ok := m.REP()
		is("REP", len(rep), ok)
		rtu, ok := m.RTU()
		is("RTU", len(rtu), ok)
		dreq, ok := m.DREQ()
		is("DREQ", len(dreq), ok)
		drep, ok := m.DREP()
		is("DREP", len(drep), ok)
		sreq, ok := m.SIDRREQ()
		is("SIDR_REQ", len(sreq), ok)
		srep, ok := m.SIDRREP()
		is("SIDR_REP", len(srep), ok)
		lap, ok := m.LAP()
		is("LAP", len(lap), ok)
		apr, ok := m.APR()
		is("APR", len(apr), ok)
	}
}

func TestCodes(t *testing.T) {
	for code, want := range []int{0, 256, 512, 1024, 2048, 4096, 0, 0} {
		if got := roce.PathMTU(code).Bytes(); got != want {
			t.Errorf("path MTU %d: got %d, want %d", code, got, want)
		}
	}
	for code, want := range map[roce.Timeout]time.Duration{0: 4096, 1: 8192, 14: 67108864, 31: 8796093022208} {
		if got := code.Duration(); got != want {
			t.Errorf("timeout %d: got %d ns, want %d ns", code, got, want)
		}
	}
	for reason, want := range map[roce.RejectReason]string{
		1: "no QP available", 3: "no resources available", 4: "timeout", 6: "invalid communication ID", 8: "invalid service ID",
		10: "stale connection", 26: "invalid path MTU", 27: "insufficient responder resources", 28: "consumer reject",
		29: "invalid RNR retry count", 30: "duplicate local communication ID", 33: "invalid alternate flow label", 99: "reason 99",
	} {
		if got := reason.String(); got != want {
			t.Errorf("reason %d: got %q, want %q", uint16(reason), got, want)
		}
	}
}
