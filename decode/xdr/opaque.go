package xdr

// Opaque is a variable-length opaque or a string of at most limit bytes (RFC 4506 §4.10, §4.11), its pad passed. A
// larger count is [ErrLimit]; without a limit in the type, limit is NoLimit.
func (r *Reader) Opaque(limit uint32) []byte { return r.Fixed(r.Count(limit)) }

// NoLimit is the limit of a variable-length type that has none.
const NoLimit = 1<<32 - 1

// Count is the element count of a variable-length type that may have up to limit. It says nothing about what follows:
// before an array is walked or made, its count goes through Array.
func (r *Reader) Count(limit uint32) uint32 {
	n := r.Uint32()
	if n > limit {
		r.off -= 4
		r.fault = fault{kind: ErrLimit, offset: r.off, want: uint64(limit), have: uint64(n)}
		return 0
	}
	return n
}

// Array is the count of a variable-length array whose elements take at least size bytes each in this message. A count
// that the message can't hold is [ErrShort], so that a loop over it is no longer than the message.
func (r *Reader) Array(limit uint32, size int) int {
	at := r.off
	n := r.Count(limit)
	if need := uint64(n) * uint64(max(size, 0)); r.OK() && need > uint64(r.Left()) {
		r.fault = fault{kind: ErrShort, offset: at, want: need, have: uint64(r.Left())}
		r.off = at
		return 0
	}
	return int(n)
}

// Fixed is a fixed-length opaque of n bytes, or the bytes of a variable-length one whose count was read before. The
// zero to three pad bytes behind it are passed.
//
// Pad bytes that aren't zero are remembered for OddPad. A pad that the message's end cuts off is no error, for the value
// is whole: senders leave out the pad of a last item, and what follows, if anything should, will fail by itself. A pad
// that was not captured is [ErrCaptured] as if it were part of the value, so that the Offset of a Reader without an
// error lies in the captured bytes.
func (r *Reader) Fixed(n uint32) []byte {
	at := r.off
	b := r.take(uint64(n))
	if b == nil {
		return nil
	}
	want := int(-n & 3)
	pad := min(want, r.Left())
	if have := max(len(r.buf)-r.off, 0); pad > have {
		r.fault = fault{kind: ErrCaptured, offset: at, want: uint64(n) + uint64(pad), have: uint64(n) + uint64(have)}
		r.off = at
		return nil
	}
	r.missingPad += want - pad
	r.pad(pad)
	return b
}

// pad passes n captured pad bytes.
func (r *Reader) pad(n int) {
	for ; n > 0; n-- {
		if r.buf[r.off] != 0 && !r.oddPadSeen {
			r.oddPad, r.oddPadSeen = r.off, true
		}
		r.off++
	}
}

// OddPad is the offset of the first pad byte so far that isn't zero, as RFC 4506 §3 asks it to be, and whether there is
// one.
func (r *Reader) OddPad() (offset int, ok bool) { return r.oddPad, r.oddPadSeen }

// MissingPad is the number of pad bytes that were left out at the message's end.
func (r *Reader) MissingPad() int { return r.missingPad }

// OpaqueReduced is an opaque as Opaque reads it, whose bytes were moved by RDMA: only its count stands in the message
// (RFC 8166 §3.4.2). It returns that count, in bytes.
func (r *Reader) OpaqueReduced(limit uint32) uint32 {
	n := r.Count(limit)
	r.Elsewhere(n)
	return n
}

// Elsewhere passes n bytes of the unreduced stream, and their pad, that this message leaves out. It moves Position and
// leaves Offset: a walker calls it where Position is that of a Read chunk.
func (r *Reader) Elsewhere(n uint32) {
	if r.OK() {
		r.elsewhere += uint64(n) + uint64(-n&3)
	}
}
