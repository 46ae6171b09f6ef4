package roce

import (
	"bytes"
	"encoding/binary"
)

// PrivateMessageLen is the length of the RFC 8797 message.
const PrivateMessageLen = 8

// PrivateFormat is the format identifier that begins the RFC 8797 message.
const PrivateFormat = 0xf6ab0e18

// sizeUnit is what the sizes of the message count in: a code n stands for (n+1) × 1024 bytes.
const sizeUnit = 1024

// PrivateMessage is the RFC 8797 message: what an RPC-over-RDMA peer says of itself in its CM private data.
type PrivateMessage struct {
	Version     uint8
	Flags       uint8
	SendSize    int // bytes, 1024 to 262144
	ReceiveSize int // bytes, 1024 to 262144
}

// RemoteInvalidation is the R bit: the peer supports SEND with Invalidate.
func (m PrivateMessage) RemoteInvalidation() bool { return m.Flags&1 != 0 }

// Reserved is the seven reserved bits of the flags, in their places. RFC 8797 wants them zero.
func (m PrivateMessage) Reserved() uint8 { return m.Flags &^ 1 }

// Presence says whether something is there.
type Presence uint8

// What may be said of something that was looked for in data that may be cut short.
const (
	NotCaptured Presence = iota // it wasn't seen, but not all of the data was captured either
	Absent
	Present
	Incomplete // it begins, and the data ends before it does
)

var presenceNames = [...]string{
	NotCaptured: "not captured", Absent: "absent", Present: "present", Incomplete: "incomplete",
}

// String is "present", "absent", "not captured" or "incomplete".
func (p Presence) String() string { return presenceNames[min(int(p), len(presenceNames)-1)] }

var privateFormat = binary.BigEndian.AppendUint32(nil, PrivateFormat)

// FindPrivate looks for an RFC 8797 message at any byte offset of a consumer's private data, of which all was captured.
// The first format identifier counts (RFC 8797 §5.2). Ok is false if there is none, or fewer than eight bytes from it on.
func FindPrivate(consumerData []byte) (m PrivateMessage, offset int, ok bool) {
	m, offset, presence := SearchPrivate(consumerData, true)
	return m, offset, presence == Present
}

// SearchPrivate is FindPrivate for data of which perhaps only the front was captured, as whole says. It takes what
// ConsumerData and PrivateData return.
func SearchPrivate(data []byte, whole bool) (m PrivateMessage, offset int, presence Presence) {
	i := bytes.Index(data, privateFormat)
	switch {
	case i >= 0 && len(data)-i >= PrivateMessageLen:
		b := data[i+4:]
		return PrivateMessage{
			Version:     b[0],
			Flags:       b[1],
			SendSize:    (int(b[2]) + 1) * sizeUnit,
			ReceiveSize: (int(b[3]) + 1) * sizeUnit,
		}, i, Present
	case !whole:
		return m, 0, NotCaptured
	case i >= 0:
		return m, i, Incomplete
	}
	return m, 0, Absent
}
