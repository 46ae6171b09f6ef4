package trace

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"time"
)

const (
	pcapMagicNano = 0xa1b23c4d // little-endian file, nanosecond time stamps
	pcapEthernet  = 1          // LINKTYPE_ETHERNET
	pcapSnap      = 262144
)

// Write writes the trace as a pcap file with nanosecond time stamps.
func (t *Trace) Write(w io.Writer) error {
	b := bufio.NewWriter(w)
	if _, err := b.Write(AppendFileHeader(nil)); err != nil {
		return fmt.Errorf("trace: write: %w", err)
	}
	var head []byte
	for _, f := range t.frames {
		head = AppendRecordHeader(head[:0], f.Time, len(f.Data), f.Orig)
		_, err := b.Write(head)
		if err == nil {
			_, err = b.Write(f.Data)
		}
		if err != nil {
			return fmt.Errorf("trace: write: %w", err)
		}
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("trace: write: %w", err)
	}
	return nil
}

// AppendFileHeader appends the 24 bytes that begin a pcap file: little-endian,
// nanoseconds, Ethernet.
func AppendFileHeader(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, pcapMagicNano)
	b = binary.LittleEndian.AppendUint16(b, 2)
	b = binary.LittleEndian.AppendUint16(b, 4)
	b = append(b, make([]byte, 8)...) // time zone and accuracy, always 0
	b = binary.LittleEndian.AppendUint32(b, pcapSnap)
	return binary.LittleEndian.AppendUint32(b, pcapEthernet)
}

// AppendRecordHeader appends the 16 bytes in front of a frame of which captured
// bytes, out of orig, follow.
func AppendRecordHeader(b []byte, at time.Time, captured, orig int) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(at.Unix()))
	b = binary.LittleEndian.AppendUint32(b, uint32(at.Nanosecond()))
	b = binary.LittleEndian.AppendUint32(b, uint32(captured))
	return binary.LittleEndian.AppendUint32(b, uint32(orig))
}
