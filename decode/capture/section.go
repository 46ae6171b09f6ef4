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
	total := r.uint32(b[4:])
	if err := r.checkTotal(blockSection, total, sectionMin); err != nil {
		return err
	}
	const fixed = sectionMin - 4
	b, wrong, err := r.takeBlock(total, fixed, fixed, anyOption)
	if err != nil {
		return err
	}
	// Version 1.2 is what some writers call the same format.
	if major, minor := r.uint16(b[12:]), r.uint16(b[14:]); major != 1 || minor != 0 && minor != 2 {
		return r.damage(at, "pcapng version %d.%d, want 1.0", major, minor)
	}
	if wrong != "" {
		return r.damage(at, "%s", wrong)
	}
	r.earlier += len(r.interfaces)
	r.interfaces = r.interfaces[:0]
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
	if err := r.checkTotal(blockInterface, total, interfaceMin); err != nil {
		return err
	}
	const fixed = interfaceMin - 4
	if !r.in.fill(fixed) {
		return r.short(r.in.offset(), "block", total, true)
	}
	b := r.in.window()
	n := newInterface(LinkType(r.uint16(b[8:])), r.uint32(b[12:]))
	at := r.in.offset()
	_, wrong, err := r.takeBlock(total, fixed, fixed, func(code uint16, value []byte) string {
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
	if err != nil {
		return err
	}
	if len(r.interfaces) == maxInterfaces {
		return r.damage(at, "more than %d interfaces in a section", maxInterfaces)
	}
	if wrong != "" {
		return r.damage(at, "%s", wrong)
	}
	r.interfaces = append(r.interfaces, n)
	r.coarsest = max(r.coarsest, n.unit())
	return nil
}

// checkTotal checks the length of a block that has no frame.
func (r *Reader) checkTotal(kind, total, least uint32) error {
	switch {
	case total < least || total&3 != 0:
		return r.badTotal(kind, total, least)
	case total > maxOptions:
		return r.damage(r.in.offset(), "block length %d exceeds the limit of %d", total, maxOptions)
	}
	return nil
}
