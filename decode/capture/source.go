package capture

import "io"

// blockSize is how much is read at a time. Less than 256 KiB costs system calls,
// more than a few MiB falls out of the processor's cache.
const blockSize = 1 << 20

// cutSize is how much is read at a time of what is not held.
const cutSize = 128 << 10

// A source reads a file in large blocks and lends views into them.
type source struct {
	src      io.Reader
	buf      []byte
	pos, end int   // what was read and not yet consumed is buf[pos:end]
	base     int64 // offset of buf[0] in the file
	err      error // why no more can be read

	lent bool // buf belongs to a batch: its bytes may be read but not changed
	hold bool // a batch is being filled: its bytes may not be moved
}

func newSource(src io.Reader) source { return newSourceOf(src, blockSize) }

// newSourceOf is a source whose block has size bytes until it must be larger.
func newSourceOf(src io.Reader, size int) source {
	return source{src: src, buf: make([]byte, size)}
}

// window is what was read and not yet consumed.
func (s *source) window() []byte { return s.buf[s.pos:s.end] }

func (s *source) buffered() int { return s.end - s.pos }

// offset is the place of the next byte in the file.
func (s *source) offset() int64 { return s.base + int64(s.pos) }

// fill reads until the window holds n bytes and reports whether it does. Views
// into the window are void after it. Memory grows as bytes arrive, whatever n.
func (s *source) fill(n int) bool {
	if s.buffered() >= n {
		return true
	}
	if s.hold {
		return false
	}
	if s.lent {
		s.move(make([]byte, max(blockSize, s.buffered())))
	}
	if s.pos > 0 {
		s.move(s.buf)
	}
	idle := 0
	for s.end < n && s.err == nil {
		if s.end == len(s.buf) {
			s.grow(min(2*len(s.buf), max(n, blockSize)))
		}
		// A block that grew for one long record is not filled for the next ones.
		m, err := s.src.Read(s.buf[s.end:min(len(s.buf), max(n, blockSize))])
		s.end += m
		s.err = err
		if m > 0 {
			idle = 0
			continue
		}
		if idle++; idle == 100 && err == nil {
			s.err = io.ErrNoProgress
		}
	}
	return s.end >= n
}

// grow makes room for size bytes, in the same place where there is any.
func (s *source) grow(size int) {
	if size <= cap(s.buf) {
		s.buf = s.buf[:size]
		return
	}
	s.move(make([]byte, size))
}

// move puts the window to the front of buf, which takes the place of the
// present one (and may be the same).
func (s *source) move(buf []byte) {
	n := copy(buf, s.window())
	s.base += int64(s.pos)
	s.buf, s.pos, s.end = buf, 0, n
	s.lent = false
}

// skip consumes n bytes and reports whether there were as many.
func (s *source) skip(n int64) bool {
	for n > int64(s.buffered()) {
		n -= int64(s.buffered())
		s.pos = s.end
		if !s.fill(1) {
			return false
		}
	}
	s.pos += int(n)
	return true
}

// cut takes n bytes out of the file behind the first keep ones of the window, and
// reports whether there were as many. It holds no more of them than it must.
func (s *source) cut(keep int, n int64) bool {
	if s.hold && int64(s.buffered()) < int64(keep)+n {
		return false
	}
	if s.lent {
		s.move(make([]byte, max(blockSize, s.buffered())))
	}
	for n > 0 {
		if !s.fill(keep + int(min(n, cutSize))) {
			return false
		}
		m := int(min(n, int64(s.buffered()-keep)))
		at := s.pos + keep
		copy(s.buf[at:], s.buf[at+m:s.end])
		s.end -= m
		s.base += int64(m)
		n -= int64(m)
	}
	return true
}

// Read makes a source that has looked at the first bytes of a file a reader of
// the whole file.
func (s *source) Read(p []byte) (int, error) {
	if s.buffered() > 0 {
		n := copy(p, s.window())
		s.pos += n
		return n, nil
	}
	if s.err != nil {
		return 0, s.err
	}
	return s.src.Read(p)
}
