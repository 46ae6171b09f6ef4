package capture

import (
	"encoding/binary"
	"math/bits"
)

// The magic numbers of a pcap file, as its own byte order reads them.
const (
	magicMicro = 0xa1b2c3d4
	magicNano  = 0xa1b23c4d
)

const (
	fileHeaderLen   = 24
	recordHeaderLen = 16
)

// readHeader reads the header of a pcap file, whose magic number has been seen.
//
//	 0                   1                   2                   3
//	 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//	+---------------------------------------------------------------+
//	|                         Magic number                          |
//	+-------------------------------+-------------------------------+
//	|        Major version          |        Minor version          |
//	+-------------------------------+-------------------------------+
//	|                          Reserved (8)                         |
//	+---------------------------------------------------------------+
//	|                        Snapshot length                        |
//	+-------+-+---------------------+-------------------------------+
//	| FCS   |f|      class          |           Link type           |
//	+-------+-+---------------------+-------------------------------+
func (r *Reader) readHeader() error {
	if !r.in.fill(fileHeaderLen) {
		return r.short(0, "file header", fileHeaderLen, false)
	}
	h := r.in.window()
	major, minor := r.uint16(h[4:]), r.uint16(h[6:])
	if major != 2 || minor != 4 {
		return r.damage(0, "pcap version %d.%d, want 2.4", major, minor)
	}
	r.snap = r.uint32(h[16:])
	// The upper half tells the length of the frame check sequence and, on
	// NetBSD, a class of link types.
	r.link = LinkType(r.uint32(h[20:]) & 0xffff)
	r.maxFrame = r.link.maxFrame()
	r.coarsest = r.unit
	r.in.pos += fileHeaderLen
	return nil
}

// nextRecord reads the next record of a pcap file.
//
//	+---------------------------------------------------------------+
//	|                     Time stamp (seconds)                      |
//	+---------------------------------------------------------------+
//	|          Time stamp (microseconds or nanoseconds)             |
//	+---------------------------------------------------------------+
//	|                       Captured length                         |
//	+---------------------------------------------------------------+
//	|                       Original length                         |
//	+---------------------------------------------------------------+
//	|                         Packet data                           |
func (r *Reader) nextRecord(f *Frame) error {
	b := r.in.window()
	if len(b) < recordHeaderLen {
		if !r.in.fill(recordHeaderLen) {
			return r.short(r.in.offset(), "record header", recordHeaderLen, true)
		}
		b = r.in.window()
	}
	sec := binary.LittleEndian.Uint32(b[0:])
	sub := binary.LittleEndian.Uint32(b[4:])
	captured := binary.LittleEndian.Uint32(b[8:])
	length := binary.LittleEndian.Uint32(b[12:])
	if r.big {
		sec, sub = bits.ReverseBytes32(sec), bits.ReverseBytes32(sub)
		captured, length = bits.ReverseBytes32(captured), bits.ReverseBytes32(length)
	}
	if captured > r.maxFrame || captured > length || length > maxOriginal {
		return r.badLengths(r.in.offset(), captured, length, r.maxFrame)
	}
	if length == 0 && sec|sub == 0 {
		// What a file system leaves of a file whose last blocks it never wrote.
		return r.damage(r.in.offset(), "record header is all zeros")
	}
	given := min(captured, r.given)
	held := recordHeaderLen + int(given)
	if captured > given || len(b) < held {
		at := r.in.offset()
		if !r.in.cut(held, int64(captured-given)) || !r.in.fill(held) {
			honest := r.snap == 0 || captured <= r.snap
			return r.short(at, "record", recordHeaderLen+captured, honest)
		}
		b = r.in.window()
	}
	r.in.pos += held
	r.number++
	// A sub-second part of a second and more is taken as it is: files exist that
	// count nanoseconds under the magic number of microseconds.
	*f = Frame{
		Number:  r.number,
		Time:    int64(sec)*1e9 + int64(sub)*r.unit,
		HasTime: true,
		Link:    r.link,
		Length:  int(length),
		Data:    b[recordHeaderLen:held:held],
	}
	return nil
}

// badLengths fails because of the two lengths of a frame at offset at, of which
// limit bytes could have been captured at most.
func (r *Reader) badLengths(at int64, captured, length, limit uint32) error {
	switch {
	case captured > limit:
		return r.damage(at, "captured length %d exceeds the limit of %d", captured, limit)
	case captured > length:
		return r.damage(at, "captured length %d exceeds the original length %d", captured, length)
	}
	return r.damage(at, "original length %d exceeds the limit of %d", length, maxOriginal)
}
