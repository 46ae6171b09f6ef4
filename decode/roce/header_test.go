package roce_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"rpcrdma-lint/decode/roce"
)

func TestBTH(t *testing.T) {
	b := unhex("17b5 8001 c001 0203 80ff fffe  aa")
	h, rest, err := roce.SplitBTH(b)
	if err != nil || len(rest) != 1 {
		t.Fatalf("got rest %x, error %v", rest, err)
	}
	got := fmt.Sprintln(h.Opcode(), h.Solicited(), h.MigReq(), h.Pad(), h.Version(), h.PKey(), h.FECN(), h.BECN(), h.DestQP(), h.AckReq(), h.PSN())
	want := fmt.Sprintln("RC SEND Only with Invalidate", true, false, 3, 5, 0x8001, true, true, 0x010203, true, 0xfffffe)
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	h, _, _ = roce.SplitBTH(unhex("0440 ffff 00 ffffff 00 000001"))
	got = fmt.Sprintln(h.Opcode(), h.Solicited(), h.MigReq(), h.Pad(), h.Version(), h.PKey(), h.FECN(), h.BECN(), h.DestQP(), h.AckReq(), h.PSN())
	want = fmt.Sprintln("RC SEND Only", false, true, 0, 0, 0xffff, false, false, 0xffffff, false, 1)
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestExtendedHeaders(t *testing.T) {
	b := unhex("8102 0304 0506 0708 1112 1314 8586 8788 2122 2324 2526 2728 2930 3132")
	reth, _, _ := roce.SplitRETH(b)
	atomic, _, _ := roce.SplitAtomicETH(b)
	ack, _, _ := roce.SplitAtomicAckETH(b)
	imm, _, _ := roce.SplitImmDt(b)
	ieth, _, _ := roce.SplitIETH(b)
	deth, _, _ := roce.SplitDETH(b)
	xrc, _, _ := roce.SplitXRCETH(b)
	rdeth, _, _ := roce.SplitRDETH(b)
	for _, tt := range []struct {
		name      string
		got, want uint64
	}{
		{"RETH.VA", reth.VA(), 0x8102030405060708},
		{"RETH.RKey", uint64(reth.RKey()), 0x11121314},
		{"RETH.DMALen", uint64(reth.DMALen()), 0x85868788},
		{"AtomicETH.VA", atomic.VA(), 0x8102030405060708},
		{"AtomicETH.RKey", uint64(atomic.RKey()), 0x11121314},
		{"AtomicETH.SwapAdd", atomic.SwapAdd(), 0x8586878821222324},
		{"AtomicETH.Compare", atomic.Compare(), 0x2526272829303132},
		{"AtomicAckETH.Original", ack.Original(), 0x8102030405060708},
		{"ImmDt.Value", uint64(imm.Value()), 0x81020304},
		{"IETH.RKey", uint64(ieth.RKey()), 0x81020304},
		{"DETH.QKey", uint64(deth.QKey()), 0x81020304},
		{"DETH.SourceQP", uint64(deth.SourceQP()), 0x060708},
		{"XRCETH.SRQ", uint64(xrc.SRQ()), 0x020304},
		{"RDETH.EEContext", uint64(rdeth.EEContext()), 0x020304},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %#x, want %#x", tt.name, tt.got, tt.want)
		}
	}
}

// Every header is refused one byte short, and leaves what follows it.
func TestSplitHeaders(t *testing.T) {
	for _, tt := range []struct {
		name  string
		n     int
		split func([]byte) (int, []byte, error)
	}{
		{"BTH", 12, split(roce.SplitBTH)},
		{"RDETH", 4, split(roce.SplitRDETH)},
		{"DETH", 8, split(roce.SplitDETH)},
		{"XRCETH", 4, split(roce.SplitXRCETH)},
		{"RETH", 16, split(roce.SplitRETH)},
		{"AtomicETH", 28, split(roce.SplitAtomicETH)},
		{"AETH", 4, split(roce.SplitAETH)},
		{"AtomicAckETH", 8, split(roce.SplitAtomicAckETH)},
		{"ImmDt", 4, split(roce.SplitImmDt)},
		{"IETH", 4, split(roce.SplitIETH)},
		{"IPCM", 36, split(roce.SplitIPCM)},
	} {
		b := make([]byte, tt.n+3)
		if n, rest, err := tt.split(b); n != tt.n || len(rest) != 3 || err != nil {
			t.Errorf("%s: got %d bytes, %d left, error %v", tt.name, n, len(rest), err)
		}
		if n, _, err := tt.split(b[:tt.n-1]); n != 0 || !errors.Is(err, roce.ErrShort) {
			t.Errorf("%s one byte short: got %d bytes, error %v", tt.name, n, err)
		}
	}
}

