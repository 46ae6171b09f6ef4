package layers_test

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/gopacket"
	base "github.com/google/gopacket/layers"
	"github.com/google/gopacket/pcapgo"

	"rpcrdma-lint/decode/layers"
	"rpcrdma-lint/decode/roce"
)

// frame is an Ethernet frame with UDP to port 4791 and the InfiniBand packet in hexadecimal.
func frame(ib string) []byte {
	packet, err := hex.DecodeString(strings.Join(strings.Fields(ib), ""))
	if err != nil {
		panic(err)
	}
	b, _ := hex.DecodeString("52540000000252540000000108004500000012344000401100" + "00c0000202c0000201c00112b700000000")
	binary.BigEndian.PutUint16(b[16:], uint16(28+len(packet)))
	binary.BigEndian.PutUint16(b[38:], uint16(8+len(packet)))
	return append(b, packet...)
}

// names lists the layers from the BTH on.
func names(packet gopacket.Packet) string {
	var s []string
	for _, l := range packet.Layers()[3:] {
		s = append(s, l.LayerType().String()+" "+hex.EncodeToString(l.LayerContents()))
	}
	return strings.Join(s, ", ")
}

func TestPacket(t *testing.T) {
	layers.Register()
	layers.Register() // once more is no harm
	for _, tt := range []struct {
		name string
		ib   string
		cut  int // bytes missing at the end
		want string
	}{
		{"send", "0420ffff0000001100000001 61620000 aabbccdd", 0,
			"BTH 0420ffff0000001100000001, Payload 6162"},
		{"send without payload", "0400ffff0000001100000001 aabbccdd", 0,
			"BTH 0400ffff0000001100000001"},
		{"write with immediate", "0b00ffff0000001100000001 00000000000010000000004200000001 00000007 61626364 aabbccdd", 0,
			"BTH 0b00ffff0000001100000001, RETH 00000000000010000000004200000001, ImmDt 00000007, Payload 61626364"},
		{"invalidate", "1700ffff0000001100000001 00000042 61626364 aabbccdd", 0,
			"BTH 1700ffff0000001100000001, IETH 00000042, Payload 61626364"},
		{"acknowledge", "1100ffff0000001100000001 1f000007 aabbccdd", 0,
			"BTH 1100ffff0000001100000001, AETH 1f000007"},
		{"atomic", "1300ffff0000001100000001 00000000000010000000004200000000000000010000000000000002 aabbccdd", 0,
			"BTH 1300ffff0000001100000001, AtomicETH 00000000000010000000004200000000000000010000000000000002"},
		{"atomic answer", "1200ffff0000001100000001 1f000007 0000000000000009 aabbccdd", 0,
			"BTH 1200ffff0000001100000001, AETH 1f000007, AtomicAckETH 0000000000000009"},
		{"reliable datagram", "4400ffff0000001100000001 00000005 0000000600000007 61626364 aabbccdd", 0,
			"BTH 4400ffff0000001100000001, RDETH 00000005, DETH 0000000600000007, Payload 61626364"},
		{"XRC", "a400ffff0000001100000001 00000008 61626364 aabbccdd", 0,
			"BTH a400ffff0000001100000001, XRCETH 00000008, Payload 61626364"},
		{"cut in the ICRC", "0430ffff0000001100000001 61000000 aabbccdd", 3,
			"BTH 0430ffff0000001100000001, Payload 61"},
		{"cut in the payload", "1700ffff0000001100000001 00000042 61626364 aabbccdd", 6,
			"BTH 1700ffff0000001100000001, IETH 00000042, Payload 6162"},
		{"cut in the second header", "0b00ffff0000001100000001 00000000000010000000004200000001 00000007 61626364 aabbccdd", 10,
			"BTH 0b00ffff0000001100000001, RETH 00000000000010000000004200000001"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			data := frame(tt.ib)
			data = data[:len(data)-tt.cut]
			for _, options := range []gopacket.DecodeOptions{gopacket.Default, gopacket.Lazy, gopacket.NoCopy} {
				packet := gopacket.NewPacket(data, base.LinkTypeEthernet, options)
				if got := names(packet); got != tt.want {
					t.Errorf("%+v:\n got %s\nwant %s", options, got, tt.want)
				}
				if got := packet.Metadata().Truncated; got != (tt.cut > 0) {
					t.Errorf("truncated is %t", got)
				}
				if e := packet.ErrorLayer(); e != nil {
					t.Errorf("error layer: %v", e.Error())
				}
			}
		})
	}
}

