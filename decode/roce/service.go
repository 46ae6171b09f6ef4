package roce

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"time"
)

// ServiceID is what a ConnectRequest asks for. RDMA over IP writes a port space and a port into it:
// 00 00 00 00 01 SS PP PP.
type ServiceID uint64

// The port spaces of RDMA over IP.
const (
	PortSpaceTCP uint8 = 0x06 // of NFS/RDMA among others
	PortSpaceUDP uint8 = 0x11
	PortSpaceIB  uint8 = 0x3f
)

// PortSpace is the port space of a service ID of RDMA over IP. It is false for every other one.
func (id ServiceID) PortSpace() (uint8, bool) {
	if id>>24 != 1 {
		return 0, false
	}
	space := uint8(id >> 16)
	switch space {
	case PortSpaceTCP, PortSpaceUDP, PortSpaceIB:
		return space, true
	}
	return 0, false
}

// Port is the port of a service ID of RDMA over IP, such as 20049. It is false for every other one.
func (id ServiceID) Port() (uint16, bool) {
	_, ok := id.PortSpace()
	if !ok {
		return 0, false
	}
	return uint16(id), true
}

// String writes port space and port, as in "tcp/20049", or the number of a service ID that has none.
func (id ServiceID) String() string {
	space, ok := id.PortSpace()
	if !ok {
		return fmt.Sprintf("0x%016x", uint64(id))
	}
	name := "tcp/"
	switch space {
	case PortSpaceUDP:
		name = "udp/"
	case PortSpaceIB:
		name = "ib/"
	}
	return name + strconv.Itoa(int(uint16(id)))
}

// IPCMLen is the length of an IP CM header.
const IPCMLen = 36

// IPCM is a view of the IP CM header, which goes before the consumer's private data in a REQ.
//
//	 0                   1                   2                   3
//	 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//	+-------+-------+-------+-------+-------------------------------+
//	| Major | Minor | IP ver|  res. |          Source port          |
//	+-------+-------+-------+-------+-------------------------------+
//	|                    Source address, 16 bytes                   |
//	+---------------------------------------------------------------+
//	|                 Destination address, 16 bytes                 |
//	+---------------------------------------------------------------+
type IPCM []byte

// SplitIPCM cuts an IP CM header off the front of b.
func SplitIPCM(b []byte) (h IPCM, rest []byte, err error) { return cut[IPCM](b, IPCMLen) }

// Version is the version of the header, 0.0.
func (h IPCM) Version() (major, minor uint8) { return h[0] >> 4, h[0] & 15 }

// IPVersion is 4 or 6.
func (h IPCM) IPVersion() uint8 { return h[1] >> 4 }

// SourcePort is the port of the active side.
func (h IPCM) SourcePort() uint16 { return binary.BigEndian.Uint16(h[2:]) }

// Source is the address of the active side.
func (h IPCM) Source() Addr { return h.addr(4) }

// Destination is the address of the passive side.
func (h IPCM) Destination() Addr { return h.addr(20) }

// addr reads an address, of which IPv4 uses the last four bytes.
func (h IPCM) addr(off int) Addr {
	if h.IPVersion() == 4 {
		return Addr4([4]byte(h[off+12:]))
	}
	return Addr(h[off:])
}

// PathMTU is the code of a path MTU.
type PathMTU uint8

// Bytes is the largest payload of a packet: 256 to 4096, or 0 for a code without meaning.
func (m PathMTU) Bytes() int {
	if m < 1 || m > 5 {
		return 0
	}
	return 128 << m
}

// Timeout is the code of a time: a power of two.
type Timeout uint8

// Duration is 4.096 µs × 2^code.
func (t Timeout) Duration() time.Duration { return 4096 * time.Nanosecond << (t & 31) }

// timeout reads the first five bits of a byte.
func timeout(b []byte, off int) (Timeout, bool) {
	v, ok := bits(b, off, 0, 5)
	return Timeout(v), ok
}
