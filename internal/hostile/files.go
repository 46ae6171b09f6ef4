package hostile

import (
	"bytes"
	"encoding/binary"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"rpcrdma-lint/decode/capture"
	"rpcrdma-lint/internal/trace"
)

// iWARP begins a TCP connection with each frame.
func iWARP() ([]frame, maker) {
	f := frame(make([]byte, offTCP+20, offTCP+40))
	f = append(f, "MPA ID Req Frame\x00\x00\x00\x00"...)
	f[12], f[13] = 8, 0
	f[14], f[23] = 0x45, 6
	binary.BigEndian.PutUint16(f[16:], uint16(len(f)-14))
	f[offTCP+12] = 5 << 4
	f.u32(offDest, 192<<24|2<<8|1)
	return nil, func(n int) frame {
		binary.BigEndian.PutUint16(f[offTCP:], uint16(n))
		binary.BigEndian.PutUint16(f[offTCP+2:], 4000)
		return f.client(n>>16, true)
	}
}

// block writes a pcapng block.
func block(w io.Writer, kind uint32, body []byte) error {
	b := binary.LittleEndian.AppendUint32(nil, kind)
	n := uint32(12 + len(body))
	b = binary.LittleEndian.AppendUint32(b, n)
	b = append(b, body...)
	_, err := w.Write(binary.LittleEndian.AppendUint32(b, n))
	return err
}

const (
	sectionHeader   = 0x0a0d0d0a
	interfaceBlock  = 1
	packetBlock     = 6
	optionComment   = 1
	biggestOption   = 1<<16 - 4
	optionsOfABlock = 250
)

// section begins a section with an option so many times.
func section(w io.Writer, option []byte, times int) error {
	length := uint32(28 + times*len(option))
	b := binary.LittleEndian.AppendUint32(nil, sectionHeader)
	b = binary.LittleEndian.AppendUint32(b, length)
	b = binary.LittleEndian.AppendUint32(b, 0x1a2b3c4d)
	b = append(b, 1, 0, 0, 0)
	b = binary.LittleEndian.AppendUint64(b, 1<<64-1)
	if _, err := w.Write(b); err != nil {
		return err
	}
	for range times {
		if _, err := w.Write(option); err != nil {
			return err
		}
	}
	_, err := w.Write(binary.LittleEndian.AppendUint32(nil, length))
	return err
}

func interfaces(w io.Writer, n int) error {
	if err := section(w, nil, 0); err != nil {
		return err
	}
	for range min(n, 1<<16) { // more are no file
		if err := block(w, interfaceBlock, []byte{1, 0, 0, 0, 0, 0, 4, 0}); err != nil {
			return err
		}
	}
	return nil
}

// options are sections with as many options as a block may have.
func options(w io.Writer, n int) error {
	comment := binary.LittleEndian.AppendUint16(nil, optionComment)
	comment = binary.LittleEndian.AppendUint16(comment, biggestOption)
	comment = append(comment, make([]byte, biggestOption)...)
	for range max(1, n/10_000) {
		if err := section(w, comment, optionsOfABlock); err != nil {
			return err
		}
	}
	return nil
}

// bigFrames are frames of a mebibyte, of which nothing is of interest.
func bigFrames(w io.Writer, n int) error {
	if _, err := w.Write(trace.AppendFileHeader(nil)); err != nil {
		return err
	}
	const size = 1 << 18 // the snapshot length of the file
	f := made("C>SEND 1 raw=00000001")[0]
	f = append(f, make([]byte, size-len(f))...)
	record := append(binary.LittleEndian.AppendUint32(make([]byte, 8), size), 0, 0, byte(size>>16), 0)
	copy(record[12:], record[8:12])
	for range max(1, n/1000) {
		if _, err := w.Write(record); err != nil {
			return err
		}
		if _, err := w.Write(f); err != nil {
			return err
		}
	}
	return nil
}

// transfers are frames of a USB interface, far longer than a packet can be, and
// frames of an Ethernet interface with as many options as a block may have.
func transfers(w io.Writer, n int) error {
	const (
		usb, ethernet = 189, 1
		size          = 120 << 20
	)
	if err := section(w, nil, 0); err != nil {
		return err
	}
	for _, link := range []byte{usb, ethernet} {
		if err := block(w, interfaceBlock, []byte{link, 0, 0, 0, 0, 0, 0, 0}); err != nil {
			return err
		}
	}
	zeros := make([]byte, 1<<16)
	comment := append([]byte{optionComment, 0, biggestOption & 0xff, biggestOption >> 8}, zeros[:biggestOption]...)
	for range max(1, n/100_000) {
		if err := packet(w, 0, size, zeros, size/len(zeros)); err != nil {
			return err
		}
		if err := packet(w, 1, 0, comment, optionsOfABlock); err != nil {
			return err
		}
	}
	return nil
}

// packet writes a block with a frame of so many bytes of an interface: the frame,
// or what else is in the block, is part so many times.
func packet(w io.Writer, of, captured uint32, part []byte, times int) error {
	total := uint32(32 + times*len(part))
	b := make([]byte, 28)
	for i, v := range []uint32{packetBlock, total, of, 0, 0, captured, captured} {
		binary.LittleEndian.PutUint32(b[4*i:], v)
	}
	if _, err := w.Write(b); err != nil {
		return err
	}
	for range times {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	_, err := w.Write(binary.LittleEndian.AppendUint32(nil, total))
	return err
}

// empty are frames of which nothing was captured: 16 bytes each.
func empty(w io.Writer, n int) error {
	if _, err := w.Write(trace.AppendFileHeader(nil)); err != nil {
		return err
	}
	record := append(make([]byte, 12), 60, 0, 0, 0)
	record[0] = 1 // second
	for many := bytes.Repeat(record, 1000); n > 0; n -= 1000 {
		if _, err := w.Write(many); err != nil {
			return err
		}
	}
	return nil
}

func empties(w io.Writer, n int) error { return empty(w, 100*n) }

func gzipBomb(w io.Writer, n int) error {
	z := gzip.NewWriter(w)
	if err := empties(z, n); err != nil {
		return err
	}
	return z.Close()
}

// packed packs what write writes, with the largest window that is read.
func packed(write func(io.Writer, int) error) func(io.Writer, int) error {
	return func(w io.Writer, n int) error {
		z, err := zstd.NewWriter(w, zstd.WithWindowSize(capture.DefaultWindow), zstd.WithEncoderConcurrency(1))
		if err != nil {
			return err
		}
		if err := write(z, n); err != nil {
			return err
		}
		return z.Close()
	}
}
