package capture

import (
	"encoding/binary"
	"fmt"
	"io"
	"math/bits"
	"unicode/utf8"
)

// An Edit is what becomes of a frame in a copy.
type Edit struct {
	Drop     bool
	Comments []string // for the packet, after those that it has
}

const (
	optComment = 1
	maxComment = 1<<16 - 4 // bytes: the length of an option has 16 bits
)

// Copy writes what r reads as a pcapng file, with what edit says of each number
// that a frame, or another block that Wireshark numbers, has. All other blocks
// and options of a pcapng file stay, but for the lengths of its sections, which
// become unknown. A Simple Packet Block cannot have a comment: with one it becomes
// an Enhanced Packet Block, at time 0. The frames of a pcap file come from one
// interface; how long its frame check sequences are is not told.
//
// The Reader must be fresh, and opened with Options.Whole. An error of w is
// returned as it is; how the reading ends, if not with io.EOF, as Next tells it.
// What was read before stays written.
func Copy(w io.Writer, r *Reader, edit func(number int) Edit) error {
	if !r.whole {
		return fmt.Errorf("capture: %s: was not opened to be copied", r.name)
	}
	c := &copier{w: w, r: r, edit: edit, order: binary.LittleEndian}
	run := c.records
	if r.ng {
		run = c.blocks
	}
	if err := run(); err != io.EOF {
		return err
	}
	return nil
}

type copier struct {
	w     io.Writer
	r     *Reader
	edit  func(int) Edit
	order binary.AppendByteOrder
	buf   []byte // the block being written
}

// blocks copies a pcapng file, the first block of which was read.
func (c *copier) blocks() error {
	r := c.r
	if err := c.section(r.in.buf[:r.in.pos]); err != nil {
		return err
	}
	for {
		if !r.in.fill(blockMin) {
			return r.short(r.in.offset(), "block header", blockMin, true)
		}
		b := r.in.window()
		kind, total := binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[4:])
		if r.big {
			kind, total = bits.ReverseBytes32(kind), bits.ReverseBytes32(total)
		}
		var f Frame
		var err error
		switch kind {
		case blockEnhanced, blockPacket:
			err = r.readPacket(&f, kind, total)
		case blockSimple:
			err = r.readSimple(&f, total)
		case blockInterface:
			err = r.readInterface(total)
		case blockSection:
			if err = r.readSection(); err == nil {
				total = r.uint32(r.in.buf[r.in.pos-4:])
			}
		default:
			if err = r.holdBlock(kind, total); err == nil {
				err = r.passOver(kind, total)
			}
		}
		if err != nil {
			return err
		}
		// The block was read as a whole, so that it still stands before the window.
		block := r.in.buf[r.in.pos-int(total) : r.in.pos]
		switch {
		case kind == blockSection:
			err = c.section(block)
		case f.Number > 0:
			err = c.packet(kind, block, &f)
		case numbered(kind) && c.edit(r.number).Drop:
		default:
			_, err = c.w.Write(block)
		}
		if err != nil {
			return err
		}
	}
}

// holdBlock waits for all of a block that will be passed over.
func (r *Reader) holdBlock(kind, total uint32) error {
	if err := r.checkTotal(kind, total, blockMin); err != nil {
		return err
	}
	_, err := r.wholeBlock(total)
	return err
}

// section writes a Section Header Block without the section's length.
func (c *copier) section(block []byte) error {
	c.order = binary.LittleEndian
	if c.r.big {
		c.order = binary.BigEndian
	}
	c.buf = append(c.buf[:0], block...)
	for i := range 8 {
		c.buf[16+i] = 0xff
	}
	_, err := c.w.Write(c.buf)
	return err
}

// packet writes a block with a frame.
func (c *copier) packet(kind uint32, block []byte, f *Frame) error {
	e := c.edit(f.Number)
	switch {
	case e.Drop:
		return nil
	case len(e.Comments) == 0:
		_, err := c.w.Write(block)
		return err
	case kind == blockSimple:
		return c.enhanced(0, f, e.Comments)
	}
	at := packetMin - 4 + int(pad4(uint32(len(f.Data))))
	c.begin(kind)
	c.buf = append(c.buf, block[8:at]...)
	return c.options(e.Comments, block[at:len(block)-4])
}

// enhanced writes an Enhanced Packet Block of the first interface.
func (c *copier) enhanced(stamp uint64, f *Frame, comments []string) error {
	c.begin(blockEnhanced)
	c.words(0, uint32(stamp>>32), uint32(stamp), uint32(len(f.Data)), uint32(f.Length))
	c.buf = append(c.buf, f.Data...)
	c.pad()
	if len(comments) == 0 {
		return c.end()
	}
	return c.options(comments, nil)
}

// options ends a block with comments and the options that it had.
func (c *copier) options(comments []string, had []byte) error {
	// Where the old ones come first, their end would have to be found.
	for _, s := range comments {
		s = cutText(s, maxComment)
		c.buf = c.order.AppendUint16(c.buf, optComment)
		c.buf = c.order.AppendUint16(c.buf, uint16(len(s)))
		c.buf = append(c.buf, s...)
		c.pad()
	}
	if len(had) == 0 {
		c.words(optEnd)
	}
	c.buf = append(c.buf, had...)
	return c.end()
}

// begin begins a block, the length of which end fills in.
func (c *copier) begin(kind uint32) {
	c.buf = c.buf[:0]
	c.words(kind, 0)
}

func (c *copier) words(w ...uint32) {
	for _, v := range w {
		c.buf = c.order.AppendUint32(c.buf, v)
	}
}

func (c *copier) pad() { c.buf = append(c.buf, make([]byte, -len(c.buf)&3)...) }

func (c *copier) end() error {
	total := uint32(len(c.buf) + 4)
	c.words(total)
	c.order.AppendUint32(c.buf[:4], total)
	_, err := c.w.Write(c.buf)
	return err
}

// records copies a pcap file, the header of which was read.
func (c *copier) records() error {
	r := c.r
	c.begin(blockSection)
	c.words(byteOrderMagic, 1, 0xffffffff, 0xffffffff)
	if err := c.end(); err != nil {
		return err
	}
	resol := byte(6)
	if r.unit == 1 {
		resol = 9
	}
	c.begin(blockInterface)
	c.words(uint32(r.link), r.snap)
	c.buf = append(c.buf, optResol, 0, 1, 0, resol, 0, 0, 0)
	c.words(optEnd)
	if err := c.end(); err != nil {
		return err
	}
	for {
		var f Frame
		if err := r.nextRecord(&f); err != nil {
			return err
		}
		e := c.edit(f.Number)
		if e.Drop {
			continue
		}
		if err := c.enhanced(uint64(f.Time/r.unit), &f, e.Comments); err != nil {
			return err
		}
	}
}

// cutText is s, or as much of its begin as fits into n bytes.
func cutText(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