func TestPacketErrors(t *testing.T) {
	layers.Register()
	whole := frame("1100ffff0000001100000001 1f000007 aabbccdd")
	for _, tt := range []struct {
		name string
		data []byte
		want string
	}{
		{"cut in the BTH", whole[:50], "layers: BTH cut short"},
		{"too short for its AETH", frame("1100ffff0000001100000001 aabbccdd"),
			"layers: malformed BTH: UDP length too short for the headers of its opcode, pad and ICRC"},
	} {
		packet := gopacket.NewPacket(tt.data, base.LinkTypeEthernet, gopacket.Default)
		if e := packet.ErrorLayer(); e == nil || e.Error().Error() != tt.want {
			t.Errorf("%s: got %v, want %q", tt.name, e, tt.want)
		}
		if packet.Layer(layers.LayerTypeBTH) != nil {
			t.Errorf("%s: there is a BTH layer", tt.name)
		}
	}
	// A datagram from port 4791 to another port is something else.
	other := append([]byte(nil), whole...)
	copy(other[34:], []byte{0x12, 0xb7, 0xc0, 0x01})
	packet := gopacket.NewPacket(other, base.LinkTypeEthernet, gopacket.Default)
	if packet.Layer(layers.LayerTypeBTH) != nil || len(packet.ApplicationLayer().LayerContents()) != 20 {
		t.Errorf("to another port: got %s", packet)
	}
}

// The views' accessors are the layers'.
func TestAccessors(t *testing.T) {
	layers.Register()
	data := frame("0a00ffff0000001100000001 00000000000010000000004200000004 61626364 aabbccdd")
	packet := gopacket.NewPacket(data, base.LinkTypeEthernet, gopacket.Default)
	bth := packet.Layer(layers.LayerTypeBTH).(*layers.BTH)
	if bth.Opcode() != roce.WriteOnly || bth.DestQP() != 0x11 || bth.PSN() != 1 || bth.Packet.Length != 4 {
		t.Errorf("BTH: got %s to %#x, PSN %d, length %d", bth.Opcode(), bth.DestQP(), bth.PSN(), bth.Packet.Length)
	}
	if !bytes.Equal(bth.Packet.ICRC, []byte{0xaa, 0xbb, 0xcc, 0xdd}) {
		t.Errorf("ICRC: got %x, want aabbccdd", bth.Packet.ICRC)
	}
	reth := packet.Layer(layers.LayerTypeRETH).(*layers.RETH)
	if reth.VA() != 0x1000 || reth.RKey() != 0x42 || reth.DMALen() != 4 {
		t.Errorf("RETH: got %#x, %#x, %d", reth.VA(), reth.RKey(), reth.DMALen())
	}
}

// readCapture gives each frame of a capture to f.
func readCapture(tb testing.TB, name string, f func(data []byte, ci gopacket.CaptureInfo)) {
	tb.Helper()
	file, err := os.Open(filepath.Join("..", "..", "captures", name))
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	r, err := pcapgo.NewReader(file)
	if err != nil {
		tb.Fatal(err)
	}
	for {
		data, ci, err := r.ReadPacketData()
		if err == io.EOF {
			return
		}
		if err != nil {
			tb.Fatal(err)
		}
		f(data, ci)
	}
}

