package xdr_test

import (
	"bytes"
	"errors"
	"testing"

	"rpcrdma-lint/decode/xdr"
)

// message has a value of each kind, in the order in which TestReader asks for them.
var message = []byte{
	0, 0, 0, 7, // Uint32
	1, 2, 3, 4, 5, 6, 7, 8, // Uint64
	0, 0, 0, 1, // Bool
	0, 0, 0, 0, // Bool
	0, 0, 0, 5, 'h', 'e', 'l', 'l', 'o', 0, 0, 0, // Opaque
	0, 0, 0, 0, // Opaque, empty
	'f', 'i', 'x', 0, // Fixed
	0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, // Array
	9, 9, 9, 9, // Skip
	0xaa, // Rest
}

func TestReader(t *testing.T) {
	r := xdr.NewReader(message, len(message))
	if got := r.Uint32(); got != 7 {
		t.Errorf("Uint32 = %d, want 7", got)
	}
	if got, want := r.Uint64(), uint64(0x0102030405060708); got != want {
		t.Errorf("Uint64 = %#x, want %#x", got, want)
	}
	if got, got2 := r.Bool(), r.Bool(); !got || got2 {
		t.Errorf("Bool, Bool = %v, %v, want true, false", got, got2)
	}
	if got := r.Opaque(5); string(got) != "hello" || cap(got) != 5 {
		t.Errorf("Opaque = %q with room for %d, want hello with 5", got, cap(got))
	}
	if got := r.Offset(); got != 32 {
		t.Errorf("Offset = %d, want 32", got)
	}
	if got := r.Opaque(0); got == nil || len(got) != 0 {
		t.Errorf("Opaque = %#v, want an empty one", got)
	}
	if got := r.Fixed(3); string(got) != "fix" {
		t.Errorf("Fixed = %q, want fix", got)
	}
	if got := r.Array(16, 4); got != 2 {
		t.Errorf("Array = %d, want 2", got)
	}
	if got, got2 := r.Uint32(), r.Uint32(); got != 1 || got2 != 2 {
		t.Errorf("elements = %d, %d, want 1, 2", got, got2)
	}
	r.Skip(4)
	if got := r.Left(); got != 1 {
		t.Errorf("Left = %d, want 1", got)
	}
	if got := r.Rest(); !bytes.Equal(got, []byte{0xaa}) {
		t.Errorf("Rest = %x, want aa", got)
	}
	if err := r.Err(); err != nil || !r.OK() {
		t.Errorf("Err = %v", err)
	}
	if at, odd := r.OddPad(); odd {
		t.Errorf("pad byte at %d is called odd", at)
	}
	if got, want := r.Position(), uint64(r.Offset()); got != want {
		t.Errorf("Position = %d, want %d", got, want)
	}
}

