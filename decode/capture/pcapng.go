package capture

import (
	"encoding/binary"
	"math/bits"
)

// The types of pcapng blocks that are read (draft-ietf-opsawg-pcapng). All
// others are passed over.
const (
	blockSection   = 0x0a0d0d0a
	blockInterface = 1
	blockPacket    = 2 // obsolete
	blockSimple    = 3
	blockEnhanced  = 6
)

// numbered reports whether Wireshark (4.0) gives a number to a block that is no
// frame: journal entries, custom blocks, and the events of Sysdig.
func numbered(kind uint32) bool {
	switch kind {
	case 9, 0xbad, 0x40000bad, 0x204, 0x216, 0x221:
		return true
	}
	return false
}

// The least lengths of blocks with all their fixed parts.
const (
	blockMin     = 12
	sectionMin   = 28
	interfaceMin = 20
	packetMin    = 32 // Enhanced and obsolete
	simpleMin    = 16
)

const (
	byteOrderMagic = 0x1a2b3c4d

	// maxOptions is how much of a block may be other than a frame. A block that
	// claims more is taken for damage.
	maxOptions = 16 << 20

	// maxBlock is how long a block may be that is held as a whole: one with the
	// longest frame and with some options. Of a longer one the options are read
	// and not held.
	maxBlock = MaxFrame + cutSize

	// maxInterfaces is how many interfaces a section may have, maxTypes how
	// many types of blocks passed over are counted.
	maxInterfaces = 1 << 16
	maxTypes      = 256
)

// nextBlock reads blocks up to and including the next one with a frame.
//
//	 0                   1                   2                   3
//	 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//	+---------------------------------------------------------------+
//	|                          Block type                           |
//	+---------------------------------------------------------------+
//	|                      Block total length                       |
//	+---------------------------------------------------------------+
//	|                   Body, padded to 32 bits                     |
//	+---------------------------------------------------------------+
//	|                      Block total length                       |
//	+---------------------------------------------------------------+
func (r *Reader) nextBlock(f *Frame) error {
	for {
		b := r.in.window()
		if len(b) < blockMin {
			if !r.in.fill(blockMin) {
				return r.short(r.in.offset(), "block header", blockMin, true)
			}
			b = r.in.window()
		}
		kind := binary.LittleEndian.Uint32(b[0:])
		total := binary.LittleEndian.Uint32(b[4:])
		if r.big {
			kind, total = bits.ReverseBytes32(kind), bits.ReverseBytes32(total)
		}
		var err error
		switch kind {
		case blockEnhanced, blockPacket:
			return r.readPacket(f, kind, total)
		case blockSimple:
			return r.readSimple(f, total)
		case blockInterface:
			err = r.readInterface(total)
		case blockSection:
			err = r.readSection()
		default:
			err = r.passOver(kind, total)
		}
		if err != nil {
			return err
		}
	}
}

// readPacket reads an Enhanced Packet Block or its predecessor.
//
//	+---------------------------------------------------------------+
//	|   Interface ID (in type 2: 16 bits, then a count of drops)    |
//	+---------------------------------------------------------------+
//	|                     Time stamp, upper half                    |
//	+---------------------------------------------------------------+
//	|                     Time stamp, lower half                    |
//	+---------------------------------------------------------------+
//	|                        Captured length                        |
//	+---------------------------------------------------------------+
//	|                        Original length                        |
//	+---------------------------------------------------------------+
//	|                  Packet data, padded; options                 |
func (r *Reader) readPacket(f *Frame, kind, total uint32) error {
	const fixed = packetMin - 4
	b := r.in.window()
	if total < packetMin || total&3 != 0 {
		return r.badTotal(kind, total, packetMin)
	}
	if len(b) < fixed {
		if !r.in.fill(fixed) {
			return r.short(r.in.offset(), "block", total, total <= MaxFrame+maxOptions)
		}
		b = r.in.window()
	}
	id := binary.LittleEndian.Uint32(b[8:])
	high := binary.LittleEndian.Uint32(b[12:])
	low := binary.LittleEndian.Uint32(b[16:])
	captured := binary.LittleEndian.Uint32(b[20:])
	length := binary.LittleEndian.Uint32(b[24:])
	if r.big {
		id, high, low = bits.ReverseBytes32(id), bits.ReverseBytes32(high), bits.ReverseBytes32(low)
		captured, length = bits.ReverseBytes32(captured), bits.ReverseBytes32(length)
	}
	if kind == blockPacket {
		id = uint32(r.uint16(b[8:]))
	}
	if uint(id) >= uint(len(r.interfaces)) {
		return r.damage(r.in.offset(), "interface %d of %d in the section", id, len(r.interfaces))
	}
	via := &r.interfaces[id]
	at := r.in.offset()
	if captured > via.maxFrame || captured > length || length > maxOriginal {
		return r.badLengths(at, captured, length, via.maxFrame)
	}
	extra := int64(total-packetMin) - int64(pad4(captured))
	if extra < 0 || extra > maxOptions {
		return r.damage(at, "block of %d bytes for %d captured bytes", total, captured)
	}
	held := fixed + min(captured, r.given)
	// Nothing in the options matters here, but where they are no options the
	// lengths before them can't be believed either.
	b, wrong, err := r.takeBlock(total, held, fixed+pad4(captured), anyOption)
	if err != nil {
		return err
	}
	if wrong != "" {
		return r.damage(at, "%s", wrong)
	}
	r.number++
	*f = Frame{
		Number:    r.number,
		Time:      via.time(uint64(high)<<32 | uint64(low)),
		HasTime:   true,
		Link:      via.link,
		Interface: r.earlier + int(id),
		Length:    int(length),
		Data:      b[fixed:held:held],
	}
	return nil
}

