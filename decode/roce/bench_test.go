package roce_test

import (
	"encoding/binary"
	"testing"

	"rpcrdma-lint/decode/roce"
)

// writeMiddle is the frame of an RDMA WRITE Middle with n bytes of payload.
func writeMiddle(n int) []byte {
	ib := append(unhex("0700 ffff 0000 0011 0000 0001"), make([]byte, n)...)
	for i := range n {
		ib[12+i] = byte(i * 7)
	}
	packet := ip4(append(ib, 0, 0, 0, 0))
	sum, err := roce.ICRC(packet[:len(packet)-4])
	if err != nil {
		panic(err)
	}
	binary.LittleEndian.PutUint32(packet[len(packet)-4:], sum)
	return join(ethernet4, packet)
}

func BenchmarkSplit(b *testing.B) {
	for _, bm := range []struct {
		name  string
		frame []byte
	}{
		{"WriteMiddle1082", writeMiddle(1024)},
		{"Acknowledge", join(ethernet4, rnrNAK)},
		{"IPv6", join(ethernet6, ack6)},
	} {
		b.Run(bm.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(bm.frame)))
			p := new(roce.Packet)
			var sum uint32
			for b.Loop() {
				if roce.Split(1, bm.frame, len(bm.frame), p) != roce.RoCE {
					b.Fatal("not RoCEv2")
				}
				sum += p.BTH.PSN() + p.BTH.DestQP()
			}
			if sum == 1 {
				b.Log(sum)
			}
		})
	}
}

func BenchmarkCheckICRC(b *testing.B) {
	for _, bm := range []struct {
		name string
		n    int
	}{
		{"0", 0},
		{"1KiB", 1024},
		{"4KiB", 4096},
	} {
		b.Run(bm.name, func(b *testing.B) {
			frame := writeMiddle(bm.n)
			var p roce.Packet
			roce.Split(1, frame, len(frame), &p)
			b.ReportAllocs()
			b.SetBytes(int64(len(frame)))
			for b.Loop() {
				if p.CheckICRC() != roce.ICRCGood {
					b.Fatal("wrong ICRC")
				}
			}
		})
	}
}

// Split and CheckICRC are on the path of every packet.
func TestNoAllocations(t *testing.T) {
	frame := writeMiddle(1024)
	var p roce.Packet
	n := testing.AllocsPerRun(100, func() {
		if roce.Split(1, frame, len(frame), &p) != roce.RoCE || p.CheckICRC() != roce.ICRCGood {
			t.Error("not a good packet")
		}
	})
	if n != 0 {
		t.Errorf("%v allocations, want none", n)
	}
}
