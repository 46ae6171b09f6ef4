package capture

import (
	"errors"
	"fmt"
	"io"
)

// DamageError says where a capture stops making sense. What was read before it
// is as good as in a whole capture.
type DamageError struct {
	File   string
	Offset int64  // of the record or block at fault, in the unpacked file
	Frame  int    // the last whole frame before the damage, 0 for none
	Reason string // "record cut short: 16 of 90 bytes"

	// Cut says that nothing is wrong but that the file ends before its last
	// record or block does, as the file of a tcpdump does that was killed.
	Cut bool

	// Err is what reading or unpacking the file failed with, nil where the
	// bytes came and made no sense.
	Err error
}

// Error says where and why in one line.
func (e *DamageError) Error() string {
	if e.Offset == 0 {
		return fmt.Sprintf("capture: %s: %s", e.File, e.Reason)
	}
	return fmt.Sprintf("capture: %s: byte %d, after frame %d: %s", e.File, e.Offset, e.Frame, e.Reason)
}

// Unwrap is the error of reading or unpacking the file, if that is the reason.
func (e *DamageError) Unwrap() error { return e.Err }

// errBlockEnd ends a batch: the next record isn't whole in the block at hand.
// It never leaves the package.
var errBlockEnd = errors.New("capture: end of block")

// fail makes err the answer to this call and to all later ones.
func (r *Reader) fail(err error) error {
	r.err = err
	return err
}

// damage fails with what is wrong with the record or block at offset at.
func (r *Reader) damage(at int64, format string, args ...any) error {
	return r.fail(&DamageError{
		File:   r.name,
		Offset: at,
		Frame:  r.number,
		Reason: fmt.Sprintf(format, args...),
	})
}

// short fails because the source ended (or broke) before all n bytes of what
// begins at offset at were there. The end is clean where none of them is. Only
// with an honest length field is a record merely cut short.
func (r *Reader) short(at int64, what string, n uint32, honest bool) error {
	if r.in.hold {
		return errBlockEnd
	}
	have := r.in.offset() + int64(r.in.buffered()) - at
	err := r.in.err
	if err == io.EOF && have == 0 {
		return r.fail(io.EOF)
	}
	d := &DamageError{File: r.name, Offset: at, Frame: r.number}
	switch {
	case err == io.EOF:
		d.Reason = fmt.Sprintf("%s cut short: %d of %d bytes", what, have, n)
		d.Cut = honest
	case r.packing != "" && errors.Is(err, io.ErrUnexpectedEOF):
		// A corrupt stream may look cut, and a cut one corrupt: never Cut.
		d.Reason = fmt.Sprintf("unpacking %s: stream cut short or corrupt", r.packing)
		d.Err = err
	case r.packing != "":
		d.Reason = fmt.Sprintf("unpacking %s: %v", r.packing, err)
		d.Err = err
	default:
		d.Reason = fmt.Sprintf("reading: %v", err)
		d.Err = err
	}
	return r.fail(d)
}
