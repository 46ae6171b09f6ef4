package capture

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// surveySize is how much is read of either end of a file to survey it, where
// no record is longer.
const surveySize = 64 << 10

// surveyWindow is the largest window of a zstd frame that is surveyed: what
// zstd --long makes. The first frame does not fill it.
const surveyWindow = 128 << 20

// A Survey is what can be told of a capture file without reading it through.
type Survey struct {
	Size     int64 // of the file, in bytes
	First    int64 // when its first frame was captured, ns since the Unix epoch
	HasFirst bool  // false where it has no frame, or one without a time

	// Last is when its last frame was captured, as the end of the file shows it.
	// The end of a compressed file shows nothing.
	Last    int64
	HasLast bool
}

// ErrNotCapture says that a file does not begin as a capture does, unpacked if
// need be.
var ErrNotCapture = errors.New("capture: not a capture file")

// Look surveys a file. What is wrong behind its first frame does not matter.
func Look(path string) (s Survey, err error) {
	file, err := os.Open(path)
	if err != nil {
		return s, fmt.Errorf("capture: %w", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return s, fmt.Errorf("capture: %w", err)
	}
	s.Size = info.Size()
	r := &Reader{name: path, in: newSourceOf(file, surveySize), survey: true, window: surveyWindow}
	defer r.Close()
	if err := r.begin(); err != nil {
		if d := (*DamageError)(nil); errors.As(err, &d) && errors.As(d.Err, new(*fs.PathError)) {
			return s, err
		}
		return s, fmt.Errorf("%w: %w", ErrNotCapture, err)
	}
	var f Frame
	if r.Next(&f) != nil || !f.HasTime {
		return s, nil
	}
	s.First, s.HasFirst = f.Time, true
	if r.packing == "" {
		s.Last, s.HasLast = r.last(file, s.Size, f.Time)
	}
	return s, nil
}
