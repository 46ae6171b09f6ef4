package capture

import (
	"encoding/binary"
	"io"

	"github.com/klauspost/compress/zstd"
)

// begin looks at the first bytes, unpacks them where they are compressed, and
// reads the header that they must be.
func (r *Reader) begin() error {
	if err := r.beginMagic(); err != nil {
		return err
	}
	switch r.packing = packing(r.in.window()); r.packing {
	case "":
		return r.beginPlain()
	case "gzip", "zstd":
		if err := r.beginPacked(); err != nil {
			return err
		}
		if err := r.beginMagic(); err != nil {
			return err
		}
		return r.beginPlain()
	}
	return r.damage(0, "packed with %s: unpack it first", r.packing)
}

func (r *Reader) beginPacked() error {
	packed := r.in
	if !r.survey {
		u := unpack(r.packing, r.window, &packed)
		r.closers = append(r.closers, u.Close)
		r.in = newSource(u)
		return nil
	}
	d, err := newDecoder(r.packing, r.window, &packed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true))
	if err != nil {
		return r.damage(0, "unpacking %s: %v", r.packing, err)
	}
	r.closers = append(r.closers, d.Close)
	r.in = newSourceOf(d, surveySize)
	return nil
}

func (r *Reader) beginMagic() error {
	if r.in.fill(4) {
		return nil
	}
	if r.in.err == io.EOF && r.in.buffered() == 0 {
		return r.damage(0, "file is empty")
	}
	return r.short(0, "file header", fileHeaderLen, false)
}

// beginPlain reads the header of a pcap file, or the first block of a pcapng file.
func (r *Reader) beginPlain() error {
	magic := r.in.window()[:4]
	switch binary.BigEndian.Uint32(magic) {
	case blockSection:
		r.ng = true
		return r.readSection()
	case magicMicro:
		r.big, r.unit = true, 1000
		return r.readHeader()
	case magicNano:
		r.big, r.unit = true, 1
		return r.readHeader()
	}
	switch binary.LittleEndian.Uint32(magic) {
	case magicMicro:
		r.unit = 1000
		return r.readHeader()
	case magicNano:
		r.unit = 1
		return r.readHeader()
	}
	if p := packing(magic); p != "" {
		return r.damage(0, "packed twice: %s in %s", p, r.packing)
	}
	return r.damage(0, "not a capture file: begins with % x", magic)
}
