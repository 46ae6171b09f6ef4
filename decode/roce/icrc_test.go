package roce_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"

	"rpcrdma-lint/decode/roce"
)

// Packets with their ICRC: one of a ConnectX-4 Lx, two computed, three of Soft-RoCE.
var icrcVectors = []struct {
	name   string
	packet []byte
}{
	{"CNP", unhex(`45c2003c718c4000401191610a0011010a001201 000012b700280000 8100ffff4000011800000000
		00000000000000000000000000000000 82fd002a`)},
	{"ACK over IPv4", unhex(`4502003000004000401126b90a0000010a000002 c00012b7001c0000 1140ffff0000012300abcdef 1f000007 458b9dbe`)},
	{"ACK over IPv6", unhex(`60000000001c1140 fe80000000000000020000fffe000001 fe80000000000000020000fffe000002
		c00012b7001c0000 1140ffff0000012300abcdef 1f000007 0a87f2d5`)},
	{"RNR NAK", rnrNAK},
	{"Soft-RoCE over IPv6", ack6},
	{"Soft-RoCE under a VLAN tag", ackVLAN[18:]},
}

func TestICRC(t *testing.T) {
	for _, tt := range icrcVectors {
		t.Run(tt.name, func(t *testing.T) {
			body, trailer := tt.packet[:len(tt.packet)-4], tt.packet[len(tt.packet)-4:]
			got, err := roce.ICRC(body)
			if want := binary.LittleEndian.Uint32(trailer); got != want || err != nil {
				t.Errorf("ICRC: got %08x, error %v, want %08x", got, err, want)
			}
			whole, err := roce.AppendICRC(append([]byte(nil), body...))
			if !bytes.Equal(whole, tt.packet) || err != nil {
				t.Errorf("AppendICRC: got %x, error %v, want %x", whole, err, tt.packet)
			}
			for i := range tt.packet {
				checkFlipped(t, tt.packet, i)
			}
		})
	}
}

// checkFlipped changes one byte of a packet. The ICRC must notice it, except where the way of a packet may change it.
func checkFlipped(t *testing.T, packet []byte, i int) {
	t.Helper()
	b := append([]byte(nil), packet...)
	b[i] ^= 0xff
	var p roce.Packet
	if kind := roce.Split(101, b, len(b), &p); kind != roce.RoCE {
		return // a length or a port
	}
	masked := map[int]bool{1: true, 8: true, 10: true, 11: true, 26: true, 27: true, 32: true}
	if packet[0]>>4 == 6 {
		masked = map[int]bool{1: true, 2: true, 3: true, 7: true, 46: true, 47: true, 52: true}
	}
	want := roce.ICRCBad
	if masked[i] {
		want = roce.ICRCGood
	}
	if got := p.CheckICRC(); got != want {
		t.Errorf("byte %d changed: got %s, want %s", i, got, want)
	}
}

// The low half of the first byte of an IPv6 header is traffic class, too.
func TestICRCTrafficClass(t *testing.T) {
	b := with(ack6, 0, "6f")
	var p roce.Packet
	if kind := roce.Split(101, b, len(b), &p); kind != roce.RoCE || p.CheckICRC() != roce.ICRCGood {
		t.Errorf("got %s, ICRC %s, want RoCEv2, good", kind, p.CheckICRC())
	}
}

// Options and extension headers count as they are. The sums were computed bit by bit, not by this package.
func TestICRCOptions(t *testing.T) {
	options := join(with(rnrNAK[:20], 0, "46 00 0034"), unhex("01010101"), rnrNAK[20:len(rnrNAK)-4])
	extended := join(with(ack6[:40], 4, "0024 00"), unhex("1100 0104 0000 0000"), ack6[40:len(ack6)-4])
	for _, tt := range []struct {
		name   string
		packet []byte
		udp    int
	}{
		{"IPv4 options", options, 24},
		{"IPv6 extension header", extended, 48},
	} {
		got, err := roce.ICRC(tt.packet)
		if want := slowICRC(tt.packet, tt.udp); got != want || err != nil {
			t.Errorf("%s: got %08x, error %v, want %08x", tt.name, got, err, want)
		}
	}
}

// slowICRC is the definition: a masked copy behind eight bytes of ones, one bit after the other.
func slowICRC(packet []byte, udp int) uint32 {
	b := append(bytes.Repeat([]byte{0xff}, 8), packet...)
	ip, dgram := b[8:], b[8+udp:]
	mask := []int{1, 8, 10, 11}
	if ip[0]>>4 == 6 {
		mask = []int{1, 2, 3, 7}
		ip[0] |= 0x0f
	}
	for _, i := range mask {
		ip[i] = 0xff
	}
	dgram[6], dgram[7], dgram[8+4] = 0xff, 0xff, 0xff
	sum := ^uint32(0)
	for _, c := range b {
		sum ^= uint32(c)
		for range 8 {
			if sum&1 != 0 {
				sum = sum>>1 ^ 0xedb88320
				continue
			}
			sum >>= 1
		}
	}
	return ^sum
}

func TestICRCStatus(t *testing.T) {
	var p roce.Packet
	roce.Split(228, with(rnrNAK, len(rnrNAK)-1, "00"), len(rnrNAK), &p)
	if got := p.CheckICRC(); got != roce.ICRCBad {
		t.Errorf("changed: got %s, want bad", got)
	}
	roce.Split(228, rnrNAK[:len(rnrNAK)-1], len(rnrNAK), &p)
	if got := p.CheckICRC(); got != roce.ICRCUnknown {
		t.Errorf("cut: got %s, want unknown", got)
	}
}

func TestICRCNotRoCE(t *testing.T) {
	body := rnrNAK[:len(rnrNAK)-4]
	for _, tt := range []struct {
		name   string
		packet []byte
	}{
		{"empty", nil},
		{"IPv4 header alone", body[:20]},
		{"another port", with(body, 22, "0035")},
		{"too short", body[:len(body)-1]},
		{"too long", rnrNAK},
		{"UDP length below the IP length", with(body, 24, "0019")},
	} {
		if sum, err := roce.ICRC(tt.packet); !errors.Is(err, roce.ErrNotRoCE) {
			t.Errorf("%s: got %08x, error %v, want ErrNotRoCE", tt.name, sum, err)
		}
		if b, err := roce.AppendICRC(tt.packet); b != nil || err == nil {
			t.Errorf("%s: AppendICRC gave %x, error %v", tt.name, b, err)
		}
	}
}
