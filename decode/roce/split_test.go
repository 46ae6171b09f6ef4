package roce_test

import (
	"bytes"
	"encoding/binary"
	"testing"

	"rpcrdma-lint/decode/roce"
)

func TestSplitLink(t *testing.T) {
	cooked := unhex("0000 0001 0006 5254 00bb 0001 0000 0800")
	cooked2 := unhex("0800 0000 0000 0002 0001 0006 5254 00bb 0001 0000")
	for _, tt := range []struct {
		name  string
		link  uint16
		frame []byte
	}{
		{"ethernet", 1, join(ethernet4, rnrNAK)},
		{"ethernet padded", 1, join(ethernet4, rnrNAK, make([]byte, 18))},
		{"one VLAN tag", 1, join(ethernet4[:12], unhex("8100 0064 0800"), rnrNAK)},
		{"802.1ad and 802.1Q tags", 1, join(ethernet4[:12], unhex("88a8 0001 8100 0064 8100 0065 0800"), rnrNAK)},
		{"cooked", 113, join(cooked, rnrNAK)},
		{"cooked with a VLAN tag", 113, join(cooked[:14], unhex("8100 0064 0800"), rnrNAK)},
		{"cooked 2", 276, join(cooked2, rnrNAK)},
		{"raw", 101, rnrNAK},
		{"raw of OpenBSD", 14, rnrNAK},
		{"raw 12", 12, rnrNAK},
		{"IPv4", 228, rnrNAK},
		{"null, little-endian", 0, join(unhex("0200 0000"), rnrNAK)},
		{"null, big-endian", 0, join(unhex("0000 0002"), rnrNAK)},
		{"loop", 108, join(unhex("0000 0002"), rnrNAK)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var p roce.Packet
			if got := roce.Split(tt.link, tt.frame, len(tt.frame), &p); got != roce.RoCE {
				t.Fatalf("got %s (%s), want RoCEv2", got, p.Reason)
			}
			if got, want := p.Src.String()+" "+p.Dst.String(), "192.168.77.1 192.168.77.2"; got != want {
				t.Errorf("addresses: got %s, want %s", got, want)
			}
			if p.SrcPort != 0xca06 || p.DstPort != 4791 {
				t.Errorf("ports: got %d and %d, want 51718 and 4791", p.SrcPort, p.DstPort)
			}
			if !bytes.Equal(p.IP, rnrNAK) {
				t.Errorf("IP: got %x, want %x", p.IP, rnrNAK)
			}
			if got := p.BTH.DestQP(); got != 0xe6 {
				t.Errorf("queue pair: got %#x, want 0xe6", got)
			}
			if got := p.BTH.PSN(); got != 0xce5dc8 {
				t.Errorf("PSN: got %#x, want 0xce5dc8", got)
			}
			if p.AETH.Type() != roce.RNRNAK || p.AETH.MSN() != 0x55 {
				t.Errorf("AETH: got %s, MSN %#x, want an RNR NAK, MSN 0x55", p.AETH, p.AETH.MSN())
			}
			if p.Length != 0 || len(p.Payload) != 0 || p.Truncated || p.Cut != roce.Whole {
				t.Errorf("got payload of %d, length %d, truncated %t, %s", len(p.Payload), p.Length, p.Truncated, p.Cut)
			}
			if got := p.CheckICRC(); got != roce.ICRCGood {
				t.Errorf("ICRC: got %s, want good", got)
			}
		})
	}
}

