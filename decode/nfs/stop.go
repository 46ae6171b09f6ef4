package nfs

import (
	"fmt"

	"rpcrdma-lint/decode/xdr"
)

// A Stop is why a walk did not go on.
type Stop uint8

// The reasons. Only Malformed is the sender's fault beyond doubt.
const (
	NotStopped Stop = iota // there is more to walk, or all was walked
	Captured               // what follows was not captured
	Malformed              // the message ends too soon, or a value is not one of its type
	Unknown                // a program, procedure, minor version, operation or union arm that this package doesn't know
	Hidden                 // RPCSEC_GSS encrypted the body, or sends its own
	Astray                 // bytes that come next are in a chunk that doesn't stand at a data item, or ends behind it
)

var stops = [...]string{"not stopped", "captured short", "malformed", "unknown", "hidden by RPCSEC_GSS", "astray in a chunk"}

// String is a word or two: "captured short".
func (s Stop) String() string {
	if int(s) < len(stops) {
		return stops[s]
	}
	return fmt.Sprintf("stop %d", uint8(s))
}

// A StopError says why and where a walk stopped.
type StopError struct {
	Stop     Stop
	Number   uint32 // of the operation, or the procedure
	Offset   int    // in bytes from the start of the RPC message, as it travels
	Position uint64 // the same in the unreduced stream
	Err      error  // an [*xdr.Error], or nil where the bytes could be read
}

func (e *StopError) Error() string {
	s := fmt.Sprintf("nfs: %v: operation %d: offset %d, position %d", e.Stop, e.Number, e.Offset, e.Position)
	if e.Err != nil {
		return s + ": " + e.Err.Error()
	}
	return s
}

// Unwrap is e.Err.
func (e *StopError) Unwrap() error { return e.Err }

// Stopped is why the walk did not go on, NotStopped after the last operation.
func (w *Walk) Stopped() Stop { return w.stop }

// Err is a [*StopError], or nil where the walk did not stop.
func (w *Walk) Err() error {
	if w.stop == NotStopped {
		return nil
	}
	return &StopError{
		Stop: w.stop, Number: w.op.Number, Offset: w.r.Offset(), Position: w.r.Position(), Err: w.r.Err(),
	}
}

// halt stops the walk here, whatever is read until the operation is settled.
func (w *Walk) halt(s Stop) {
	if w.r.OK() && w.stop == NotStopped {
		w.stop, w.held, w.halted = s, w.r, true
	}
}

// unknown stops the walk behind a value that doesn't tell what follows it.
func (w *Walk) unknown() { w.halt(Unknown) }

// settle stops the walk where what was read last doesn't let it go on.
func (w *Walk) settle() {
	if w.halted {
		w.r = w.held
	}
	if w.stop = w.verdict(); w.stop != NotStopped {
		w.left = 0
	}
}

// verdict is why the walk can't go on behind what it just read.
//
// A chunk that the stream passed without finding an item at its Position has put its bytes there: what was read behind
// it was not what the receiver reads.
func (w *Walk) verdict() Stop {
	at := w.r.Position()
	if w.next < len(w.chunks) && uint64(w.chunks[w.next].Position) < at {
		return Astray
	}
	switch {
	case w.stop != NotStopped || w.r.OK():
		return w.stop
	case w.cut && w.outsideCapture():
		return Captured
	case w.next < len(w.chunks) && uint64(w.chunks[w.next].Position) <= at+uint64(w.r.Left()):
		return Astray
	case w.Unclaimed() >= 0 && w.results:
		return Astray
	}
	return Malformed
}

// outsideCapture reports whether the reader failed for want of captured bytes.
func (w *Walk) outsideCapture() bool {
	e, _ := w.r.Err().(*xdr.Error)
	return e != nil && e.Kind == xdr.ErrCaptured
}
