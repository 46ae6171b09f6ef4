package decode_test

import (
	"fmt"
	"runtime"
	"slices"
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
		name  string
		frame func(i int) []byte
		n     int
		most  int // MiB of heap afterwards
		bites []decode.Bound
	}{
		{name: "queue pairs", n: 60000, most: 48, frame: func(i int) []byte {
			return reseal(send, offQPN, put24(uint32(i))...)
		}, bites: []decode.Bound{decode.BoundMemory}},
		{name: "requests and answers that all fit", n: 40000, most: 48, frame: func(i int) []byte {
			if i%2 == 0 {
				return reseal(send, offQPN, put24(uint32(i))...)
			}
			return reseal(reseal(ack, offQPN, put24(uint32(i))...), offPSN, send[offPSN:offPSN+3]...)
		}, bites: []decode.Bound{decode.BoundSuitors, decode.BoundMemory}},
		{name: "hosts", n: 100000, most: 160, frame: func(i int) []byte {
			return reseal(send, offSource, 10, byte(i>>16), byte(i>>8), byte(i))
		}, bites: []decode.Bound{decode.BoundPairs, decode.BoundMemory}},
		{name: "requests for connections", n: 40000, most: 48, bites: []decode.Bound{decode.BoundHandshakes}, frame: func(i int) []byte {
			return reseal(req, offCM, byte(i>>24), byte(i>>16), byte(i>>8), byte(i))
		}},
		{name: "replies to nothing", n: 40000, most: 96, bites: []decode.Bound{decode.BoundMemory}, frame: func(i int) []byte {
			f := reseal(rep, offCM+4, byte(i>>24), byte(i>>16), byte(i>>8), byte(i))
			return reseal(f, offCM+12, put24(uint32(i))...)
		}},
		{name: "wrong ICRCs of many hosts", n: 60000, most: 160, bites: []decode.Bound{decode.BoundMemory}, frame: func(i int) []byte {
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
			var bit []decode.Bound
			for b, n := range d.Dropped().By {
				if n > 0 {
					bit = append(bit, decode.Bound(b))
				}
			}
			if !slices.Equal(bit, tt.bites) {
				t.Errorf("got too many %v, want %v", bit, tt.bites)
			}
		})
	}
}

// Each bound bites just beyond its number, and is the only one that is told.
func TestEachBound(t *testing.T) {
	tr := trace.Make(t, "est; C>CALL 1")
	req, rep, send, ack := tr.Frames()[0].Data, tr.Frames()[1].Data, tr.Frames()[3].Data, tr.Frames()[4].Data
	noted := func(notation string) [][]byte {
		var all [][]byte
		for _, f := range trace.Make(t, notation).Frames() {
			all = append(all, f.Data)
		}
		return all
	}
	times := func(n int, frame func(i int) []byte) [][]byte {
		var all [][]byte
		for i := range n {
			all = append(all, frame(i))
		}
		return all
	}
	for _, tt := range []struct {
		bound  decode.Bound
		within int                  // how many there may be
		frames func(n int) [][]byte // of a capture with n of them
		left   int                  // what is left out for one more
		memory int                  // unless there is plenty
	}{
		{bound: decode.BoundPairs, within: 2048, left: 1, frames: func(n int) [][]byte { return fromHosts(n, ack) }},
		{bound: decode.BoundQueuePairs, within: 4096, left: 1, frames: func(n int) [][]byte {
			return times(n, func(i int) []byte { return reseal(ack, offQPN, put24(uint32(i)+2)...) })
		}},
		{bound: decode.BoundConnections, within: 4096, left: 1, frames: func(n int) [][]byte {
			return times(n, func(i int) []byte {
				return reseal(reseal(rep, offCM+4, 0, 0, byte(i>>8), byte(i)), offCM+12, put24(uint32(i)+2)...)
			})
		}},
		{bound: decode.BoundWaiting, within: 2048, left: 1025, frames: func(n int) [][]byte {
			return noted("C>REQ[none port=5000]; S>REP[none]; C>RTU; noack\n" + strings.Repeat("C>WRITE 0x77 0 16\n", n))
		}},
		{bound: decode.BoundUnpaired, within: 2048, left: 1, frames: func(n int) [][]byte {
			return times(n, func(int) []byte { return send })
		}},
		{bound: decode.BoundSuitors, within: 64, left: 1, frames: func(n int) [][]byte {
			all := times(n, func(i int) []byte { return reseal(send, offQPN, put24(uint32(i)+2)...) })
			return append(all, reseal(ack, offPSN, send[offPSN:offPSN+3]...))
		}},
		{bound: decode.BoundHandshakes, within: 1024, left: 1, frames: func(n int) [][]byte {
			return times(n, func(i int) []byte { return reseal(req, offCM, 0, 0, byte(i>>8), byte(i)) })
		}},
		{bound: decode.BoundMessage, within: 256 << 10, left: 1, frames: func(n int) [][]byte {
			return noted(fmt.Sprintf("est; C>CALL 1; S>REPLY 1; C>SEND 2 len=%d", n))
		}},
		{bound: decode.BoundReads, within: 256, left: 1, frames: func(n int) [][]byte {
			return noted("est; C>CALL 1 rd=(p,4096,h)\n" + strings.Repeat("S>READ h\n", n))
		}},
		{bound: decode.BoundFlows, within: 2048, left: 1, frames: func(n int) [][]byte {
			return times(n, func(i int) []byte { return tcpFrame(1, 2, uint16(30000+i), 80, "MPA ID Req Frame") })
		}},
		{bound: decode.BoundCrowd, within: 16384, left: 1, frames: func(n int) [][]byte {
			return times(n, func(i int) []byte { return reseal(ack, offQPN, put24(uint32(i%16)+2)...) })
		}},
		{bound: decode.BoundKept, within: 4 << 20 / (184 + 4096), left: 1, frames: func(n int) [][]byte {
			return noted("set mtu=4096; drop est; noack\n" + strings.Repeat("C>SEND 1 len=4096\n", n))
		}},
		{bound: decode.BoundMemory, within: 23, left: 1, memory: 1 << 20, frames: func(n int) [][]byte {
			return times(n, func(i int) []byte { return reseal(send, offQPN, put24(uint32(i)+2)...) })
		}},
	} {
		t.Run(tt.bound.String(), func(t *testing.T) {
			for _, more := range []int{0, 1} {
				o := decode.Options{Memory: 1 << 30}
				if tt.memory > 0 {
					o.Memory = tt.memory
				}
				d := decode.New(o, silent{})
				for i, b := range tt.frames(tt.within + more) {
					d.Frame(&decode.Frame{Number: i + 1, Time: int64(i) * 1000, Link: 1, Length: len(b), Data: b})
				}
				d.Finish()
				var want decode.Dropped
				want.Limits, want.By[tt.bound] = more*tt.left, more*tt.left
				if got := d.Dropped(); got != want {
					t.Errorf("%d: got %+v, want %+v", tt.within+more, got, want)
				}
			}
		})
	}
}

// fromHosts are copies of a frame from n hosts whose pairs share a lane.
func fromHosts(n int, frame []byte) (all [][]byte) {
	var s decode.Splitter
	var h decode.Headers
	wanted := -1
	for i := 0; len(all) < n; i++ {
		b := reseal(frame, offSource, 10, byte(i>>16), byte(i>>8), byte(i))
		s.Split(&decode.Frame{Number: 1, Link: 1, Length: len(b), Data: b}, &h)
		lane, _ := h.Lane()
		if wanted < 0 {
			wanted = lane
		}
		if lane == wanted {
			all = append(all, b)
		}
	}
	return all
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
