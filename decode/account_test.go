package decode_test

import (
	"math"
	"strings"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/trace"
)

// A bookkeeper is a Sink that keeps some bytes of each connection.
type bookkeeper struct{ silent }

func (bookkeeper) Weight(*decode.Conn) int { return 1000 }
func (bookkeeper) Shrink(*decode.Conn)     {}
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

// Queue pairs that are gone are not kept by those that their answers may have
// belonged to.
func TestGoneSuitors(t *testing.T) {
	tr := trace.Make(t, "est; C>CALL 1; S>REPLY 1")
	req, call, ack := tr.Frames()[0].Data, tr.Frames()[3].Data, tr.Frames()[4].Data
	ack = reseal(ack, offPSN, call[offPSN:offPSN+3]...)
	d := decode.New(decode.Options{}, silent{})
	n := 0
	take := func(b []byte) {
		n++
		d.Frame(&decode.Frame{Number: n, Time: int64(n) * 1000, Link: 1, Length: len(b), Data: b})
	}
	take(reseal(call, offQPN, put24(1)...))
	take(reseal(call, offQPN, put24(2)...))
	// The least of three times, since what has gone is swept out now and then.
	cycle := 0
	least := func() int {
		least := math.MaxInt
		for range 3 {
			for end := cycle + 4000; cycle < end; cycle++ {
				id := byte(cycle >> 8)
				qpn := put24(0x1000 + uint32(cycle))
				take(reseal(ack, offQPN, qpn...))
				take(reseal(reseal(req, offCM, 0, 0, id, byte(cycle)), offCM+32, qpn...))
			}
			least = min(least, heap())
		}
		return least
	}
	before := least()
	if grown := least() - before; grown > 1<<20 {
		t.Errorf("%d KiB more after 12,000 queue pairs that are gone, want none", grown>>10)
	}
	d.Finish()
}