// A DecodingLayerParser and NewPacket see what Split sees, in whole frames and in cut ones.
func TestParser(t *testing.T) {
	layers.Register()
	for _, name := range []string{"abuse-connect.pcap", "misc-snap70.pcap"} {
		t.Run(name, func(t *testing.T) {
			var ethernet base.Ethernet
			var ip base.IPv4
			var udp base.UDP
			var bth layers.BTH
			var cm layers.CM
			var payload gopacket.Payload
			parser := gopacket.NewDecodingLayerParser(base.LayerTypeEthernet, &ethernet, &ip, &udp, &bth, &cm, &payload)
			parser.IgnoreUnsupported = true
			var decoded []gopacket.LayerType
			n := 0
			readCapture(t, name, func(data []byte, ci gopacket.CaptureInfo) {
				n++
				var want roce.Packet
				if roce.Split(1, data, ci.Length, &want) != roce.RoCE {
					return
				}
				if err := parser.DecodeLayers(data, &decoded); err != nil {
					t.Fatalf("frame %d: %v", n, err)
				}
				if bth.PSN() != want.BTH.PSN() || !bytes.Equal(bth.Packet.RETH, want.RETH) || !bytes.Equal(bth.Packet.AETH, want.AETH) {
					t.Errorf("frame %d: the parser's headers differ", n)
				}
				if !want.Truncated && !bytes.Equal(bth.LayerPayload(), want.Payload) {
					t.Errorf("frame %d: the parser's payload is %x, want %x", n, bth.LayerPayload(), want.Payload)
				}
				if parser.Truncated != want.Truncated {
					t.Errorf("frame %d: the parser's truncated is %t, want %t", n, parser.Truncated, want.Truncated)
				}
				isCM, _ := want.MAD().IsCM()
				if got := decoded[len(decoded)-1] == layers.LayerTypeCM; got != isCM {
					t.Errorf("frame %d: a CM message for the parser: %t, want %t", n, got, isCM)
				}

				packet := gopacket.NewPacket(data, base.LinkTypeEthernet, gopacket.NoCopy)
				l := packet.Layer(layers.LayerTypeBTH).(*layers.BTH)
				if !bytes.Equal(l.LayerPayload(), want.Payload) || l.Packet.Length != want.Length || l.Packet.Cut != want.Cut {
					t.Errorf("frame %d: the packet's payload is %x of %d, want %x of %d", n, l.LayerPayload(), l.Packet.Length, want.Payload, want.Length)
				}
				if got := packet.Layer(layers.LayerTypeCM) != nil; got != isCM {
					t.Errorf("frame %d: a CM message for the packet: %t, want %t", n, got, isCM)
				}
			})
		})
	}
}

func TestNotCM(t *testing.T) {
	var cm layers.CM
	if err := cm.DecodeFromBytes([]byte{1, 3, 2, 3}, gopacket.NilDecodeFeedback); err == nil {
		t.Error("class 3 is taken for CM")
	}
}

// FuzzPacket decodes a frame in both ways: neither may panic, and they must agree on the BTH.
func FuzzPacket(f *testing.F) {
	layers.Register()
	f.Add(frame("0b00ffff0000001100000001 00000000000010000000004200000001 00000007 61626364 aabbccdd"))
	f.Add(frame("0420ffff0000001100000001 61620000 aabbccdd"))
	f.Add(frame("4a00ffff0000000100000001 00000005 0000000600000007 00000000000010000000004200000001 aabbccdd")[:70])
	n := 0
	readCapture(f, "abuse-connect.pcap", func(data []byte, _ gopacket.CaptureInfo) {
		if n++; n <= 3 {
			f.Add(data)
			f.Add(data[:200])
		}
	})
	f.Fuzz(func(t *testing.T, data []byte) {
		packet := gopacket.NewPacket(data, base.LinkTypeEthernet, gopacket.Default)
		l, ok := packet.Layer(layers.LayerTypeBTH).(*layers.BTH)
		var want roce.Packet
		if !ok || roce.Split(1, data, len(data)+1<<16, &want) != roce.RoCE {
			return
		}
		if !bytes.Equal(l.LayerContents(), want.BTH) || !bytes.Equal(l.LayerPayload(), want.Payload) || l.Packet.Length != want.Length {
			t.Fatalf("got BTH %x, payload %x of %d; want %x, %x of %d",
				l.LayerContents(), l.LayerPayload(), l.Packet.Length, want.BTH, want.Payload, want.Length)
		}
		_ = packet.String() // must not panic
		if last := packet.Layers()[len(packet.Layers())-1]; len(last.LayerContents()) > len(data) {
			t.Fatalf("the last layer has %d bytes, the frame %d", len(last.LayerContents()), len(data))
		}
	})
}
