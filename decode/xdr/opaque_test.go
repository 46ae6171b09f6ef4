package xdr_test

import (
	"fmt"
	"testing"

	"rpcrdma-lint/decode/xdr"
)

func TestPad(t *testing.T) {
	for _, tt := range []struct {
		name    string
		in      []byte
		total   int
		offset  int // after one Opaque
		odd     int // offset of the odd pad byte, or -1
		missing int
	}{
		{name: "none", in: []byte{0, 0, 0, 4, 1, 2, 3, 4, 9}, total: 9, offset: 8, odd: -1},
		{name: "zero", in: []byte{0, 0, 0, 1, 1, 0, 0, 0}, total: 8, offset: 8, odd: -1},
		{name: "first", in: []byte{0, 0, 0, 1, 1, 5, 0, 5}, total: 8, offset: 8, odd: 5},
		{name: "last", in: []byte{0, 0, 0, 1, 1, 0, 0, 5}, total: 8, offset: 8, odd: 7},
		{name: "left out", in: []byte{0, 0, 0, 1, 1}, total: 5, offset: 5, odd: -1, missing: 3},
		{name: "cut off", in: []byte{0, 0, 0, 1, 1, 0, 3}, total: 7, offset: 7, odd: 6, missing: 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := xdr.NewReader(tt.in, tt.total)
			if got := r.Opaque(4); len(got) == 0 || got[0] != 1 {
				t.Errorf("Opaque = %x, want 01…", got)
			}
			if got := r.Offset(); got != tt.offset || !r.OK() {
				t.Errorf("Offset = %d, %v, want %d", got, r.Err(), tt.offset)
			}
			if at, odd := r.OddPad(); odd != (tt.odd >= 0) || odd && at != tt.odd {
				t.Errorf("OddPad = %d, %v, want %d", at, odd, tt.odd)
			}
			if got := r.MissingPad(); got != tt.missing {
				t.Errorf("MissingPad = %d, want %d", got, tt.missing)
			}
		})
	}
}

// A pad that was not captured counts as part of its value, so that nobody slices the capture behind its end.
func TestPadNotCaptured(t *testing.T) {
	r := xdr.NewReader([]byte{0, 0, 0, 1, 1, 0, 3}, 12)
	if got := r.Opaque(4); got != nil {
		t.Errorf("Opaque = %x, want none", got)
	}
	checkSticky(t, &r, xdr.Error{Kind: xdr.ErrCaptured, Offset: 4, Want: 4, Have: 3},
		"xdr: captured short: offset 4: 3 of 4 bytes")
	if at, odd := r.OddPad(); odd {
		t.Errorf("OddPad = %d of a value that failed", at)
	}
}

// A value of no bytes behind what Skip passed is not captured either, but needs nothing.
func TestEmptyBeyondCaptured(t *testing.T) {
	r := xdr.NewReader(make([]byte, 4), 16)
	r.Skip(8)
	if got := r.Fixed(0); got == nil || !r.OK() {
		t.Errorf("Fixed(0) = %#v, %v", got, r.Err())
	}
}

// The first odd pad byte is the one that is kept.
func TestOddPadFirst(t *testing.T) {
	r := xdr.NewReader([]byte{'a', 0, 7, 0, 'b', 8, 0, 0}, 8)
	r.Fixed(1)
	r.Fixed(1)
	if at, odd := r.OddPad(); at != 2 || !odd {
		t.Errorf("OddPad = %d, %v, want 2, true", at, odd)
	}
}

// An NFSv3 WRITE whose data a Read chunk carries: the count stays, and Position runs ahead of Offset by data and pad.
func TestReduced(t *testing.T) {
	r := xdr.NewReader([]byte{0, 0, 0, 2, 0, 0, 0x10, 0x01, 0, 0, 0, 9}, 12)
	if stable := r.Uint32(); stable != 2 {
		t.Errorf("stable = %d, want 2", stable)
	}
	if got := r.OpaqueReduced(xdr.NoLimit); got != 0x1001 {
		t.Errorf("OpaqueReduced = %#x, want 0x1001", got)
	}
	if r.Offset() != 8 || r.Position() != 8+0x1004 {
		t.Errorf("Offset, Position = %d, %d, want 8, %d", r.Offset(), r.Position(), 8+0x1004)
	}
	if got := r.Uint32(); got != 9 || !r.OK() {
		t.Errorf("the word behind = %d, %v, want 9", got, r.Err())
	}
	for range 3 {
		r.Elsewhere(1<<32 - 1)
	}
	if got, want := r.Position(), uint64(12+0x1004+3<<32); got != want {
		t.Errorf("Position = %d, want %d", got, want)
	}
}

// A walker that finds the Read chunk's Position at an opaque takes its bytes from there, and others inline.
func ExampleReader_Elsewhere() {
	message := []byte{0, 0, 0, 3, 'a', 'b', 'c', 0, 0, 0, 0, 6, 0, 0, 0, 2, 'o', 'k', 0, 0}
	const chunkAt = 12
	r := xdr.NewReader(message, len(message))
	for range 3 {
		n := r.Count(xdr.NoLimit)
		if r.Position() == chunkAt {
			r.Elsewhere(n)
			continue
		}
		fmt.Printf("%s\n", r.Fixed(n))
	}
	fmt.Printf("stream at %d, message at %d\n", r.Position(), r.Offset())
	// Output:
	// abc
	// ok
	// stream at 28, message at 20
}
