package capture

// maxBatch is how many frames a batch holds at most, whatever their length.
const maxBatch = 1 << 14

// A Batch is a run of frames whose bytes stay valid until the batch is filled
// again, so that it can be handed to another goroutine and come back later. The
// zero value is ready for use. A batch serves one reader until that is done.
type Batch struct {
	Frames []Frame
	Size   int // bytes to read at a time, if not the usual number
	block  []byte
}

// NextBatch fills b with at least one frame, and with all others that came in
// the same block. It answers as Next does; damage or the end of the file behind
// a frame is reported by the call after.
func (r *Reader) NextBatch(b *Batch) error {
	b.Frames = b.Frames[:0]
	if r.err != nil {
		return r.err
	}
	// What was read and not yet consumed is in the block of the batch before,
	// which may be in use elsewhere: it is read here, never changed.
	size := b.Size
	if size == 0 {
		size = blockSize
	}
	n := max(size, r.in.buffered())
	if cap(b.block) < n {
		b.block = make([]byte, n)
	}
	r.in.move(b.block[:n])
	var err error
	for len(b.Frames) < maxBatch {
		b.Frames = append(b.Frames, Frame{})
		if err = r.Next(&b.Frames[len(b.Frames)-1]); err != nil {
			b.Frames = b.Frames[:len(b.Frames)-1]
			break
		}
		r.in.hold = true
	}
	r.in.hold = false
	b.block, r.in.lent = r.in.buf, true
	if len(b.Frames) > 0 {
		return nil
	}
	return err
}
