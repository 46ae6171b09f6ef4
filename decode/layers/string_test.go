package layers_test

import (
	"strings"
	"testing"

	"github.com/google/gopacket"
	base "github.com/google/gopacket/layers"

	"rpcrdma-lint/decode/layers"
)

// A dump of a packet says what its headers say.
func TestDump(t *testing.T) {
	layers.Register()
	atomic := "00000000000010000000004200000000000000010000000000000002"
	for _, tt := range []struct{ ib, want string }{
		{"0b00ffff0000001100000001 00000000000010000000004200000001 00000007 61626364 aabbccdd",
			"RC RDMA WRITE Only with Immediate to queue pair 0x11, PSN 1, 4 bytes | 1 bytes at 0x1000, key 0x00000042 | 0x00000007"},
		{"1100ffff0000001100000001 62000007 aabbccdd",
			"RC Acknowledge to queue pair 0x11, PSN 1, 0 bytes | NAK remote access error"},
		{"1300ffff0000001100000001 " + atomic + " aabbccdd",
			"RC CmpSwap to queue pair 0x11, PSN 1, 0 bytes | at 0x1000, key 0x00000042, swap or add 1, compare 2"},
		{"1200ffff0000001100000001 1f000007 0000000000000009 aabbccdd",
			"RC ATOMIC Acknowledge to queue pair 0x11, PSN 1, 0 bytes | ACK | was 9"},
		{"5700ffff0000001100000001 aabbccdd", "RD 0x57 to queue pair 0x11, PSN 1, 0 bytes"},
		{"4400ffff0000001100000001 00000005 0000000600000007 aabbccdd",
			"RD SEND Only to queue pair 0x11, PSN 1, 0 bytes | end-to-end context 0x5 | from queue pair 0x7, Q_Key 0x00000006"},
		{"b700ffff0000001100000001 00000008 00000042 aabbccdd",
			"XRC SEND Only with Invalidate to queue pair 0x11, PSN 1, 0 bytes | shared receive queue 0x8 | key 0x00000042"},
	} {
		var got []string
		for _, l := range gopacket.NewPacket(frame(tt.ib), base.LinkTypeEthernet, gopacket.Default).Layers()[3:] {
			if l.LayerType() != gopacket.LayerTypePayload {
				got = append(got, strings.TrimPrefix(gopacket.LayerString(l), l.LayerType().String()+"\t"))
			}
		}
		if s := strings.Join(got, " | "); s != tt.want {
			t.Errorf("got %q, want %q", s, tt.want)
		}
	}

	n := 0
	readCapture(t, "abuse-connect.pcap", func(data []byte, _ gopacket.CaptureInfo) {
		if n++; n != 1 {
			return
		}
		packet := gopacket.NewPacket(data, base.LinkTypeEthernet, gopacket.Default)
		const want = "CM\tREQ, transaction 0x2597cb22e"
		if got := gopacket.LayerString(packet.Layer(layers.LayerTypeCM)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		// Cut before the attribute.
		packet = gopacket.NewPacket(data[:14+20+8+12+8+10], base.LinkTypeEthernet, gopacket.Default)
		if got := gopacket.LayerString(packet.Layer(layers.LayerTypeCM)); got != "CM\tcut short" {
			t.Errorf("cut: got %q", got)
		}
	})
}
