// Package capture reads capture files: pcap and pcapng, plain or compressed.
//
// It is strict. A file is read to a clean end, or the error says at which byte
// and after which frame it stops making sense. No length field is believed
// before the bytes have come.
package capture

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
)

// A Frame is one captured frame.
type Frame struct {
	Number    int      // from 1, the one Wireshark shows: it leaves gaps for numbered blocks that are no frames
	Time      int64    // ns since the Unix epoch, UTC; 0 without HasTime
	HasTime   bool     // false in a pcapng Simple Packet Block, which has none
	Link      LinkType // of the interface
	Interface int      // counted from 0 over all sections of the file
	Length    int      // bytes on the wire; len(Data) is smaller where a snapshot length cut them
	Data      []byte   // a view into the reader's block: what was captured, but no more than MaxFrame bytes
}

// A Reader takes the frames out of one capture file. It is not safe for use by
// several goroutines at once.
type Reader struct {
	name    string
	packing string // "gzip", "zstd", or nothing
	window  int    // the largest that zstd may have
	in      source
	closers []func() error
	err     error // the answer to every further call
	survey  bool  // only the first frame is of interest

	whole bool   // records and blocks are held as they are, to be copied
	given uint32 // bytes of a frame that are given at most

	number int
	big    bool // the file, or the section, is in big-endian order

	// What the header of a pcap file says.
	link     LinkType
	snap     uint32
	maxFrame uint32
	unit     int64 // of a time stamp, in ns

	// What the section of a pcapng file says.
	ng         bool
	interfaces []netInterface
	earlier    int // interfaces of earlier sections

	coarsest int64
	passed   map[uint32]int
}

// Via returns what is read instead of a file that has size bytes.
type Via func(path string, size int64, file io.Reader) io.Reader

// Options say how a file is opened.
type Options struct {
	Via Via // nil reads the file itself; standard input and other readers are not asked for

	// Window is the largest window of a zstd frame that is accepted, in bytes; 0
	// stands for DefaultWindow. It takes that much memory, and half again.
	Window int

	// Whole holds each record and block as it is, however long, for Copy. Frames
	// may have more than MaxFrame bytes then.
	Whole bool
}

// Open opens a capture file; "-" is standard input. It fails where the file
// can't be opened or doesn't begin as a capture does.
func Open(path string) (*Reader, error) { return Options{}.Open(path) }

// Open opens a capture file as the function Open does.
func (o Options) Open(path string) (*Reader, error) {
	if path == "-" {
		return o.NewReader(os.Stdin, "standard input")
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("capture: %w", err)
	}
	r, err := o.openFile(file, path)
	if err != nil {
		file.Close()
		return nil, err
	}
	r.closers = append(r.closers, file.Close)
	return r, nil
}

func (o Options) openFile(file *os.File, path string) (*Reader, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, fmt.Errorf("capture: %w", err)
	}
	if info.IsDir() {
		return nil, fmt.Errorf("capture: %s: is a directory", path)
	}
	var src io.Reader = file
	if o.Via != nil {
		src = o.Via(path, info.Size(), file)
	}
	return o.NewReader(src, path)
}

// NewReader reads a capture from src, which errors call name. It reads ahead,
// and when src is compressed it may still do so for a moment after Close.
func NewReader(src io.Reader, name string) (*Reader, error) { return Options{}.NewReader(src, name) }

// NewReader reads a capture as the function NewReader does.
func (o Options) NewReader(src io.Reader, name string) (*Reader, error) {
	r := &Reader{name: name, in: newSource(src), window: cmp.Or(o.Window, DefaultWindow), whole: o.Whole, given: MaxFrame}
	if o.Whole {
		r.given = maxTransfer
	}
	if err := r.begin(); err != nil {
		r.Close()
		// A file without so much as a header is no capture, cut or not.
		if d := (*DamageError)(nil); errors.As(err, &d) {
			d.Cut = false
		}
		return nil, err
	}
	return r, nil
}

// Next reads the next frame into f. It returns io.EOF at the clean end of the
// file and a *DamageError anywhere else, and the same again on every later call.
// f.Data is valid until the next call of Next or NextBatch.
func (r *Reader) Next(f *Frame) error {
	if r.err != nil {
		return r.err
	}
	if r.ng {
		return r.nextBlock(f)
	}
	return r.nextRecord(f)
}

// Resolution is the coarsest unit of a time stamp on the interfaces seen so far,
// in ns and at least 1: 1000 for a file with microseconds. It is 0 before any
// interface was seen.
func (r *Reader) Resolution() int64 { return r.coarsest }

// Passed counts the pcapng blocks that carried no frame for us, by block type.
// A file may have more types than are worth counting: those that come after 256
// others are counted under the reserved type 0.
func (r *Reader) Passed() map[uint32]int { return maps.Clone(r.passed) }

// Offset is the place of the next byte to be read, in the unpacked file.
func (r *Reader) Offset() int64 { return r.in.offset() }

// Close ends reading and frees what unpacks the file. Calling it again is
// harmless. It doesn't close standard input or what NewReader was given.
func (r *Reader) Close() error {
	closers := r.closers
	r.closers = nil
	if r.err == nil {
		r.err = fmt.Errorf("capture: %s: %w", r.name, os.ErrClosed)
	}
	var first error
	for _, end := range closers {
		if err := end(); err != nil && first == nil {
			first = fmt.Errorf("capture: %s: %w", r.name, err)
		}
	}
	return first
}

func (r *Reader) uint16(b []byte) uint16 {
	if r.big {
		return binary.BigEndian.Uint16(b)
	}
	return binary.LittleEndian.Uint16(b)
}

func (r *Reader) uint32(b []byte) uint32 {
	if r.big {
		return binary.BigEndian.Uint32(b)
	}
	return binary.LittleEndian.Uint32(b)
}

func (r *Reader) uint64(b []byte) uint64 {
	if r.big {
		return binary.BigEndian.Uint64(b)
	}
	return binary.LittleEndian.Uint64(b)
}
