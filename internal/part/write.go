package part

import (
	"bufio"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"

	"github.com/klauspost/compress/zstd"

	"rpcrdma-lint/internal/lint"
)

// A Writer writes a part under a temporary name, so that a part is there whole
// or not at all.
type Writer struct {
	path   string
	header Header
	file   *os.File
	pack   *zstd.Encoder
	buf    *bufio.Writer
	enc    *json.Encoder
	next   int // place of the next trace
}

// ErrDone says that the part which was to be written is there already.
var ErrDone = errors.New("part: written already")

// windowSize bounds what a reader of a part needs to unpack it.
const windowSize = 1 << 20

// endLine is the last line of a part.
type endLine struct {
	Kind   string `json:"kind"` // "end"
	Traces int    `json:"traces"`
}

// Create begins the part of a shard in a directory, which it makes where there
// is none. It answers ErrDone where the same part was finished before, and
// refuses to mix parts that don't belong together.
func Create(dir string, h Header) (*Writer, error) {
	h.Kind, h.Version = "part", version
	w := &Writer{path: filepath.Join(dir, Name(h.Shard, h.Shards)), header: h, next: h.First}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	if done, err := w.done(); done || err != nil {
		return nil, errors.Join(err, doneOrNil(done))
	}
	if err := alone(dir, h.Shards); err != nil {
		return nil, err
	}
	name := strings.Replace(temporary(w.path), "*", rand.Text(), 1)
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	w.file = file
	// One goroutine, so that the same captures are the same bytes.
	w.pack, err = zstd.NewWriter(file, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(windowSize))
	if err != nil {
		w.Abandon()
		return nil, err
	}
	w.buf = bufio.NewWriterSize(w.pack, 1<<16)
	w.enc = json.NewEncoder(w.buf)
	w.enc.SetEscapeHTML(false)
	if err := w.enc.Encode(&w.header); err != nil {
		w.Abandon()
		return nil, err
	}
	return w, nil
}

// Unfinished is the path of what is written until it is whole.
func (w *Writer) Unfinished() string { return w.file.Name() }

func doneOrNil(done bool) error {
	if done {
		return ErrDone
	}
	return nil
}

// done reports whether the part is there. One with another header is an error.
func (w *Writer) done() (bool, error) {
	r, err := Open(w.path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer r.Close()
	if !reflect.DeepEqual(r.Header, w.header) {
		why := w.header.differs(&r.Header)
		if why == "" {
			why = "other contents"
		}
		return false, fmt.Errorf("%s is there already and has %s: remove it, or write to another directory", w.path, why)
	}
	return true, nil
}

// alone refuses a directory with parts of another number of shards.
func alone(dir string, shards int) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	names, err := d.Readdirnames(-1)
	if err != nil {
		return err
	}
	for _, name := range names {
		if _, n, ok := ParseName(name); ok && n != shards {
			return fmt.Errorf("%s is of %d shards, not %d: write to another directory", filepath.Join(dir, name), n, shards)
		}
	}
	return nil
}

// Capture adds what the next trace came to.
func (w *Writer) Capture(c *lint.Capture) error {
	err := w.enc.Encode(recordOf(w.next, c))
	w.next++
	return err
}

// Close ends the part and gives it its name.
func (w *Writer) Close() error {
	err := w.finish()
	if e := w.file.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = w.rename()
	}
	if err != nil {
		os.Remove(w.file.Name())
		return err
	}
	w.clean()
	return syncDir(filepath.Dir(w.path))
}

func (w *Writer) finish() error {
	if n := w.next - w.header.First; n != w.header.Traces {
		return fmt.Errorf("part: %d of %d traces", n, w.header.Traces)
	}
	if err := w.enc.Encode(endLine{"end", w.header.Traces}); err != nil {
		return err
	}
	if err := w.buf.Flush(); err != nil {
		return err
	}
	if err := w.pack.Close(); err != nil {
		return err
	}
	return w.file.Sync()
}

// rename gives the part its name. Another task may have finished the same shard
// meanwhile, and cleaned up.
func (w *Writer) rename() error {
	err := os.Rename(w.file.Name(), w.path)
	if errors.Is(err, fs.ErrNotExist) {
		if done, _ := w.done(); done {
			return nil
		}
	}
	return err
}

// clean removes what killed tasks left of this shard.
func (w *Writer) clean() {
	left, err := filepath.Glob(temporary(w.path))
	if err != nil {
		return // the pattern is fixed: a directory with strange characters in its name
	}
	for _, path := range left {
		os.Remove(path)
	}
}

// Abandon removes what was written.
func (w *Writer) Abandon() {
	w.file.Close()
	os.Remove(w.file.Name())
}

// syncDir makes the new name survive a crash of the machine. Not every file
// system can do that for a directory.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, syscall.EINVAL) {
		return err
	}
	return nil
}

// Path is the name that the part gets in the end.
func (w *Writer) Path() string { return w.path }