func TestSplitIPv6(t *testing.T) {
	// Hop-by-hop, routing and destination options of 8, 16 and 8 bytes, each padded.
	extended := join(ack6[:40], unhex(`2b00 0104 0000 0000  3c01 0000 0000 0000 0000 0000 0000 0000  1100 0104 0000 0000`), ack6[40:])
	extended[6] = 0
	binary.BigEndian.PutUint16(extended[4:], uint16(len(extended)-40))
	whole := join(ack6[:40], unhex("1100 0000 0000 0007"), ack6[40:])
	whole[6] = 44
	binary.BigEndian.PutUint16(whole[4:], uint16(len(whole)-40))

	for _, tt := range []struct {
		name  string
		link  uint16
		frame []byte
	}{
		{"plain", 1, join(ethernet6, ack6)},
		{"raw", 101, ack6},
		{"IPv6", 229, ack6},
		{"null of macOS", 0, join(unhex("1e00 0000"), ack6)},
		{"extension headers", 1, join(ethernet6, extended)},
		{"fragment header of a whole datagram", 1, join(ethernet6, whole)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var p roce.Packet
			if got := roce.Split(tt.link, tt.frame, len(tt.frame), &p); got != roce.RoCE {
				t.Fatalf("got %s (%s), want RoCEv2", got, p.Reason)
			}
			if got, want := p.Src.String()+" "+p.Dst.String(), "fd00:77::1 fd00:77::2"; got != want {
				t.Errorf("addresses: got %s, want %s", got, want)
			}
			if p.BTH.PSN() != 0x277a1c || p.AETH.MSN() != 1 || p.AETH.Credit() != roce.NoCredit {
				t.Errorf("got PSN %#x, %s, MSN %d", p.BTH.PSN(), p.AETH, p.AETH.MSN())
			}
		})
	}
}

func TestSplitKind(t *testing.T) {
	// A TCP segment of four bytes of payload to port 20049.
	tcp := unhex(`4500 002c 0001 4000 4006 0000 c000 0202 c000 0201
		c001 4e51 0000 0001 0000 0002 5010 0100 0000 0000  0102 0304`)
	for _, tt := range []struct {
		name  string
		link  uint16
		frame []byte
		want  roce.Kind
	}{
		{"ARP", 1, unhex("ffff ffff ffff 5254 00bb 0001 0806 0001 0800 0604 0001"), roce.NotIP},
		{"spanning tree", 1, unhex("0180 c200 0000 5254 00bb 0001 0026 4242 0300 0000"), roce.NotIP},
		{"RoCEv1", 1, join(ethernet4[:12], unhex("8915 6000 0000")), roce.RoCEv1},
		{"InfiniBand", 247, make([]byte, 60), roce.InfiniBand},
		{"ERF", 197, make([]byte, 60), roce.ERF},
		{"802.11", 105, make([]byte, 60), roce.UnknownLink},
		{"raw, neither 4 nor 6", 101, unhex("00112233"), roce.NotIP},
		{"loopback, another family", 0, unhex("0700 0000 4500"), roce.NotIP},
		{"TCP", 228, tcp, roce.TCP},
		{"ICMP", 228, with(tcp, 9, "01"), roce.OtherIP},
		{"GRE", 228, with(tcp, 9, "2f"), roce.GRE},
		{"ICMPv6", 229, with(ack6, 6, "3a"), roce.OtherIP},
		{"DNS", 228, with(rnrNAK, 22, "0035"), roce.OtherUDP},
		{"source port alone", 228, with(rnrNAK, 20, "12b7 ca06"), roce.OtherUDP},
		{"VXLAN", 228, with(rnrNAK, 22, "12b5"), roce.VXLAN},
		{"first fragment", 228, with(rnrNAK, 6, "2000"), roce.IPFragment},
		{"later fragment", 228, with(rnrNAK, 6, "0001"), roce.IPFragment},
		{"IPv6 fragment", 229, join(with(ack6[:40], 4, "0024 2c"), unhex("1100 0001 0000 0007"), ack6[40:]), roce.IPFragment},
		{"empty", 1, nil, roce.Malformed},
		{"runt", 1, ethernet4[:13], roce.Malformed},
		{"RoCEv2", 228, rnrNAK, roce.RoCE},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var p roce.Packet
			if got := roce.Split(tt.link, tt.frame, len(tt.frame), &p); got != tt.want {
				t.Errorf("got %s (%s), want %s", got, p.Reason, tt.want)
			}
		})
	}

	t.Run("TCP fields", func(t *testing.T) {
		var p roce.Packet
		roce.Split(228, tcp, len(tcp), &p)
		if p.SrcPort != 0xc001 || p.DstPort != 20049 || !bytes.Equal(p.Payload, []byte{1, 2, 3, 4}) || p.Length != 4 {
			t.Errorf("got ports %d and %d, payload %x, length %d", p.SrcPort, p.DstPort, p.Payload, p.Length)
		}
		roce.Split(228, tcp[:42], len(tcp), &p)
		if !bytes.Equal(p.Payload, []byte{1, 2}) || p.Length != 4 || !p.Truncated {
			t.Errorf("cut: got payload %x, length %d, truncated %t", p.Payload, p.Length, p.Truncated)
		}
		if got := roce.Split(228, tcp[:23], len(tcp), &p); got != roce.TCP || p.DstPort != 0 || !p.Truncated {
			t.Errorf("cut in the ports: got %s, port %d, truncated %t", got, p.DstPort, p.Truncated)
		}
	})
}

