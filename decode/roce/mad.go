package roce

import (
	"encoding/binary"
	"strconv"
)

const (
	madLen       = 256 // of every MAD on the wire
	madHeaderLen = 24
	gsiQP        = 1 // the queue pair of the general services interface
	gsiQKey      = 0x80010000
	classCM      = 7
	methodSend   = 3
)

// MAD is a view of a management datagram, as far as it was captured. A CM datagram makes a frame of 322 bytes, which
// captures often cut; so every field comes with a bool that says whether it was captured.
//
//	 0                   1                   2                   3
//	 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//	+---------------+---------------+---------------+---------------+
//	|  Base version |     Class     | Class version |    Method     |
//	+---------------+---------------+---------------+---------------+
//	|            Status             |        Class specific         |
//	+-------------------------------+-------------------------------+
//	|                                                               |
//	+                        Transaction ID                         +
//	|                                                               |
//	+-------------------------------+-------------------------------+
//	|         Attribute ID          |           reserved            |
//	+-------------------------------+-------------------------------+
//	|                      Attribute modifier                       |
//	+---------------------------------------------------------------+
type MAD []byte

// MAD is the management datagram that the packet carries: a UD SEND Only to queue pair 1 with the well-known Q_Key and 256
// bytes of payload on the wire. It is nil for every other packet, and where no byte of it was captured.
func (p *Packet) MAD() MAD {
	if p.BTH == nil || p.BTH.Opcode() != UDSendOnly || p.BTH.DestQP() != gsiQP ||
		p.DETH == nil || p.DETH.QKey() != gsiQKey || p.Length != madLen || len(p.Payload) == 0 {
		return nil
	}
	return MAD(p.Payload)
}

// IsCM reports whether the datagram is a CM message: base version 1, class 7, class version 2, method Send. Captured is
// false where too little was captured to know.
func (m MAD) IsCM() (cm, captured bool) {
	if len(m) < 4 {
		return false, false
	}
	return [4]byte(m) == [4]byte{1, classCM, 2, methodSend}, true
}

// BaseVersion is the version of the MAD format, 1.
func (m MAD) BaseVersion() (uint8, bool) { return u8(m, 0) }

// Class is the management class, 7 for CM.
func (m MAD) Class() (uint8, bool) { return u8(m, 1) }

// ClassVersion is the version of the class, 2 for CM.
func (m MAD) ClassVersion() (uint8, bool) { return u8(m, 2) }

// Method is what to do with the attribute, 3 (Send) for CM.
func (m MAD) Method() (uint8, bool) { return u8(m, 3) }

// Status is the outcome of an earlier request, 0 in CM messages.
func (m MAD) Status() (uint16, bool) { return u16(m, 4) }

// TransactionID is the same in every copy of a CM message that is sent again.
func (m MAD) TransactionID() (uint64, bool) { return u64(m, 8) }

// Attribute says which CM message it is.
func (m MAD) Attribute() (Attribute, bool) {
	v, ok := u16(m, 16)
	return Attribute(v), ok
}

// Modifier is the attribute modifier, 0 in CM messages.
func (m MAD) Modifier() (uint32, bool) { return u32(m, 20) }

// message is what follows the MAD header, if the datagram is a CM message with the attribute a.
func (m MAD) message(a Attribute) ([]byte, bool) {
	got, captured := m.Attribute()
	if cm, _ := m.IsCM(); !cm || !captured || got != a {
		return nil, false
	}
	return m[min(madHeaderLen, len(m)):], true
}

// Attribute is the attribute ID of a CM message: which message it is.
type Attribute uint16

// The CM messages.
const (
	ConnectRequest     Attribute = 0x10
	MessageReceiptAck  Attribute = 0x11
	ConnectReject      Attribute = 0x12
	ConnectReply       Attribute = 0x13
	ReadyToUse         Attribute = 0x14
	DisconnectRequest  Attribute = 0x15
	DisconnectReply    Attribute = 0x16
	ServiceIDRequest   Attribute = 0x17
	ServiceIDReply     Attribute = 0x18
	LoadAlternatePath  Attribute = 0x19
	AlternatePathReply Attribute = 0x1a
	firstAttribute               = ConnectRequest
	lastAttribute                = AlternatePathReply
	numberOfAttributes           = lastAttribute - firstAttribute + 1
)

var attributeNames = [numberOfAttributes]string{
	"REQ", "MRA", "REJ", "REP", "RTU", "DREQ", "DREP", "SIDR_REQ", "SIDR_REP", "LAP", "APR",
}

// String is the message's abbreviation, as in "REQ".
func (a Attribute) String() string {
	if a < firstAttribute || a > lastAttribute {
		return "attribute 0x" + strconv.FormatUint(uint64(a), 16)
	}
	return attributeNames[a-firstAttribute]
}

// The functions below read one field of a message that may be cut short. Offsets are in bytes, from the end of the MAD
// header for fields of CM messages.

func u8(b []byte, off int) (uint8, bool) {
	if len(b) < off+1 {
		return 0, false
	}
	return b[off], true
}

func u16(b []byte, off int) (uint16, bool) {
	if len(b) < off+2 {
		return 0, false
	}
	return binary.BigEndian.Uint16(b[off:]), true
}

func u24(b []byte, off int) (uint32, bool) {
	if len(b) < off+3 {
		return 0, false
	}
	return uint32(b[off])<<16 | uint32(b[off+1])<<8 | uint32(b[off+2]), true
}

func u32(b []byte, off int) (uint32, bool) {
	if len(b) < off+4 {
		return 0, false
	}
	return binary.BigEndian.Uint32(b[off:]), true
}

func u64(b []byte, off int) (uint64, bool) {
	if len(b) < off+8 {
		return 0, false
	}
	return binary.BigEndian.Uint64(b[off:]), true
}

func addr(b []byte, off int) (Addr, bool) {
	if len(b) < off+len(Addr{}) {
		return Addr{}, false
	}
	return Addr(b[off:]), true
}

// bits reads n bits of one byte, from the bit first on; bit 0 is the most significant.
func bits(b []byte, off, first, n int) (uint8, bool) {
	if len(b) < off+1 {
		return 0, false
	}
	return b[off] >> (8 - first - n) & (1<<n - 1), true
}

func flag(b []byte, off, bit int) (set, captured bool) {
	v, ok := bits(b, off, bit, 1)
	return v == 1, ok
}

// span is the captured part of n bytes at the offset off, and whether that is all of them.
func span(b []byte, off, n int) (data []byte, whole bool) {
	end := min(off+n, len(b))
	if end <= off {
		return nil, false
	}
	return b[off:end:end], end == off+n
}
