package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"time"

	"rpcrdma-lint/internal/trace"
)

// Offsets in the frames of the notation: Ethernet, IPv4 without options, UDP.
const (
	ipOffset  = 14
	udpOffset = ipOffset + 20
	bthOffset = udpOffset + 8
	psnOffset = bthOffset + 8
	extOffset = bthOffset + 12
	icrcLen   = 4
)

// A counter is a word that grows by the same amount with every cycle.
type counter struct {
	offset int
	step   uint32
	mask   uint32 // the bits that count
}

// A template is a frame of the cycle.
type template struct {
	data     []byte
	since    time.Duration // the cycle's beginning
	counters []counter
}

// A cycle is the part of a capture that repeats.
type cycle struct {
	frames   []template
	duration time.Duration
}

// prepare builds the beginning of a kind, and its cycle: what differs between
// two cycles in a row is a counter.
func prepare(k kind) (begin []trace.Frame, c *cycle, err error) {
	first := k.begin()
	tr, err := trace.Parse(first)
	if err != nil {
		return nil, nil, err
	}
	begin = tr.Frames()
	tr, err = trace.Parse(first + "\n" + k.cycle(0) + "\n" + k.cycle(1) + "\n" + k.cycle(2))
	if err != nil {
		return nil, nil, err
	}
	frames := tr.Frames()[len(begin):]
	n := len(frames) / 3
	c = &cycle{duration: frames[n].Time.Sub(frames[0].Time)}
	for i, f := range frames[:n] {
		t := template{data: f.Data, since: f.Time.Sub(frames[0].Time)}
		if t.counters, err = counters(f.Data, frames[i+n].Data, frames[i+2*n].Data); err != nil {
			return nil, nil, fmt.Errorf("gen: %s, %q: %w", k.name, f.Label, err)
		}
		c.frames = append(c.frames, t)
	}
	return begin, c, nil
}

// counters finds the words in which three cycles of a frame differ.
func counters(a, b, c []byte) ([]counter, error) {
	if len(a) != len(b) || len(a) != len(c) {
		return nil, fmt.Errorf("frames of %d, %d, %d bytes", len(a), len(b), len(c))
	}
	var out []counter
	for off := bthOffset - 8; off+4 <= len(a)-icrcLen; off += 4 {
		x, y, z := binary.BigEndian.Uint32(a[off:]), binary.BigEndian.Uint32(b[off:]), binary.BigEndian.Uint32(c[off:])
		if x == y && y == z {
			continue
		}
		mask := ^uint32(0)
		if off == psnOffset || (off == extOffset && hasAETH(a[bthOffset])) {
			mask = 1<<24 - 1
		}
		if (y-x)&mask != (z-y)&mask {
			return nil, fmt.Errorf("offset %d does not grow evenly: %#x, %#x, %#x", off, x, y, z)
		}
		out = append(out, counter{off, (y - x) & mask, mask})
	}
	return out, nil
}

// hasAETH tells whether the packet's first extended header is an AETH: the
// acknowledgement and the ends of a Read Response.
func hasAETH(op byte) bool { return op == 0x0d || op == 0x0f || op == 0x10 || op == 0x11 }

// append adds the frame as it is in cycle n.
func (t *template) append(b []byte, n uint32) []byte {
	at := len(b)
	b = append(b, t.data...)
	f := b[at:]
	for _, c := range t.counters {
		w := binary.BigEndian.Uint32(f[c.offset:])
		w = w&^c.mask | (w+n*c.step)&c.mask
		binary.BigEndian.PutUint32(f[c.offset:], w)
	}
	end := len(f) - icrcLen
	binary.LittleEndian.PutUint32(f[end:], trace.ICRC(f[ipOffset:end]))
	return b
}

// generate writes a capture of that kind that has at least size bytes.
func generate(w io.Writer, name string, size int64) (written int64, err error) {
	k, err := findKind(name)
	if err != nil {
		return 0, err
	}
	begin, c, err := prepare(k)
	if err != nil {
		return 0, err
	}
	const flushAt = 1 << 20
	b := trace.AppendFileHeader(make([]byte, 0, flushAt+1<<16))
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for _, f := range begin {
		b = append(trace.AppendRecordHeader(b, f.Time, len(f.Data), f.Orig), f.Data...)
		at = f.Time
	}
	at = at.Add(10 * time.Microsecond)
	for n := 0; written+int64(len(b)) < size; n++ {
		number := n
		if k.period > 0 {
			number %= k.period
		}
		for i := range c.frames {
			t := &c.frames[i]
			b = trace.AppendRecordHeader(b, at.Add(t.since), len(t.data), len(t.data))
			b = t.append(b, uint32(number))
			if len(b) >= flushAt {
				if _, err := w.Write(b); err != nil {
					return written, fmt.Errorf("gen: %w", err)
				}
				written += int64(len(b))
				b = b[:0]
			}
		}
		at = at.Add(c.duration)
	}
	if _, err := w.Write(b); err != nil {
		return written, fmt.Errorf("gen: %w", err)
	}
	return written + int64(len(b)), nil
}
