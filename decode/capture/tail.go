package capture

import "io"

// maxTail bounds how much is read of the end of a file to find its last record:
// a few times the longest frame that a capture usually has.
const maxTail = 1 << 20

// last is the time of the last frame of an uncompressed file, as its end shows
// it, with what the reader of its beginning knows: the time of its first frame
// among it.
func (r *Reader) last(file io.ReaderAt, size, first int64) (t int64, ok bool) {
	for n := int64(surveySize); ; n *= 4 {
		n = min(n, size)
		b := make([]byte, n)
		if _, err := file.ReadAt(b, size-n); err != nil {
			return 0, false
		}
		if r.ng {
			t, ok = r.lastBlock(b)
		} else {
			t, ok = r.lastRecord(b, n == size, first)
		}
		if ok || n == size || n >= maxTail {
			return t, ok
		}
	}
}

// lastBlock walks back from block to block, each of which ends with its length,
// to one with a frame of an interface that is known.
func (r *Reader) lastBlock(b []byte) (int64, bool) {
	for len(b) >= blockMin {
		total := r.uint32(b[len(b)-4:])
		if total < blockMin || total&3 != 0 || int64(total) > int64(len(b)) {
			return 0, false
		}
		block := b[len(b)-int(total):]
		if r.uint32(block[4:]) != total {
			return 0, false
		}
		switch kind := r.uint32(block); {
		case kind == blockSection || kind == blockInterface:
			return 0, false // what the frames before it mean is not what r knows
		case kind == blockEnhanced && total >= packetMin:
			id := r.uint32(block[8:])
			if uint(id) >= uint(len(r.interfaces)) {
				return 0, false
			}
			stamp := uint64(r.uint32(block[12:]))<<32 | uint64(r.uint32(block[16:]))
			return r.interfaces[id].time(stamp), true
		}
		b = b[:len(b)-int(total)]
	}
	return 0, false
}

// leastChain is how many records in a row must make sense before one in the
// middle of a file is believed to be a record, and longest how long a capture
// may have taken, in seconds.
const (
	leastChain = 3
	longest    = 10 * 366 * 24 * 3600
)

// lastRecord looks for a chain of records that leads to the end of the file, or
// to one that is cut short there. Bytes of a frame that look like a record
// don't lead so far. The whole file begins with its header.
func (r *Reader) lastRecord(b []byte, whole bool, first int64) (int64, bool) {
	if whole {
		t, n := r.chain(b[fileHeaderLen:], first)
		return t, n > 0
	}
	for at := 0; at+recordHeaderLen <= len(b); at++ {
		if t, n := r.chain(b[at:], first); n >= leastChain {
			return t, true
		}
	}
	return 0, false
}

// chain follows records to the end of b. It gives the time of the last whole
// one, and how many there are, 0 where something does not make sense.
func (r *Reader) chain(b []byte, first int64) (last int64, n int) {
	from, to := first/1e9-1, first/1e9+longest
	for len(b) >= recordHeaderLen {
		sec, sub := int64(r.uint32(b)), int64(r.uint32(b[4:]))
		captured, length := r.uint32(b[8:]), r.uint32(b[12:])
		switch {
		case sec < from || sec > to || sub*r.unit >= 1e9,
			captured > r.maxFrame || captured > length || length > maxOriginal,
			r.snap != 0 && captured > r.snap:
			return 0, 0
		case uint64(len(b)) < recordHeaderLen+uint64(captured):
			return last, n
		}
		last = sec*1e9 + sub*r.unit
		b = b[recordHeaderLen+captured:]
		n++
	}
	return last, n
}
