package main

import (
	"bytes"
	"encoding/binary"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rpcrdma-lint/decode/roce"
)

// A stream is the sender and receiver of request packets.
type stream struct {
	src, dst roce.Addr
	qpn      uint32
}

// checker follows the PSNs and XIDs of a capture.
type checker struct {
	t     *testing.T
	frame int
	next  map[stream]uint32
	xids  map[uint32]int
	mtu   uint32
}

func (c *checker) packet(p *roce.Packet) {
	if s := p.CheckICRC(); s != roce.ICRCGood {
		c.t.Fatalf("frame %d: ICRC is %v", c.frame, s)
	}
	key := stream{p.Src, p.Dst, binary.BigEndian.Uint32(p.BTH[4:]) & (1<<24 - 1)}
	psn := binary.BigEndian.Uint32(p.BTH[8:]) & (1<<24 - 1)
	switch op := byte(p.BTH[0]); {
	case op == 0x64:
		return
	case op >= 0x0d && op <= 0x12:
		return
	default:
		if want, ok := c.next[key]; ok && psn != want {
			c.t.Fatalf("frame %d: got PSN %06x, want %06x", c.frame, psn, want)
		}
		n := uint32(1)
		if op == 0x0c {
			n = (binary.BigEndian.Uint32(p.RETH[12:]) + c.mtu - 1) / c.mtu
		}
		c.next[key] = (psn + n) & (1<<24 - 1)
		if op == 0x04 {
			c.xids[binary.BigEndian.Uint32(p.Payload)]++
		}
	}
}

// Every frame is well formed, no PSN is left out, and every Call has its Reply.
func TestGenerate(t *testing.T) {
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			var b bytes.Buffer
			const size = 4 << 20
			n, err := generate(&b, k.name, size)
			if err != nil {
				t.Fatal(err)
			}
			if n != int64(b.Len()) || n < size || n > 2*size {
				t.Fatalf("got %d bytes and said %d, want at least %d", b.Len(), n, size)
			}
			c := &checker{t: t, next: map[stream]uint32{}, xids: map[uint32]int{}, mtu: 4096}
			last := uint64(0)
			for rest := b.Bytes()[24:]; len(rest) > 0; {
				c.frame++
				at := uint64(binary.LittleEndian.Uint32(rest))*1e9 + uint64(binary.LittleEndian.Uint32(rest[4:]))
				length := binary.LittleEndian.Uint32(rest[8:])
				if at < last {
					t.Fatalf("frame %d: its time is before that of the frame before", c.frame)
				}
				last = at
				var p roce.Packet
				if kind := roce.Split(1, rest[16:16+length], int(length), &p); kind != roce.RoCE {
					t.Fatalf("frame %d is %v: %s", c.frame, kind, p.Reason)
				}
				c.packet(&p)
				rest = rest[16+length:]
			}
			for xid, n := range c.xids {
				if n%2 != 0 {
					t.Errorf("XID %#x: got %d messages, want Calls and Replies in pairs", xid, n)
				}
			}
			if len(c.xids) < 10 {
				t.Errorf("got %d transactions, want 10 at least", len(c.xids))
			}
		})
	}
}

func TestReconnectsBeginAnew(t *testing.T) {
	_, c, err := prepare(kinds[4])
	if err != nil {
		t.Fatal(err)
	}
	for i := range c.frames {
		f := &c.frames[i]
		if f.data[bthOffset] == 0x64 {
			continue
		}
		qpn := binary.BigEndian.Uint32(f.append(nil, 3)[bthOffset+4:]) - binary.BigEndian.Uint32(f.data[bthOffset+4:])
		if qpn != 3 {
			t.Fatalf("frame %d: got a queue pair %d further in the cycle 3 further, want 3", i+1, qpn)
		}
	}
}

func TestRun(t *testing.T) {
	dir := t.TempDir()
	for _, tt := range []struct {
		arguments string
		want      int
		stderr    string
	}{
		{"-kind small-rpcs -size 10KiB -o " + filepath.Join(dir, "a.pcap"), 0, "MB/s"},
		{"-kind small -size 10KiB -o " + filepath.Join(dir, "b.pcap"), 1, `gen: unknown kind "small"`},
		{"-size 10kB -o x", 2, `gen: "10kB" is not a size`},
		{"-size 9223372036854775807KiB -o x", 2, `is not a size`},
		{"-size 1MiB", 2, "-o is wanted"},
		{"-x", 2, "flag provided"},
		{"-o " + filepath.Join(dir, "no", "such", "directory"), 1, "gen: open"},
	} {
		var stderr strings.Builder
		if got := run(strings.Fields(tt.arguments), &stderr); got != tt.want || !strings.Contains(stderr.String(), tt.stderr) {
			t.Errorf("%s: got %d, %q, want %d, %q", tt.arguments, got, stderr.String(), tt.want, tt.stderr)
		}
	}
	info, err := os.Stat(filepath.Join(dir, "a.pcap"))
	if err != nil || info.Size() < 10<<10 {
		t.Errorf("got %v, %v, want a file of 10 KiB at least", info, err)
	}
}

func TestUnevenCounter(t *testing.T) {
	a, b, c := make([]byte, 100), make([]byte, 100), make([]byte, 100)
	b[60], c[60] = 1, 3
	if _, err := counters(a, b, c); err == nil {
		t.Error("got no error for a word that grows by 1 and then by 2")
	}
	if _, err := counters(a, b, c[:99]); err == nil {
		t.Error("got no error for frames of different lengths")
	}
}

func BenchmarkGenerate(b *testing.B) {
	for _, k := range kinds {
		b.Run(k.name, func(b *testing.B) {
			const size = 16 << 20
			b.ReportAllocs()
			b.SetBytes(size)
			for b.Loop() {
				if _, err := generate(io.Discard, k.name, size); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
