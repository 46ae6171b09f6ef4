package capture_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"testing"

	"rpcrdma-lint/decode/capture"
)

// order is a byte order that can also append.
type order interface {
	binary.ByteOrder
	binary.AppendByteOrder
}

var orders = map[string]order{"little": binary.LittleEndian, "big": binary.BigEndian}

// words appends 32-bit words.
func words(o order, w ...uint32) []byte {
	var b []byte
	for _, v := range w {
		b = o.AppendUint32(b, v)
	}
	return b
}

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

// pcapHead is the header of a pcap file.
func pcapHead(o order, magic, snap, link uint32) []byte {
	b := words(o, magic)
	b = o.AppendUint16(b, 2)
	b = o.AppendUint16(b, 4)
	return append(b, words(o, 0, 0, snap, link)...)
}

// record is a record of a pcap file.
func record(o order, sec, sub uint32, data []byte, length uint32) []byte {
	return join(words(o, sec, sub, uint32(len(data)), length), data)
}

// block is a pcapng block.
func block(o order, kind uint32, body ...[]byte) []byte {
	b := join(body...)
	b = append(b, make([]byte, -len(b)&3)...)
	n := uint32(len(b) + 12)
	return join(words(o, kind, n), b, words(o, n))
}

func section(o order, options ...[]byte) []byte {
	b := words(o, 0x1a2b3c4d)
	b = o.AppendUint16(b, 1)
	b = o.AppendUint16(b, 0)
	return block(o, 0x0a0d0d0a, b, words(o, 0xffffffff, 0xffffffff), join(options...))
}

func iface(o order, link uint16, snap uint32, options ...[]byte) []byte {
	b := o.AppendUint16(nil, link)
	b = o.AppendUint16(b, 0)
	return block(o, 1, b, words(o, snap), join(options...))
}

func option(o order, code uint16, value []byte) []byte {
	b := o.AppendUint16(nil, code)
	b = o.AppendUint16(b, uint16(len(value)))
	b = append(b, value...)
	return append(b, make([]byte, -len(value)&3)...)
}

func enhanced(o order, id uint32, stamp uint64, data []byte, length uint32, options ...[]byte) []byte {
	return block(o, 6, words(o, id, uint32(stamp>>32), uint32(stamp), uint32(len(data)), length),
		data, make([]byte, -len(data)&3), join(options...))
}

func obsolete(o order, id uint16, stamp uint64, data []byte, length uint32) []byte {
	b := o.AppendUint16(nil, id)
	b = o.AppendUint16(b, 7) // drops
	return block(o, 2, b, words(o, uint32(stamp>>32), uint32(stamp), uint32(len(data)), length), data)
}

func simple(o order, data []byte, length uint32) []byte {
	return block(o, 3, words(o, length), data)
}

// payload is n bytes that differ from those of any other seed.
func payload(seed, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(seed*31 + i*7)
	}
	return b
}

// A shot is a frame that outlives the reader's block.
type shot struct {
	Number, Interface, Length int
	Time                      int64
	HasTime                   bool
	Link                      capture.LinkType
	Data                      string
}

// String shows the first bytes only.
func (s shot) String() string {
	return fmt.Sprintf("%d via %d at %d (%t), %v, %d of %d bytes % x",
		s.Number, s.Interface, s.Time, s.HasTime, s.Link, len(s.Data), s.Length, s.Data[:min(16, len(s.Data))])
}

func shoot(f *capture.Frame) shot {
	return shot{f.Number, f.Interface, f.Length, f.Time, f.HasTime, f.Link, string(f.Data)}
}

// readAll reads to the end, which is nil where it is clean.
func readAll(src io.Reader) ([]shot, error) {
	r, err := capture.NewReader(src, "test")
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return drain(r)
}

func drain(r *capture.Reader) ([]shot, error) {
	var shots []shot
	var f capture.Frame
	for {
		switch err := r.Next(&f); {
		case err == io.EOF:
			return shots, nil
		case err != nil:
			return shots, err
		}
		shots = append(shots, shoot(&f))
	}
}

// damageOf is the *DamageError that err must be.
func damageOf(t *testing.T, err error) *capture.DamageError {
	t.Helper()
	var d *capture.DamageError
	if !errors.As(err, &d) {
		t.Fatalf("error is %v (%T), want a *DamageError", err, err)
	}
	return d
}

// diff says where two runs of frames differ, or "".
func diff(got, want []shot) string {
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			return fmt.Sprintf("%d frames, want %d", len(got), len(want))
		case i >= len(want):
			return fmt.Sprintf("%d frames, want %d: %v", len(got), len(want), got[i])
		case got[i] != want[i]:
			return fmt.Sprintf("frame %d is %v, want %v", i+1, got[i], want[i])
		}
	}
	return ""
}