func TestSplitMalformed(t *testing.T) {
	write := ip4(unhex("0a40 ffff 0000 0011 0000 0001  0000 0000 0000 1000 0000 0042 0000 0000  0000 0000"))
	for _, tt := range []struct {
		name   string
		frame  []byte
		reason string
	}{
		{"IP version", with(rnrNAK, 0, "55"), "IP version is not 4"},
		{"IPv4 header length", with(rnrNAK, 0, "44"), "IPv4 header length below 20"},
		{"IPv4 total length too small", with(rnrNAK, 2, "0013"), "IPv4 total length below its header length"},
		{"IPv4 total length too large", with(rnrNAK, 2, "0031"), "IPv4 total length beyond the frame"},
		{"no room for UDP ports", with(rnrNAK, 2, "0017"), "IP length ends inside the UDP header"},
		{"no room for a UDP header", with(rnrNAK, 2, "001b"), "IP length ends inside the UDP header"},
		{"UDP length 0", with(rnrNAK, 24, "0000"), "UDP length too short for a BTH and an ICRC"},
		{"UDP length 23", with(rnrNAK, 24, "0017"), "UDP length too short for a BTH and an ICRC"},
		{"UDP length too large", with(rnrNAK, 24, "001d"), "UDP length beyond the IP length"},
		{"no room for the AETH", with(rnrNAK, 24, "001b"), "UDP length too short for the headers of its opcode, pad and ICRC"},
		{"no room for the pad", with(rnrNAK, 29, "10"), "UDP length too short for the headers of its opcode, pad and ICRC"},
		{"no room for the immediate data", with(write, 28, "0b"), "UDP length too short for the headers of its opcode, pad and ICRC"},
		{"IPv6 version", with(ack6, 0, "50"), "IP version is not 6"},
		{"IPv6 payload length too large", with(ack6, 4, "001d"), "IPv6 payload length beyond the frame"},
		{"IPv6 payload length 0", with(ack6, 4, "0000"), "IPv6 payload length is 0"},
		{"IPv6 extension header too long", join(with(ack6[:40], 4, "0004 00"), unhex("1100 0000")),
			"IPv6 extension header beyond the payload length"},
		{"IPv6 extension header over the end", join(with(ack6[:40], 4, "0008 00"), unhex("1101 0000 0000 0000")),
			"IP length ends inside the UDP header"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var p roce.Packet
			link := uint16(228)
			if len(tt.frame) >= 40 && bytes.Equal(tt.frame[8:12], ack6[8:12]) {
				link = 229
			}
			if got := roce.Split(link, tt.frame, len(tt.frame), &p); got != roce.Malformed || p.Reason != tt.reason {
				t.Errorf("got %s (%q), want malformed (%q)", got, p.Reason, tt.reason)
			}
		})
	}
}

// A transmit capture may hold an IPv4 header whose total length isn't filled in: the frame's length stands for it.
func TestSplitWithoutTotalLength(t *testing.T) {
	frame := join(ethernet4, with(rnrNAK, 2, "0000"))
	var p roce.Packet
	if got := roce.Split(1, frame, len(frame), &p); got != roce.RoCE || p.AETH.MSN() != 0x55 {
		t.Fatalf("got %s (%s), want RoCEv2", got, p.Reason)
	}
	if got := p.CheckICRC(); got != roce.ICRCUnknown {
		t.Errorf("ICRC over an incomplete header: got %s, want unknown", got)
	}
}
