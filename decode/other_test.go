package decode_test

import (
	"encoding/binary"
	"path/filepath"
	"slices"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/trace"
)

// tcpFrame is an Ethernet frame with a TCP segment between two hosts.
func tcpFrame(src, dst byte, srcPort, dstPort uint16, payload string) []byte {
	b := []byte{
		2, 0, 0x5e, 0, 0x53, dst, 2, 0, 0x5e, 0, 0x53, src, 8, 0, // Ethernet
		0x45, 0, 0, 0, 0, 0, 0x40, 0, 64, 6, 0, 0, 192, 0, 2, src, 192, 0, 2, dst, // IPv4
		0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0x50, 0x18, 0xff, 0xff, 0, 0, 0, 0, // TCP
	}
	binary.BigEndian.PutUint16(b[16:], uint16(40+len(payload)))
	binary.BigEndian.PutUint16(b[34:], srcPort)
	binary.BigEndian.PutUint16(b[36:], dstPort)
	return append(b, payload...)
}

// What is no RoCEv2 is named where that helps, most frames first.
func TestNotRoCE(t *testing.T) {
	send := trace.Make(t, "C>SEND len=40 raw=00112233445566778899").Frames()[0].Data
	mpa := "MPA ID Req Frame\x00\x01\x00\x00"
	for _, tt := range []struct {
		name   string
		frames [][]byte
		want   []decode.Other
	}{
		{name: "nothing"},
		{name: "plain TCP", frames: [][]byte{tcpFrame(1, 2, 5000, 80, "GET /")}},
		{name: "iWARP by its start", frames: [][]byte{
			tcpFrame(1, 2, 5000, 80, mpa), tcpFrame(2, 1, 80, 5000, "x"), tcpFrame(1, 2, 5000, 80, "y"), tcpFrame(1, 2, 5001, 80, "z")},
			want: []decode.Other{{What: "iWARP", Frames: 3}}},
		{name: "iWARP by its port", frames: [][]byte{tcpFrame(2, 1, 20049, 5000, "x")},
			want: []decode.Other{{What: "iWARP", Frames: 1}}},
		{name: "unreliable connection", frames: [][]byte{reseal(send, offOpcode, 0x24)},
			want: []decode.Other{{What: "UC packets", Frames: 1}}},
		{name: "datagrams", frames: [][]byte{reseal(send, offOpcode, 0x64)},
			want: []decode.Other{{What: "UD datagrams", Frames: 1}}},
		{name: "cut before the BTH", frames: [][]byte{send[:50], send[:44]},
			want: []decode.Other{{What: "frames cut before the BTH", Frames: 2}}},
		{name: "several", frames: [][]byte{send[:50], tcpFrame(2, 1, 20049, 5000, "x"), send[:44]},
			want: []decode.Other{{What: "frames cut before the BTH", Frames: 2}, {What: "iWARP", Frames: 1}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := decode.New(decode.Options{}, silent{})
			for i, b := range tt.frames {
				d.Frame(&decode.Frame{Number: i + 1, Link: 1, Length: 200, Data: b})
			}
			d.Finish()
			if got := d.Other(); !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

// What real captures hold.
func TestCorpus(t *testing.T) {
	for _, tt := range []struct {
		name             string
		conns            int
		sends, gaps, nak int
	}{
		{"v3-basic-mtu1500.pcap.zst", 1, 1414, 0, 0},
		{"misc-ipv6.pcap.zst", 2, 900, 0, 0},
		{"misc-vlan.pcap.zst", 2, 494, 0, 0},
		{"misc-oneway-c2s.pcap.zst", 1, 227, 0, 0},
		{"misc-midstream-v3.pcap.zst", 1, 1372, 0, 0},
		{"misc-capdrops-v3-basic-mtu1500.pcap.zst", 1, 1401, 28, 0},
		{"netem-mixed.pcap.zst", 4, 2030, 0, 15},
		{"netem-dup-reorder-client.pcap.zst", 2, 11134, 0, 6},
		{"v3-restart-nfsd.pcap.zst", 36, 16075, 0, 0},
		{"v41-recall-mtu1500.pcap", 1, 98, 0, 0},
		{"abuse-flood.pcap", 6, 722, 0, 4},
		{"siw-v3-basic.pcap.zst", 0, 0, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			frames, _ := load(t, filepath.Join("../captures", tt.name))
			s := kindCounter{}
			d := decode.New(decode.Options{}, &s)
			for i := range frames {
				d.Frame(&frames[i])
			}
			d.Finish()
			if s.conns != tt.conns || s.kinds[decode.KindSend] != tt.sends || s.kinds[decode.KindGap] != tt.gaps || s.kinds[decode.KindNAK] != tt.nak {
				t.Errorf("got %d connections, %d Sends, %d gaps, %d NAKs, want %d, %d, %d, %d", s.conns,
					s.kinds[decode.KindSend], s.kinds[decode.KindGap], s.kinds[decode.KindNAK], tt.conns, tt.sends, tt.gaps, tt.nak)
			}
			if got := d.Dropped(); got != (decode.Dropped{}) {
				t.Errorf("got %+v dropped, want nothing", got)
			}
		})
	}
}

// kindCounter is a Sink that counts.
type kindCounter struct {
	silent
	conns int
	kinds [9]int
}

func (s *kindCounter) Opened(*decode.Conn) { s.conns++ }

func (s *kindCounter) Event(_ *decode.Conn, e *decode.Event) { s.kinds[e.Kind]++ }
