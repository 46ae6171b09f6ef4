package capture

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// DefaultWindow is the largest window of a zstd frame that is accepted, unless
// Options say otherwise. A packer has to be asked for a larger one.
const DefaultWindow = 8 << 20

func errWindow(most int) error {
	return fmt.Errorf("its window is larger than %d MiB; what \"zstd -dc --long=31 FILE\" writes can be read from standard input", most>>20)
}

// unpackSize and unpackAhead bound how much is unpacked before it is asked for.
const (
	unpackSize  = 256 << 10
	unpackAhead = 8
)

// packing names the program that packed the data, by how it begins, or "".
func packing(b []byte) string {
	for _, m := range []struct{ magic, name string }{
		{"\x1f\x8b", "gzip"},
		{"\x28\xb5\x2f\xfd", "zstd"},
		{"\xfd7zX", "xz"},
		{"BZh", "bzip2"},
		{"\x04\x22\x4d\x18", "lz4"},
		{"PK\x03\x04", "zip"},
	} {
		if bytes.HasPrefix(b, []byte(m.magic)) {
			return m.name
		}
	}
	// A zstd file may begin with a skippable frame, as those of pzstd do.
	if len(b) >= 4 && b[0]&0xf0 == 0x50 && bytes.Equal(b[1:4], []byte("\x2a\x4d\x18")) {
		return "zstd"
	}
	return ""
}

// An unpacker unpacks a stream in a goroutine of its own, a few blocks ahead.
type unpacker struct {
	full chan unpacked
	free chan []byte
	done chan struct{}
	stop func()

	block []byte // being read, of which rest is left
	rest  []byte
	err   error
}

// unpacked is a block of data, or the error that ends the stream.
type unpacked struct {
	data []byte
	err  error
}

// unpack begins to unpack src, with a window of no more than so many bytes.
func unpack(packing string, window int, src io.Reader) *unpacker {
	u := &unpacker{
		full: make(chan unpacked, unpackAhead),
		free: make(chan []byte, unpackAhead),
		done: make(chan struct{}),
	}
	u.stop = sync.OnceFunc(func() { close(u.done) })
	go u.run(packing, window, src)
	return u
}

func (u *unpacker) run(packing string, window int, src io.Reader) {
	d, err := newDecoder(packing, window, bufio.NewReaderSize(src, unpackSize))
	if err != nil {
		u.send(unpacked{err: err})
		return
	}
	defer d.Close()
	for made := 0; ; {
		var block []byte
		select {
		case block = <-u.free:
		default:
			if made < unpackAhead {
				block = make([]byte, unpackSize)
				made++
				break
			}
			select {
			case block = <-u.free:
			case <-u.done:
				return
			}
		}
		n, err := d.Read(block)
		if n > 0 && !u.send(unpacked{data: block[:n]}) {
			return
		}
		if n == 0 {
			u.free <- block
		}
		// Where a frame is no larger than its window, it has only one of the two sizes.
		if errors.Is(err, zstd.ErrWindowSizeExceeded) || errors.Is(err, zstd.ErrDecoderSizeExceeded) {
			err = errWindow(window)
		}
		if err != nil {
			u.send(unpacked{err: err})
			return
		}
	}
}

// send hands over a block and reports whether anyone still wants more.
func (u *unpacker) send(b unpacked) bool {
	select {
	case u.full <- b:
		return true
	case <-u.done:
		return false
	}
}

// Read takes what was unpacked.
func (u *unpacker) Read(p []byte) (int, error) {
	for len(u.rest) == 0 {
		if u.block != nil {
			u.free <- u.block[:cap(u.block)]
			u.block = nil
		}
		if u.err != nil {
			return 0, u.err
		}
		b := <-u.full
		u.block, u.rest, u.err = b.data, b.data, b.err
	}
	n := copy(p, u.rest)
	u.rest = u.rest[n:]
	return n, nil
}

// Close ends the goroutine as soon as it has done with the block at hand.
func (u *unpacker) Close() error {
	u.stop()
	return nil
}

func newDecoder(packing string, window int, src io.Reader, o ...zstd.DOption) (io.ReadCloser, error) {
	if packing == "gzip" {
		return gzip.NewReader(src)
	}
	d, err := zstd.NewReader(src, append(o, zstd.WithDecoderMaxWindow(uint64(window)))...)
	if err != nil {
		return nil, err
	}
	return d.IOReadCloser(), nil
}
