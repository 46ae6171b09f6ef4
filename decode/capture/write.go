package capture

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
)

// A Writer writes a pcap file in little-endian order. It doesn't buffer: give it
// a bufio.Writer where frames are many.
type Writer struct {
	w      io.Writer
	unit   int64 // of a time stamp, in ns
	header [recordHeaderLen]byte
}

// NewWriter writes the file header for frames of one link type. Time stamps are
// kept in nanoseconds, or else cut to microseconds.
func NewWriter(w io.Writer, link LinkType, nanosecond bool) (*Writer, error) {
	magic, unit := uint32(magicMicro), int64(1000)
	if nanosecond {
		magic, unit = magicNano, 1
	}
	var h [fileHeaderLen]byte
	binary.LittleEndian.PutUint32(h[0:], magic)
	binary.LittleEndian.PutUint16(h[4:], 2)
	binary.LittleEndian.PutUint16(h[6:], 4)
	binary.LittleEndian.PutUint32(h[16:], 262144)
	binary.LittleEndian.PutUint32(h[20:], uint32(link))
	if _, err := w.Write(h[:]); err != nil {
		return nil, fmt.Errorf("capture: writing the file header: %w", err)
	}
	return &Writer{w: w, unit: unit}, nil
}

// WriteFrame writes one frame: its time in ns since the Unix epoch, the bytes
// that were captured of it, and how many it had on the wire.
func (w *Writer) WriteFrame(time int64, data []byte, length int) error {
	switch {
	case time < 0 || time/1e9 > math.MaxUint32:
		return fmt.Errorf("capture: time %d ns does not fit a pcap record", time)
	case len(data) > MaxFrame:
		return fmt.Errorf("capture: frame of %d bytes exceeds %d", len(data), MaxFrame)
	case len(data) > length || length > maxOriginal:
		return fmt.Errorf("capture: %d bytes captured of a frame of %d", len(data), length)
	}
	h := w.header[:]
	binary.LittleEndian.PutUint32(h[0:], uint32(time/1e9))
	binary.LittleEndian.PutUint32(h[4:], uint32(time%1e9/w.unit))
	binary.LittleEndian.PutUint32(h[8:], uint32(len(data)))
	binary.LittleEndian.PutUint32(h[12:], uint32(length))
	if _, err := w.w.Write(h); err != nil {
		return fmt.Errorf("capture: writing a record: %w", err)
	}
	if _, err := w.w.Write(data); err != nil {
		return fmt.Errorf("capture: writing a record: %w", err)
	}
	return nil
}
