package decode_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/trace"
)

// Offsets in a frame over IPv4.
const (
	offSource = 26 // IP source address
	offOpcode = 42
	offQPN    = 47
	offPSN    = 51
	offRETH   = 54
	offCM     = 86 // behind DETH and MAD header
)

func put24(v uint32) []byte { return []byte{byte(v >> 16), byte(v >> 8), byte(v)} }

// Whatever a capture holds, memory does not grow with its length, and the time
// a frame takes does not either. The counts tell what was left out.
func TestBounds(t *testing.T) {
	tr := trace.Make(t, "est; C>CALL 1; S>REPLY 1; C>CALL 2 rd=(p,4096,h); S>READ h")
	send, ack, req, rep := tr.Frames()[3].Data, tr.Frames()[4].Data, tr.Frames()[0].Data, tr.Frames()[1].Data
	for _, tt := range []struct {
		name   string
		frame  func(i int) []byte
		n      int
		most   int // MiB of heap afterwards
		limits bool
	}{
		{name: "queue pairs", n: 60000, most: 48, frame: func(i int) []byte {
			return reseal(send, offQPN, put24(uint32(i))...)
		}, limits: true},
		{name: "requests and answers that all fit", n: 40000, most: 48, limits: true, frame: func(i int) []byte {
			if i%2 == 0 {
				return reseal(send, offQPN, put24(uint32(i))...)
			}
			return reseal(reseal(ack, offQPN, put24(uint32(i))...), offPSN, send[offPSN:offPSN+3]...)
		}},
		{name: "hosts", n: 100000, most: 160, limits: true, frame: func(i int) []byte {
			return reseal(send, offSource, 10, byte(i>>16), byte(i>>8), byte(i))
		}},
		{name: "requests for connections", n: 40000, most: 48, limits: true, frame: func(i int) []byte {
			return reseal(req, offCM, byte(i>>24), byte(i>>16), byte(i>>8), byte(i))
		}},
		{name: "replies to nothing", n: 40000, most: 96, limits: true, frame: func(i int) []byte {
			f := reseal(rep, offCM+4, byte(i>>24), byte(i>>16), byte(i>>8), byte(i))
			return reseal(f, offCM+12, put24(uint32(i))...)
		}},
		{name: "wrong ICRCs of many hosts", n: 60000, most: 160, limits: true, frame: func(i int) []byte {
			f := reseal(send, offSource, 10, byte(i>>16), byte(i>>8), byte(i))
			f[len(f)-1] ^= 1
			return f
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := decode.New(decode.Options{}, silent{})
			before := heap()
			for i := range tt.n {
				b := tt.frame(i)
				d.Frame(&decode.Frame{Number: i + 1, Time: int64(i) * 1000, Link: 1, Length: len(b), Data: b})
			}
			if grown := (heap() - before) >> 20; grown > tt.most {
				t.Errorf("%d MiB after %d frames, want at most %d", grown, tt.n, tt.most)
			}
			d.Finish()
			if got := d.Dropped().Limits > 0; got != tt.limits {
				t.Errorf("got %d beyond limits, want some: %t", d.Dropped().Limits, tt.limits)
			}
		})
	}
}

func heap() int {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// silent is a Sink that keeps nothing.
type silent struct{}

func (silent) Opened(*decode.Conn)                    {}
func (silent) Event(*decode.Conn, *decode.Event)      {}
func (silent) Wanted(*decode.Conn, *decode.Event) int { return 0 }
func (silent) Closed(*decode.Conn)                    {}

// Ended connections make room for new ones.
func TestManyConnections(t *testing.T) {
	const n = 3000
	tr := trace.Make(t, strings.Repeat("C>REQ; S>REP; C>RTU; C>CALL 1; S>REPLY 1; C>DREQ; S>DREP\n", n))
	r, d := run(tr, decode.Options{})
	if len(r.conns) != n || len(r.xids) != 2*n {
		t.Errorf("got %d connections, %d messages, want %d, %d", len(r.conns), len(r.xids), n, 2*n)
	}
	if got := d.Dropped(); got != (decode.Dropped{}) {
		t.Errorf("got %+v dropped, want nothing", got)
	}
}

// What is not known to be RPC-over-RDMA waits, and is let go in the end.
func TestWaiting(t *testing.T) {
	tr := trace.Make(t, "noack; C>SEND 1 len=40 ; S>WRITE 0x77 0 8M; C>SEND 2 len=40")
	r, d := run(tr, decode.Options{})
	if len(r.conns) != 0 || d.Dropped().Limits == 0 {
		t.Errorf("got %d connections, %d beyond limits, want 0, some", len(r.conns), d.Dropped().Limits)
	}
}

// Of a Send of which no end comes no more is kept than the largest message.
func TestLongSend(t *testing.T) {
	tr := trace.Make(t, "set mtu=4096; C>REQ[mtu=4096]; S>REP; C>RTU; C>SEND 1 len=600K")
	var sent []int
	for i := 4; i <= tr.Len(); i++ {
		if tr.Frames()[i-1].Side == trace.Client {
			sent = append(sent, i)
		}
	}
	last := sent[len(sent)-1]
	r, _ := run(tr.WithoutFrame(last).WithoutFrame(last), decode.Options{})
	want := "C send 4-152 len=610304 captured=262144 incomplete"
	if got := without(r.lines, "open", "close"); len(got) != 1 || got[0] != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The length of an RDMA Read may be anything.
func TestReadOfAnyLength(t *testing.T) {
	tr := trace.Make(t, "est; S>READ 0x77 0 4096; S>SEND 1 len=40")
	for _, length := range []uint32{1, 0x7fffffff, 0x80000000, 0xfffffc01, 0xffffffff} {
		r := &recorder{}
		d := decode.New(decode.Options{}, r)
		for i := range tr.Frames() {
			f := frameOf(tr, i)
			if i == 3 {
				f.Data = reseal(f.Data, offRETH+12, byte(length>>24), byte(length>>16), byte(length>>8), byte(length))
			}
			d.Frame(&f)
		}
		d.Finish()
		if got := len(r.xids); (got == 1) != (length < 4096) {
			t.Errorf("length %#x: got %d Sends, and the PSN of the only one lies behind a Read of up to 4096 bytes", length, got)
		}
		if want := fmt.Sprintf("S read 4 len=%d", length); len(r.lines) < 2 || r.lines[1] != want {
			t.Errorf("length %#x: got %q, want %q in the second place", length, r.lines, want)
		}
	}
}
