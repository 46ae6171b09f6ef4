package roce

import "encoding/binary"

// BTHLen is the length of a BTH.
const BTHLen = 12

// BTH is a view of a Base Transport Header, which begins every packet.
//
//	 0                   1                   2                   3
//	 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//	+---------------+-+-+---+-------+-------------------------------+
//	|    OpCode     |S|M|Pad| TVer  |         Partition key         |
//	+---------------+-+-+---+-------+-------------------------------+
//	|F|B| reserved  |            Destination queue pair             |
//	+-+-+-----------+-----------------------------------------------+
//	|A|  reserved   |            Packet sequence number             |
//	+-+-------------+-----------------------------------------------+
type BTH []byte

// SplitBTH cuts a BTH off the front of b.
func SplitBTH(b []byte) (h BTH, rest []byte, err error) { return cut[BTH](b, BTHLen) }

// Opcode says what the packet is and which headers follow the BTH.
func (h BTH) Opcode() Opcode { return Opcode(h[0]) }

// Solicited is the solicited event bit: the receiver is asked to raise an event for the message.
func (h BTH) Solicited() bool { return h[1]&0x80 != 0 }

// MigReq is the migration state bit.
func (h BTH) MigReq() bool { return h[1]&0x40 != 0 }

// Pad is the number of pad bytes between the payload and the ICRC.
func (h BTH) Pad() int { return int(h[1] >> 4 & 3) }

// Version is the transport header version, 0 in every packet so far.
func (h BTH) Version() uint8 { return h[1] & 15 }

// PKey is the partition key, 0xffff by default.
func (h BTH) PKey() uint16 { return binary.BigEndian.Uint16(h[2:]) }

// FECN is the forward congestion bit of RoCEv2.
func (h BTH) FECN() bool { return h[4]&0x80 != 0 }

// BECN is the backward congestion bit of RoCEv2, set in a CNP.
func (h BTH) BECN() bool { return h[4]&0x40 != 0 }

// DestQP is the queue pair the packet is for. Nothing in an RC packet tells the one it comes from.
func (h BTH) DestQP() uint32 { return binary.BigEndian.Uint32(h[4:]) & 0xffffff }

// AckReq asks the responder for an acknowledgement.
func (h BTH) AckReq() bool { return h[8]&0x80 != 0 }

// PSN is the packet sequence number.
func (h BTH) PSN() uint32 { return binary.BigEndian.Uint32(h[8:]) & 0xffffff }
