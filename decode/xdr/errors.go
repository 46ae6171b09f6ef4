package xdr

import (
	"errors"
	"fmt"
)

// What can go wrong, for errors.Is.
var (
	ErrShort    = errors.New("xdr: message ends too soon") // the sender's fault
	ErrCaptured = errors.New("xdr: captured short")        // the capture's fault: no evidence of anything
	ErrLimit    = errors.New("xdr: count above its limit") // more than the type allows
	ErrValue    = errors.New("xdr: not a boolean")         // neither 0 nor 1
)

// An Error says what a Reader could not read, and where.
type Error struct {
	Kind   error // ErrShort, ErrCaptured, ErrLimit or ErrValue
	Offset int   // where the item begins, in bytes from the start of the message

	// Want and Have are the bytes that the item needs and that there are; for ErrLimit the limit and the count; for
	// ErrValue the largest value and the value.
	Want, Have uint64
}

func (e *Error) Error() string {
	if e.Kind == ErrLimit || e.Kind == ErrValue {
		return fmt.Sprintf("%v: offset %d: %d, want at most %d", e.Kind, e.Offset, e.Have, e.Want)
	}
	return fmt.Sprintf("%v: offset %d: %d of %d bytes", e.Kind, e.Offset, e.Have, e.Want)
}

// Unwrap is e.Kind.
func (e *Error) Unwrap() error { return e.Kind }

// A fault is an Error held by value, so that a Reader that fails costs nothing until it is asked.
type fault struct {
	kind       error
	offset     int
	want, have uint64
}

// Err is the first error, an [*Error], or nil.
func (r *Reader) Err() error {
	if r.fault.kind == nil {
		return nil
	}
	return &Error{Kind: r.fault.kind, Offset: r.fault.offset, Want: r.fault.want, Have: r.fault.have}
}

// OK tells whether there is no error yet. It is the test for loops.
func (r *Reader) OK() bool { return r.fault.kind == nil }
