package part

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"

	"github.com/klauspost/compress/zstd"

	"rpcrdma-lint/internal/lint"
)

const (
	maxWindow = 8 << 20 // bytes, more than a Writer's
	maxLine   = 1 << 30 // bytes: no trace within the bounds comes to so much
)

// A Reader reads a part, strictly: what it does not understand is an error with
// file and line.
type Reader struct {
	Path   string
	Header Header

	file  *os.File
	pack  *zstd.Decoder
	lines *bufio.Reader
	line  int
	blank *blank
	next  int // place of the next trace
	err   error
}

// unpackers are used again: of ten thousand parts only a few are open at a time.
var unpackers sync.Pool

func unpack(in io.Reader) (*zstd.Decoder, error) {
	if d, ok := unpackers.Get().(*zstd.Decoder); ok {
		return d, d.Reset(in)
	}
	return zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
}

// Open opens a part and reads its header.
func Open(path string) (*Reader, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r, err := newReader(path, file)
	if err != nil {
		file.Close()
		return nil, err
	}
	r.file = file
	return r, nil
}

func newReader(path string, in io.Reader) (*Reader, error) {
	r := &Reader{Path: path}
	var err error
	if r.pack, err = unpack(in); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	r.lines = bufio.NewReaderSize(r.pack, 1<<16)
	err = r.read(&r.Header)
	if err == nil {
		if err = r.Header.check(); err != nil {
			err = r.wrong(err)
		}
	}
	if err != nil {
		unpackers.Put(r.pack)
		return nil, err
	}
	r.next = r.Header.First
	return r, nil
}

// Next is the next capture of the part, with its place in the manifest. It
// returns io.EOF at the end of a whole part and nowhere else.
func (r *Reader) Next() (*lint.Capture, int, error) {
	if r.err != nil {
		return nil, 0, r.err
	}
	c, err := r.capture()
	if err != nil {
		r.err = err
		return nil, 0, err
	}
	r.next++
	return c, r.next - 1, nil
}

func (r *Reader) capture() (*lint.Capture, error) {
	if r.next == r.Header.First+r.Header.Traces {
		return nil, r.end()
	}
	var x record
	if err := r.read(&x); err != nil {
		return nil, err
	}
	if x.Kind != "trace" || x.Trace != r.next {
		return nil, r.wrong(fmt.Errorf("kind %q of trace %d, want \"trace\" of trace %d", x.Kind, x.Trace, r.next))
	}
	if r.blank == nil {
		r.blank = newBlank(&r.Header)
	}
	c, err := r.blank.capture(&x)
	if err != nil {
		return nil, r.wrong(err)
	}
	return c, nil
}

// end reads the last line.
func (r *Reader) end() error {
	var x endLine
	if err := r.read(&x); err != nil {
		return err
	}
	if x.Kind != "end" || x.Traces != r.Header.Traces {
		return r.wrong(fmt.Errorf("kind %q of %d traces, want \"end\" of %d", x.Kind, x.Traces, r.Header.Traces))
	}
	if _, err := r.lines.Peek(1); err != io.EOF {
		r.line++
		return r.wrong(errors.New("something follows the end"))
	}
	return io.EOF
}

// read reads the next line.
func (r *Reader) read(v any) error {
	r.line++
	line, err := r.readLine()
	if err != nil {
		return r.wrong(err)
	}
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return r.wrong(err)
	}
	if d.InputOffset() != int64(len(line)-1) {
		return r.wrong(errors.New("something follows the object"))
	}
	return nil
}

func (r *Reader) readLine() ([]byte, error) {
	line, err := r.lines.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		var long []byte
		for err == bufio.ErrBufferFull {
			if len(long) > maxLine {
				return nil, fmt.Errorf("longer than %d bytes", maxLine)
			}
			long = append(long, line...)
			line, err = r.lines.ReadSlice('\n')
		}
		line = append(long, line...)
	}
	if err == io.EOF {
		return nil, errors.New("cut short")
	}
	return line, err
}

// wrong is what is wrong with the line at hand.
func (r *Reader) wrong(err error) error {
	var file *fs.PathError
	if errors.As(err, &file) {
		err = file.Err
	}
	return fmt.Errorf("%s:%d: %w", r.Path, r.line, err)
}

// Close ends reading. It is called once.
func (r *Reader) Close() error {
	if r.err == nil {
		r.err = os.ErrClosed
	}
	unpackers.Put(r.pack)
	return r.file.Close()
}
