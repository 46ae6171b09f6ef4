package decode_test

import (
	"strings"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/trace"
)

// A bookkeeper is a Sink that keeps some bytes of each connection.
type bookkeeper struct{ silent }

func (bookkeeper) Weight(*decode.Conn) int { return 1000 }
func (bookkeeper) Shrink(*decode.Conn) int { return 0 }
func (bookkeeper) Forget(*decode.Conn)     {}

// The middles of Writes that wait behind a hole are counted, though they carry
// no evidence.
func TestBulkBehindHoles(t *testing.T) {
	const conns, packets, memory = 160, 500, 8 << 20
	begin := trace.Make(t, strings.Repeat("est[psn=0x1000 | psn=0x1000]\n", conns))
	write := trace.Make(t, "set mtu=256; est[mtu=256 psn=0x1000 | psn=0x1000]; S>WRITE h 0 1024")
	middle := write.Frames()[4].Data
	d := decode.New(decode.Options{Memory: memory}, bookkeeper{})
	n := 0
	take := func(b []byte) {
		n++
		d.Frame(&decode.Frame{Number: n, Time: int64(n) * 1000, Link: 1, Length: len(b), Data: b})
	}
	before := heap()
	for _, f := range begin.Frames() {
		take(f.Data)
	}
	psn := middle[offPSN : offPSN+3]
	first := uint32(psn[0])<<16 | uint32(psn[1])<<8 | uint32(psn[2])
	for i := range packets {
		for c := range conns {
			take(reseal(reseal(middle, offQPN, put24(0x101+uint32(c))...), offPSN, put24(first+uint32(i))...))
		}
	}
	if grown := heap() - before; grown > memory {
		t.Errorf("%d KiB of heap, want at most %d", grown>>10, memory>>10)
	}
	if d.Dropped().By[decode.BoundMemory] == 0 {
		t.Error("nothing was forgotten")
	}
}
