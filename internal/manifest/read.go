package manifest

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
)

// maxLine bounds the line of a trace: there is room for half a million files.
const maxLine = 64 << 20

// A Manifest is the list of traces in a file. Of each trace only its place and
// its weight are kept in memory.
type Manifest struct {
	Path   string
	Digest string // SHA-256 of the file, in hex

	places []place
	total  uint64 // weight
}

// A place is where the line of a trace begins, and the weight of those before.
type place struct {
	offset int64
	before uint64
}

// perFile is what a file weighs beside its bytes: to open one takes as long as
// to read so much.
const perFile = 64 << 10

// maxWeight is that of all traces together. A single one can weigh no more than
// another such sum, so that nothing overflows.
const maxWeight = 1 << 62

func (t *Trace) weight() uint64 { return uint64(t.Bytes) + uint64(len(t.Files))*perFile }

// Open reads the list of traces in a file to its end. An error names the line.
func Open(path string) (*Manifest, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, unwrapped(path, err)
	}
	defer file.Close()
	m := &Manifest{Path: path}
	sum := sha256.New()
	r := bufio.NewReaderSize(io.TeeReader(file, sum), 1<<20)
	offset := int64(0)
	for n := 1; ; n++ {
		line, err := readLine(r)
		if err == io.EOF {
			break
		}
		var t *Trace
		if err == nil {
			t, err = parse(line)
		}
		if err == nil && m.total+t.weight() > maxWeight {
			err = errors.New("more bytes than can be counted")
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n, unwrapped("", err))
		}
		m.places = append(m.places, place{offset, m.total})
		m.total += t.weight()
		offset += int64(len(line)) + 1
	}
	m.Digest = hex.EncodeToString(sum.Sum(nil))
	return m, nil
}

// unwrapped is err with the name of the file once.
func unwrapped(path string, err error) error {
	var file *fs.PathError
	if errors.As(err, &file) {
		err = file.Err
	}
	if path == "" {
		return err
	}
	return fmt.Errorf("%s: %w", path, err)
}

// readLine is the next line without its end. It returns io.EOF only where no
// line begins.
func readLine(r *bufio.Reader) ([]byte, error) {
	line, err := r.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		var long []byte
		for err == bufio.ErrBufferFull {
			if len(long)+len(line) > maxLine {
				return nil, fmt.Errorf("longer than %d bytes", maxLine)
			}
			long = append(long, line...)
			line, err = r.ReadSlice('\n')
		}
		line = append(long, line...)
	}
	if err == io.EOF && len(line) > 0 {
		return nil, errors.New("cut short: it does not end with a newline")
	}
	return bytes.TrimSuffix(line, []byte("\n")), err
}

// Len is the number of traces.
func (m *Manifest) Len() int { return len(m.places) }

// Traces reads the traces from index first up to, not including, end. What
// changed in the file since it was opened is an error.
func (m *Manifest) Traces(first, end int) iter.Seq2[*Trace, error] {
	return func(yield func(*Trace, error) bool) {
		if first >= end {
			return
		}
		file, err := os.Open(m.Path)
		if err != nil {
			yield(nil, unwrapped(m.Path, err))
			return
		}
		defer file.Close()
		if _, err := file.Seek(m.places[first].offset, io.SeekStart); err != nil {
			yield(nil, unwrapped(m.Path, err))
			return
		}
		r := bufio.NewReaderSize(file, 1<<20)
		for i := first; i < end; i++ {
			line, err := readLine(r)
			var t *Trace
			if err == nil {
				t, err = parse(line)
			}
			if err == nil && m.before(i)+t.weight() != m.before(i+1) {
				err = errors.New("changed while it was read")
			}
			if err != nil {
				yield(nil, fmt.Errorf("%s:%d: %w", m.Path, i+1, unwrapped("", err)))
				return
			}
			if !yield(t, nil) {
				return
			}
		}
	}
}

// before is the weight of the traces in front of index i.
func (m *Manifest) before(i int) uint64 {
	if i == len(m.places) {
		return m.total
	}
	return m.places[i].before
}