func anyOption(uint16, []byte) string { return "" }

// readSimple reads a Simple Packet Block: the original length and the data, of
// the section's first interface.
func (r *Reader) readSimple(f *Frame, total uint32) error {
	if total < simpleMin || total&3 != 0 {
		return r.badTotal(blockSimple, total, simpleMin)
	}
	if len(r.interfaces) == 0 {
		return r.damage(r.in.offset(), "interface 0 of 0 in the section")
	}
	via := &r.interfaces[0]
	if total-simpleMin > via.maxFrame+maxOptions {
		return r.damage(r.in.offset(), "block length %d exceeds the limit of %d", total, via.maxFrame+maxOptions)
	}
	const fixed = simpleMin - 4
	at := r.in.offset()
	b, _, err := r.takeBlock(total, fixed+min(total-simpleMin, r.given), total-4, anyOption)
	if err != nil {
		return err
	}
	length := r.uint32(b[8:])
	captured := length
	if via.snap != 0 {
		captured = min(captured, via.snap)
	}
	switch {
	case captured > via.maxFrame || length > maxOriginal:
		return r.badLengths(at, captured, length, via.maxFrame)
	case pad4(captured) != total-simpleMin:
		return r.damage(at, "block of %d bytes for %d captured bytes", total, captured)
	}
	held := fixed + min(captured, r.given)
	r.number++
	*f = Frame{
		Number:    r.number,
		Link:      via.link,
		Interface: r.earlier,
		Length:    int(length),
		Data:      b[fixed:held:held],
	}
	return nil
}

// takeBlock consumes a block and checks its end. It returns the first bytes, held
// of them at least, and what is wrong with the options, which begin at offset from.
func (r *Reader) takeBlock(total, held, from uint32, f func(code uint16, value []byte) string) (b []byte, wrong string, err error) {
	if total > maxBlock && !r.whole {
		return r.takeLong(total, int(held), from, f)
	}
	b, err = r.wholeBlock(total)
	if err != nil {
		return nil, "", err
	}
	r.in.pos += int(total)
	return b, r.options(b[from:total-4], f), nil
}

// takeLong is takeBlock for a block of which no more is held than must be.
func (r *Reader) takeLong(total uint32, held int, from uint32, f func(uint16, []byte) string) (b []byte, wrong string, err error) {
	if r.in.hold && r.in.buffered() < int(total) {
		return nil, "", errBlockEnd
	}
	at := r.in.offset()
	whole := r.in.cut(held, int64(from)-int64(held))
	left := int64(total-4) - int64(from)
	for ended := false; whole && left > 0 && !ended && wrong == ""; {
		if whole = r.in.fill(held + int(min(left, longestOption))); whole {
			list := r.in.window()[held:]
			list = list[:min(left, int64(len(list)))]
			var n int
			n, ended, wrong = r.someOptions(list, left-int64(len(list)), f)
			whole = r.in.cut(held, int64(n))
			left -= int64(n)
		}
	}
	if !whole || !r.in.cut(held, left) || !r.in.fill(held+4) {
		return nil, "", r.short(at, "block", total, true)
	}
	b = r.in.window()
	if trailer := r.uint32(b[held:]); trailer != total {
		return nil, "", r.badTrailer(at, total, trailer)
	}
	r.in.pos += held + 4
	return b[:held], wrong, nil
}

// wholeBlock waits for all of the block and checks its end.
func (r *Reader) wholeBlock(total uint32) ([]byte, error) {
	if r.in.buffered() < int(total) && !r.in.fill(int(total)) {
		return nil, r.short(r.in.offset(), "block", total, true)
	}
	b := r.in.window()
	if trailer := r.uint32(b[total-4:]); trailer != total {
		return nil, r.badTrailer(r.in.offset(), total, trailer)
	}
	return b, nil
}

// badTrailer fails because a block does not end with its total length.
func (r *Reader) badTrailer(at int64, total, trailer uint32) error {
	return r.damage(at, "block length %d repeated as %d at its end", total, trailer)
}

// badTotal fails because of a block's total length.
func (r *Reader) badTotal(kind, total, least uint32) error {
	at := r.in.offset()
	if total < least {
		return r.damage(at, "block length %d is less than the %d of block type 0x%x", total, least, kind)
	}
	return r.damage(at, "block length %d is no multiple of 4", total)
}

// passOver consumes a block that has no frame, whatever its length, and counts it.
func (r *Reader) passOver(kind, total uint32) error {
	if total < blockMin || total&3 != 0 {
		return r.badTotal(kind, total, blockMin)
	}
	if r.in.hold && r.in.buffered() < int(total) {
		return errBlockEnd
	}
	at := r.in.offset()
	// A length that only a corrupt file has is not cut short by the end of it.
	honest := total <= maxOptions
	if !r.in.skip(int64(total)-4) || !r.in.fill(4) {
		return r.short(at, "block", total, honest)
	}
	if trailer := r.uint32(r.in.window()); trailer != total {
		return r.badTrailer(at, total, trailer)
	}
	r.in.pos += 4
	if numbered(kind) {
		r.number++
	}
	if _, known := r.passed[kind]; !known && len(r.passed) >= maxTypes {
		kind = 0
	}
	if r.passed == nil {
		r.passed = make(map[uint32]int)
	}
	r.passed[kind]++
	return nil
}
