// Package xdr reads External Data Representation (RFC 4506) from captured messages: in place, within two bounds, and
// through payloads of which RDMA moved a part elsewhere.
package xdr

import "encoding/binary"

// A Reader takes values off the front of a message. Byte slices that it returns are views into that message.
//
// The first value that doesn't fit sets an error, and every later call returns zero. A decoder reads a whole structure
// in a straight line and looks at Err once; but a loop looks at it on every turn, before keeping anything.
//
// A message has two ends. The true one is where the sender ended it: what lies beyond is missing, and that is
// [ErrShort]. The captured one may come sooner: what lies between is merely not known, and that is [ErrCaptured].
//
// A Reader may be copied to keep a place in the message and come back to it.
type Reader struct {
	buf   []byte // what was captured
	total int    // how long the message is
	off   int    // may be beyond len(buf) after Skip, never beyond total

	elsewhere uint64 // bytes before off that the unreduced stream has and this message has not
	fault     fault

	oddPad     int  // offset of the first pad byte that isn't zero
	oddPadSeen bool // whether there is one
	missingPad int  // pad bytes that the message's end cut off
}

// NewReader reads the message of total bytes of which b was captured. Bytes of b beyond total are not looked at.
func NewReader(b []byte, total int) Reader {
	total = max(total, 0)
	return Reader{buf: b[:min(len(b), total)], total: total}
}

// Offset is where the next value begins, in bytes from the start of the message.
func (r *Reader) Offset() int { return r.off }

// Position is where the next value begins in the unreduced stream: Offset, and the bytes that Elsewhere passed. It is
// what the Position of a Read chunk counts (RFC 8166 §3.4.5).
func (r *Reader) Position() uint64 { return uint64(r.off) + r.elsewhere }

// Left is the number of bytes between the next value and the message's true end, captured or not.
func (r *Reader) Left() int { return r.total - r.off }

// Rest is the captured bytes from the next value on. It is nil after an error.
func (r *Reader) Rest() []byte {
	if r.fault.kind != nil || r.off >= len(r.buf) {
		return nil
	}
	return r.buf[r.off:]
}

// take is the next n bytes, or nil and an error. A value of no bytes is empty and not nil.
func (r *Reader) take(n uint64) []byte {
	if r.fault.kind != nil {
		return nil
	}
	switch {
	case n > uint64(r.total-r.off):
		r.fault = fault{kind: ErrShort, offset: r.off, want: n, have: uint64(r.total - r.off)}
		return nil
	case n > uint64(max(len(r.buf)-r.off, 0)):
		r.fault = fault{kind: ErrCaptured, offset: r.off, want: n, have: uint64(max(len(r.buf)-r.off, 0))}
		return nil
	}
	if n == 0 {
		return []byte{}
	}
	end := r.off + int(n)
	b := r.buf[r.off:end:end]
	r.off = end
	return b
}

// Uint32 is an int, unsigned int or enum (RFC 4506 §4.1 to §4.3).
func (r *Reader) Uint32() uint32 {
	if r.fault.kind == nil && len(r.buf)-r.off >= 4 {
		v := binary.BigEndian.Uint32(r.buf[r.off:])
		r.off += 4
		return v
	}
	r.take(4)
	return 0
}

// Uint64 is a hyper or unsigned hyper (RFC 4506 §4.5).
func (r *Reader) Uint64() uint64 {
	if b := r.take(8); b != nil {
		return binary.BigEndian.Uint64(b)
	}
	return 0
}

// Bool is a boolean (RFC 4506 §4.4). A value other than 0 and 1 is [ErrValue]: senders and receivers disagree on what
// it means, so what follows can't be told.
func (r *Reader) Bool() bool {
	v := r.Uint32()
	if v > 1 {
		r.off -= 4
		r.fault = fault{kind: ErrValue, offset: r.off, want: 1, have: uint64(v)}
	}
	return v == 1
}

// Skip passes n bytes as they stand, captured or not, without looking for a pad. It alone can move Offset beyond the
// captured bytes.
func (r *Reader) Skip(n int) {
	if r.fault.kind != nil {
		return
	}
	if n < 0 || n > r.total-r.off {
		r.fault = fault{kind: ErrShort, offset: r.off, want: uint64(max(n, 0)), have: uint64(r.total - r.off)}
		return
	}
	r.off += n
}
