package capture

import (
	"errors"
	"io"
	"time"
)

// Disorder is by how much a file may begin before the one before it ends and
// still follow it: a capture from several queues is out of order by that.
const Disorder = 10 * time.Millisecond

// ErrBackwards says that the next file of a Series begins before the one before
// it ends. None of its frames was given.
var ErrBackwards = errors.New("capture: the file begins before the one before it ends")

// A Series reads files that were written one after the other as if they were
// one. Frames are numbered on from file to file. It is not safe for use by
// several goroutines at once.
type Series struct {
	paths  []string
	o      Options
	r      *Reader // of paths[at], nil before it is opened
	at     int
	before int // numbers of the files before
	err    error

	begun   bool  // a frame of paths[at] was read
	last    int64 // time of the latest frame
	hasLast bool

	// Begun, unless nil, is told of each file before it is opened: its index, and
	// the number that its frames follow.
	Begun func(at, before int)
}

// NewSeries is a Series of at least one file, the first frame of which follows
// number before.
func NewSeries(paths []string, before int, o Options) *Series {
	return &Series{paths: paths, before: before, o: o}
}

// Next reads the next frame as Reader.Next does. What can't be opened ends the
// Series as damage does; At says in which file.
func (s *Series) Next(f *Frame) error {
	for {
		err := s.open()
		if err == nil {
			err = s.r.Next(f)
		}
		if err == nil {
			f.Number += s.before
			return s.follow(f, f)
		}
		if err := s.advance(err); err != nil {
			return err
		}
	}
}

// NextBatch fills a batch as Reader.NextBatch does, with frames of one file.
func (s *Series) NextBatch(b *Batch) error {
	for {
		err := s.open()
		if err == nil {
			err = s.r.NextBatch(b)
		}
		if err == nil {
			for i := range b.Frames {
				b.Frames[i].Number += s.before
			}
			return s.follow(&b.Frames[0], &b.Frames[len(b.Frames)-1])
		}
		if err := s.advance(err); err != nil {
			return err
		}
	}
}

// follow takes note of the frames from first to last. The first ones of a file
// may not be older than what came before.
func (s *Series) follow(first, last *Frame) error {
	if !s.begun && s.hasLast && first.HasTime && s.last-first.Time > Disorder.Nanoseconds() {
		s.Close()
		s.err = ErrBackwards
		return s.err
	}
	s.begun = true
	if last.HasTime {
		s.last, s.hasLast = last.Time, true
	}
	return nil
}

// open opens the file at hand, if it isn't.
func (s *Series) open() error {
	if s.err != nil || s.r != nil {
		return s.err
	}
	if s.Begun != nil {
		s.Begun(s.at, s.before)
	}
	s.r, s.err = s.o.Open(s.paths[s.at])
	return s.err
}

// advance goes on to the next file where err is the clean end of the one at
// hand, and otherwise returns it.
func (s *Series) advance(err error) error {
	s.err = err
	if err != io.EOF || s.at == len(s.paths)-1 {
		return err
	}
	s.before = s.Numbers()
	s.at++
	s.begun = false
	s.err = s.Close()
	return s.err
}

// Opened reports whether any file could be opened as a capture.
func (s *Series) Opened() bool { return s.at > 0 || s.r != nil }

// At is the index of the file at hand.
func (s *Series) At() int { return s.at }

// Numbers is the number of the last frame that was read, or of another block
// that Wireshark numbers.
func (s *Series) Numbers() int {
	if s.r == nil {
		return s.before
	}
	return s.before + s.r.number
}

// Close ends reading.
func (s *Series) Close() error {
	if s.r == nil {
		return nil
	}
	r := s.r
	s.r = nil
	return r.Close()
}
