package capture

import "encoding/binary"

// readSection reads a Section Header Block. It sets the byte order of what
// follows and forgets the interfaces of the section before.
func (r *Reader) readSection() error {
	if !r.in.fill(blockMin) {
		return r.short(r.in.offset(), "block header", blockMin, true)
	}
	b := r.in.window()
	at := r.in.offset()
	switch order := b[8:12]; {
	case binary.LittleEndian.Uint32(order) == byteOrderMagic:
		r.big = false
	case binary.BigEndian.Uint32(order) == byteOrderMagic:
		r.big = true
	default:
		return r.damage(at, "section byte order is % x", order)
	}
	b, err := r.headerBlock(blockSection, r.uint32(b[4:]), sectionMin)
	if err != nil {
		return err
	}
	// Version 1.2 is what some writers call the same format.
	if major, minor := r.uint16(b[12:]), r.uint16(b[14:]); major != 1 || minor != 0 && minor != 2 {
		return r.damage(at, "pcapng version %d.%d, want 1.0", major, minor)
	}
	if wrong := r.options(b[24:len(b)-4], anyOption); wrong != "" {
		return r.damage(at, "%s", wrong)
	}
	r.earlier += len(r.interfaces)
	r.interfaces = r.interfaces[:0]
	r.in.pos += len(b)
	return nil
}

// readInterface reads an Interface Description Block.
//
//	+-------------------------------+-------------------------------+
//	|           Link type           |           Reserved            |
//	+-------------------------------+-------------------------------+
//	|                        Snapshot length                        |
//	+---------------------------------------------------------------+
//	|                            Options                            |
func (r *Reader) readInterface(total uint32) error {
	b, err := r.headerBlock(blockInterface, total, interfaceMin)
	if err != nil {
		return err
	}
	at := r.in.offset()
	if len(r.interfaces) == maxInterfaces {
		return r.damage(at, "more than %d interfaces in a section", maxInterfaces)
	}
	n := newInterface(LinkType(r.uint16(b[8:])), r.uint32(b[12:]))
	wrong := r.options(b[16:len(b)-4], func(code uint16, value []byte) string {
		switch code {
		case optResol:
			if len(value) != 1 {
				return "time stamp resolution is not one byte"
			}
			if !n.setUnit(value[0]) {
				return "time stamp resolution is finer than 64 bits can count"
			}
		case optTSOffset:
			if len(value) != 8 {
				return "time stamp offset is not 8 bytes"
			}
			n.setOffset(int64(r.uint64(value)))
		}
		return ""
	})
	if wrong != "" {
		return r.damage(at, "%s", wrong)
	}
	r.interfaces = append(r.interfaces, n)
	r.coarsest = max(r.coarsest, n.unit())
	r.in.pos += len(b)
	return nil
}

// headerBlock waits for all of a block that has no frame but matters.
func (r *Reader) headerBlock(kind, total, least uint32) ([]byte, error) {
	switch {
	case total < least || total&3 != 0:
		return nil, r.badTotal(kind, total, least)
	case total > maxOptions:
		return nil, r.damage(r.in.offset(), "block length %d exceeds the limit of %d", total, maxOptions)
	}
	b, err := r.wholeBlock(total)
	if err != nil {
		return nil, err
	}
	return b[:total], nil
}