// split makes the Split functions alike.
func split[T ~[]byte](f func([]byte) (T, []byte, error)) func([]byte) (int, []byte, error) {
	return func(b []byte) (int, []byte, error) {
		h, rest, err := f(b)
		return len(h), rest, err
	}
}

// The extended headers come off in their order.
func TestSplitExtended(t *testing.T) {
	atomic := "0000 0000 0000 1000 0000 0042 0000 0000 0000 0001 0000 0000 0000 0002"
	for _, tt := range []struct {
		name string
		ib   string
		want string
	}{
		{"send", "0400 ffff 0000 0011 0000 0001  61 62 63 64  0000 0000", "payload 61626364"},
		{"pad", "0420 ffff 0000 0011 0000 0001  61 62 0000  0000 0000", "payload 6162"},
		{"write with immediate", "0b00 ffff 0000 0011 0000 0001  0000 0000 0000 1000 0000 0042 0000 0001  0000 0007  61626364  0000 0000",
			"RETH 1000 42 1, ImmDt 7, payload 61626364"},
		{"invalidate", "1700 ffff 0000 0011 0000 0001  0000 0042  61626364  0000 0000", "IETH 42, payload 61626364"},
		{"atomic", "1300 ffff 0000 0011 0000 0001 " + atomic + " 0000 0000", "AtomicETH 1000 42 1 2, payload "},
		{"atomic answer", "1200 ffff 0000 0011 0000 0001  1f00 0003  0000 0000 0000 0009  0000 0000", "AETH 3, AtomicAckETH 9, payload "},
		{"datagram", "6400 ffff 0000 0001 0000 0001  8001 0000 0000 0001  61626364  0000 0000", "DETH 80010000 1, payload 61626364"},
		{"reliable datagram", "4a00 ffff 0000 0001 0000 0001  0000 0005  0000 0006 0000 0007  0000 0000 0000 1000 0000 0042 0000 0001  0000 0000",
			"RDETH 5, DETH 6 7, RETH 1000 42 1, payload "},
		{"XRC", "b700 ffff 0000 0001 0000 0001  0000 0008  0000 0042  61626364  0000 0000", "XRCETH 8, IETH 42, payload 61626364"},
		{"unknown", "1500 ffff 0000 0001 0000 0001  0000 0008  0000 0000", "payload 00000008"},
		{"CNP", "8100 ffff 4000 0118 0000 0000  0000 0000 0000 0000 0000 0000 0000 0000  82fd 002a",
			"payload 00000000000000000000000000000000"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			frame := ip4(unhex(tt.ib))
			var p roce.Packet
			if got := roce.Split(228, frame, len(frame), &p); got != roce.RoCE {
				t.Fatalf("got %s (%s), want RoCEv2", got, p.Reason)
			}
			if got := headers(&p); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if p.Length != len(p.Payload) {
				t.Errorf("length %d, but %d bytes of payload", p.Length, len(p.Payload))
			}
		})
	}
}

// headers writes the headers that are there.
func headers(p *roce.Packet) string {
	var s []string
	if p.RDETH != nil {
		s = append(s, fmt.Sprintf("RDETH %x", p.RDETH.EEContext()))
	}
	if p.DETH != nil {
		s = append(s, fmt.Sprintf("DETH %x %x", p.DETH.QKey(), p.DETH.SourceQP()))
	}
	if p.XRCETH != nil {
		s = append(s, fmt.Sprintf("XRCETH %x", p.XRCETH.SRQ()))
	}
	if p.RETH != nil {
		s = append(s, fmt.Sprintf("RETH %x %x %x", p.RETH.VA(), p.RETH.RKey(), p.RETH.DMALen()))
	}
	if p.AtomicETH != nil {
		s = append(s, fmt.Sprintf("AtomicETH %x %x %x %x", p.AtomicETH.VA(), p.AtomicETH.RKey(), p.AtomicETH.SwapAdd(), p.AtomicETH.Compare()))
	}
	if p.AETH != nil {
		s = append(s, fmt.Sprintf("AETH %x", p.AETH.MSN()))
	}
	if p.AtomicAckETH != nil {
		s = append(s, fmt.Sprintf("AtomicAckETH %x", p.AtomicAckETH.Original()))
	}
	if p.ImmDt != nil {
		s = append(s, fmt.Sprintf("ImmDt %x", p.ImmDt.Value()))
	}
	if p.IETH != nil {
		s = append(s, fmt.Sprintf("IETH %x", p.IETH.RKey()))
	}
	return strings.Join(append(s, fmt.Sprintf("payload %x", p.Payload)), ", ")
}