func TestErrors(t *testing.T) {
	for _, tt := range []struct {
		name  string
		in    []byte
		total int
		read  func(*xdr.Reader)
		want  xdr.Error
		text  string
	}{
		{
			name: "word", in: []byte{1, 2, 3}, total: 3,
			read: func(r *xdr.Reader) { r.Uint32() },
			want: xdr.Error{Kind: xdr.ErrShort, Offset: 0, Want: 4, Have: 3},
			text: "xdr: message ends too soon: offset 0: 3 of 4 bytes",
		},
		{
			name: "word not captured", in: []byte{1, 2, 3}, total: 4,
			read: func(r *xdr.Reader) { r.Uint32() },
			want: xdr.Error{Kind: xdr.ErrCaptured, Offset: 0, Want: 4, Have: 3},
			text: "xdr: captured short: offset 0: 3 of 4 bytes",
		},
		{
			name: "neither captured nor there", in: []byte{0, 0, 0, 9, 1}, total: 8,
			read: func(r *xdr.Reader) { r.Opaque(xdr.NoLimit) },
			want: xdr.Error{Kind: xdr.ErrShort, Offset: 4, Want: 9, Have: 4},
			text: "xdr: message ends too soon: offset 4: 4 of 9 bytes",
		},
		{
			name: "hyper", in: make([]byte, 11), total: 11,
			read: func(r *xdr.Reader) { r.Uint32(); r.Uint64() },
			want: xdr.Error{Kind: xdr.ErrShort, Offset: 4, Want: 8, Have: 7},
			text: "xdr: message ends too soon: offset 4: 7 of 8 bytes",
		},
		{
			name: "opaque of the largest count", in: []byte{0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4}, total: 8,
			read: func(r *xdr.Reader) { r.Opaque(xdr.NoLimit) },
			want: xdr.Error{Kind: xdr.ErrShort, Offset: 4, Want: 1<<32 - 1, Have: 4},
			text: "xdr: message ends too soon: offset 4: 4 of 4294967295 bytes",
		},
		{
			name: "opaque above its limit", in: []byte{0, 0, 0, 9, 1, 2, 3, 4}, total: 8,
			read: func(r *xdr.Reader) { r.Opaque(8) },
			want: xdr.Error{Kind: xdr.ErrLimit, Offset: 0, Want: 8, Have: 9},
			text: "xdr: count above its limit: offset 0: 9, want at most 8",
		},
		{
			name: "boolean", in: []byte{0, 0, 0, 0, 0, 0, 0, 2}, total: 8,
			read: func(r *xdr.Reader) { r.Bool(); r.Bool() },
			want: xdr.Error{Kind: xdr.ErrValue, Offset: 4, Want: 1, Have: 2},
			text: "xdr: not a boolean: offset 4: 2, want at most 1",
		},
		{
			name: "array that can't be there", in: []byte{0, 0, 0, 3, 0, 0, 0, 0}, total: 12,
			read: func(r *xdr.Reader) { r.Array(xdr.NoLimit, 4) },
			want: xdr.Error{Kind: xdr.ErrShort, Offset: 0, Want: 12, Have: 8},
			text: "xdr: message ends too soon: offset 0: 8 of 12 bytes",
		},
		{
			name: "skip", in: make([]byte, 4), total: 8,
			read: func(r *xdr.Reader) { r.Skip(9) },
			want: xdr.Error{Kind: xdr.ErrShort, Offset: 0, Want: 9, Have: 8},
			text: "xdr: message ends too soon: offset 0: 8 of 9 bytes",
		},
		{
			name: "read after skipping over what wasn't captured", in: make([]byte, 4), total: 16,
			read: func(r *xdr.Reader) { r.Skip(12); r.Uint32() },
			want: xdr.Error{Kind: xdr.ErrCaptured, Offset: 12, Want: 4, Have: 0},
			text: "xdr: captured short: offset 12: 0 of 4 bytes",
		},
		{
			name: "nothing at all", total: -1,
			read: func(r *xdr.Reader) { r.Uint32() },
			want: xdr.Error{Kind: xdr.ErrShort, Want: 4},
			text: "xdr: message ends too soon: offset 0: 0 of 4 bytes",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := xdr.NewReader(tt.in, tt.total)
			tt.read(&r)
			checkSticky(t, &r, tt.want, tt.text)
		})
	}
}

// checkSticky tells whether r has the error want, and whether all that is asked of it afterwards is in vain.
func checkSticky(t *testing.T, r *xdr.Reader, want xdr.Error, text string) {
	t.Helper()
	at := r.Offset()
	if r.Uint32() != 0 || r.Uint64() != 0 || r.Bool() || r.Opaque(9) != nil || r.Fixed(0) != nil || r.Array(9, 0) != 0 ||
		r.OpaqueReduced(9) != 0 || r.Rest() != nil || r.OK() {
		t.Error("a Reader that failed still gives values")
	}
	r.Skip(1)
	if r.Offset() != at || r.Position() != uint64(at) {
		t.Errorf("Offset, Position = %d, %d after an error at %d", r.Offset(), r.Position(), at)
	}
	var got *xdr.Error
	if !errors.As(r.Err(), &got) {
		t.Fatalf("Err = %v, want an *xdr.Error", r.Err())
	}
	if *got != want {
		t.Errorf("Err = %+v, want %+v", *got, want)
	}
	if !errors.Is(r.Err(), want.Kind) {
		t.Errorf("errors.Is(%v, %v) = false", r.Err(), want.Kind)
	}
	if got.Error() != text {
		t.Errorf("Error:\n got %s\nwant %s", got, text)
	}
}

// A copy keeps the place: what is done with the original doesn't move it.
func TestCopy(t *testing.T) {
	r := xdr.NewReader(message, len(message))
	r.Skip(4)
	kept := r
	r.Skip(len(message))
	if r.OK() {
		t.Error("Skip beyond the end gave no error")
	}
	if got, want := kept.Uint64(), uint64(0x0102030405060708); got != want || !kept.OK() {
		t.Errorf("Uint64 of the copy = %#x, %v, want %#x", got, kept.Err(), want)
	}
}
