package roce_test

import (
	"testing"

	"rpcrdma-lint/decode/roce"
)

func TestServiceID(t *testing.T) {
	for _, tt := range []struct {
		id   roce.ServiceID
		ip   bool
		port uint16
		want string
	}{
		{0x0000000001064e51, true, 20049, "tcp/20049"},
		{0x0000000001110001, true, 1, "udp/1"},
		{0x00000000013fffff, true, 65535, "ib/65535"},
		{0x0000000001074e51, false, 0, "0x0000000001074e51"},
		{0x0200000000000001, false, 0, "0x0200000000000001"},
		{0x0000000101064e51, false, 0, "0x0000000101064e51"},
		{0, false, 0, "0x0000000000000000"},
	} {
		port, ok := tt.id.Port()
		_, space := tt.id.PortSpace()
		if port != tt.port || ok != tt.ip || space != tt.ip || tt.id.String() != tt.want {
			t.Errorf("%#x: got port %d, %t, %t, %q; want %d, %t, %q", uint64(tt.id), port, ok, space, tt.id, tt.port, tt.ip, tt.want)
		}
	}
}

func TestIPCM(t *testing.T) {
	v4 := unhex("0040 83f0 00000000 00000000 00000000 c0a84d02 00000000 00000000 00000000 c0a84d01")
	h, _, err := roce.SplitIPCM(v4)
	if err != nil {
		t.Fatal(err)
	}
	if h.IPVersion() != 4 || h.SourcePort() != 0x83f0 || h.Source() != roce.Addr4([4]byte{192, 168, 77, 2}) ||
		h.Destination() != roce.Addr4([4]byte{192, 168, 77, 1}) {
		t.Errorf("got version %d, port %d, %s to %s", h.IPVersion(), h.SourcePort(), h.Source(), h.Destination())
	}
	h, _, _ = roce.SplitIPCM(unhex(`1260 0001 fd000077 00000000 00000000 00000001 fd000077 00000000 00000000 00000002`))
	major, minor := h.Version()
	if major != 1 || minor != 2 || h.IPVersion() != 6 || h.Source().String() != "fd00:77::1" || h.Destination().String() != "fd00:77::2" {
		t.Errorf("got %d.%d, IP version %d, %s to %s", major, minor, h.IPVersion(), h.Source(), h.Destination())
	}
}

// A service ID outside the port spaces of RDMA over IP has no IP CM header: all private data is the consumer's.
func TestConsumerData(t *testing.T) {
	req := make(roce.REQ, 232)
	copy(req[8:], unhex("0200000000000001"))
	if data, whole := req.ConsumerData(); len(data) != 92 || !whole || req.IPCM() != nil {
		t.Errorf("got %d bytes, whole %t, header %x, want 92 and none", len(data), whole, []byte(req.IPCM()))
	}
	copy(req[8:], unhex("0000000001064e51"))
	if data, whole := req.ConsumerData(); len(data) != 56 || !whole || req.IPCM() == nil {
		t.Errorf("got %d bytes, whole %t, header %x, want 56 and one", len(data), whole, []byte(req.IPCM()))
	}
	if data, whole := req[:140+36].ConsumerData(); len(data) != 0 || whole {
		t.Errorf("cut: got %d bytes, whole %t", len(data), whole)
	}
}

func TestSearchPrivate(t *testing.T) {
	want := roce.PrivateMessage{Version: 1, Flags: 1, SendSize: 4096, ReceiveSize: 262144}
	for _, tt := range []struct {
		name     string
		data     string
		cut      bool
		presence roce.Presence
		offset   int
	}{
		{"at the front", "f6ab0e18 01 01 03 ff 00000000", false, roce.Present, 0},
		{"alone", "f6ab0e18 01 01 03 ff", false, roce.Present, 0},
		{"at an odd offset", "000000 f6ab0e18 01 01 03 ff", false, roce.Present, 3},
		{"behind a false start", "f6ab f6ab0e18 01 01 03 ff", false, roce.Present, 2},
		{"the first of two", "00 f6ab0e18 01 01 03 ff f6ab0e18 02 00 00 00", false, roce.Present, 1},
		{"before the cut", "f6ab0e18 01 01 03 ff 00", true, roce.Present, 0},
		{"cut", "f6ab0e18 01 01 03", true, roce.NotCaptured, 0},
		{"cut before it", "000000", true, roce.NotCaptured, 0},
		{"nothing captured", "", true, roce.NotCaptured, 0},
		{"empty", "", false, roce.Absent, 0},
		{"another one", "deadbeef 01 01 03 ff", false, roce.Absent, 0},
		{"incomplete", "00 f6ab0e18 01 01 03", false, roce.Incomplete, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, offset, presence := roce.SearchPrivate(unhex(tt.data), !tt.cut)
			if presence != tt.presence || offset != tt.offset {
				t.Fatalf("got %s at %d, want %s at %d", presence, offset, tt.presence, tt.offset)
			}
			if presence == roce.Present && m != want {
				t.Errorf("got %+v, want %+v", m, want)
			}
			if presence != roce.Present && m != (roce.PrivateMessage{}) {
				t.Errorf("%s, yet %+v", presence, m)
			}
		})
	}
}

func TestFindPrivate(t *testing.T) {
	m, offset, ok := roce.FindPrivate(unhex("00 f6ab0e18 02 fe 00 00"))
	want := roce.PrivateMessage{Version: 2, Flags: 0xfe, SendSize: 1024, ReceiveSize: 1024}
	if m != want || offset != 1 || !ok {
		t.Errorf("got %+v at %d, %t, want %+v at 1", m, offset, ok, want)
	}
	if m.RemoteInvalidation() || m.Reserved() != 0xfe {
		t.Errorf("got R %t, reserved %#x, want R clear, 0xfe", m.RemoteInvalidation(), m.Reserved())
	}
	if _, _, ok := roce.FindPrivate(unhex("f6ab0e18 02 fe 00")); ok {
		t.Error("found in seven bytes")
	}
	for p, want := range map[roce.Presence]string{
		roce.NotCaptured: "not captured", roce.Absent: "absent", roce.Present: "present", roce.Incomplete: "incomplete",
	} {
		if p.String() != want {
			t.Errorf("got %q, want %q", p, want)
		}
	}
}
