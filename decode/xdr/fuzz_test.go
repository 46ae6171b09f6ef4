package xdr_test

import (
	"errors"
	"testing"

	"rpcrdma-lint/decode/xdr"
)

// Whatever is asked of whatever message: offsets never run back or beyond the end, views lie in the message, and what
// was read from a message captured short is what the whole one gives.
func FuzzReader(f *testing.F) {
	f.Add([]byte{0, 1, 2, 2, 3, 3, 6, 7}, message, 0)
	f.Add([]byte{0, 1, 2, 2, 3, 3, 6, 7}, message, 9)
	f.Fuzz(func(t *testing.T, steps, b []byte, missing int) {
		if missing < 0 || missing > len(b) {
			missing = 0
		}
		whole, part := xdr.NewReader(b, len(b)), xdr.NewReader(b[:len(b)-missing], len(b))
		for _, step := range steps {
			at, from := whole.Offset(), whole.Position()
			x, y := take(&whole, step), take(&part, step)
			switch {
			case whole.Offset() < at || whole.Offset() > len(b) || whole.Left() != len(b)-whole.Offset():
				t.Fatalf("step %d: Offset went from %d to %d of %d, Left %d", step, at, whole.Offset(), len(b), whole.Left())
			case whole.Position() < from || whole.Position() < uint64(whole.Offset()):
				t.Fatalf("step %d: Position went from %d to %d, Offset %d", step, from, whole.Position(), whole.Offset())
			case part.OK() && (x != y || part.Offset() != whole.Offset() || part.Position() != whole.Position()):
				t.Fatalf("step %d: captured short gives %q at %d, whole %q at %d", step, y, part.Offset(), x, whole.Offset())
			case !whole.OK() && part.OK():
				t.Fatalf("step %d: %v, but not when captured short", step, whole.Err())
			}
		}
		checkEnds(t, &whole, &part)
	})
}

// checkEnds tells whether the errors of both readers lie with whom they should.
func checkEnds(t *testing.T, whole, part *xdr.Reader) {
	t.Helper()
	if errors.Is(whole.Err(), xdr.ErrCaptured) {
		t.Fatalf("captured whole, and %v", whole.Err())
	}
	if part.Err() == nil || errors.Is(part.Err(), xdr.ErrCaptured) {
		return
	}
	var got, want *xdr.Error
	if !errors.As(part.Err(), &got) || !errors.As(whole.Err(), &want) || *got != *want {
		t.Fatalf("captured short: %v, whole: %v", part.Err(), whole.Err())
	}
}

// take does one step and returns what it gave, in a form that can be compared.
func take(r *xdr.Reader, step byte) string {
	switch step % 8 {
	case 0:
		return string(rune(r.Uint32()))
	case 1:
		return string(rune(r.Uint64()))
	case 2:
		if r.Bool() {
			return "true"
		}
		return "false"
	case 3:
		return string(r.Opaque(uint32(step) << 2))
	case 4:
		return string(rune(r.OpaqueReduced(xdr.NoLimit)))
	case 5:
		return string(rune(r.Array(xdr.NoLimit, int(step>>4))))
	case 6:
		r.Skip(int(step >> 3))
		return ""
	}
	return string(r.Fixed(uint32(step >> 3)))
}
