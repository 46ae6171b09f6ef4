package trace

import (
	"encoding/binary"
)

// Lengths of the headers, in bytes.
const (
	ethLen  = 14
	vlanLen = 4
	ip4Len  = 20
	ip6Len  = 40
	udpLen  = 8
	bthLen  = 12
	icrcLen = 4
)

// rocePort is the UDP port that RoCEv2 is sent to (IBTA annex A17).
const rocePort = 4791

// Operation codes of reliable connections (IBTA chapter 9.2), and the three
// others that a trace needs.
const (
	opSendFirst      = 0x00
	opSendMiddle     = 0x01
	opSendLast       = 0x02
	opSendLastImm    = 0x03
	opSendOnly       = 0x04
	opSendOnlyImm    = 0x05
	opWriteFirst     = 0x06
	opWriteMiddle    = 0x07
	opWriteLast      = 0x08
	opWriteLastImm   = 0x09
	opWriteOnly      = 0x0a
	opWriteOnlyImm   = 0x0b
	opReadRequest    = 0x0c
	opResponseFirst  = 0x0d
	opResponseMiddle = 0x0e
	opResponseLast   = 0x0f
	opResponseOnly   = 0x10
	opAcknowledge    = 0x11
	opAtomicAck      = 0x12
	opCompareSwap    = 0x13
	opFetchAdd       = 0x14
	opSendLastInv    = 0x16
	opSendOnlyInv    = 0x17

	opUC      = 0x20 // added to an operation of an unreliable connection
	opUDSend  = 0x64
	opCNP     = 0x81
	psnMask   = 1<<24 - 1
	pkeyWhole = 0xffff
)

// A packet is an InfiniBand packet before it is put into a frame.
type packet struct {
	op       byte
	psn      uint32
	qpn      uint32 // destination
	ackReq   bool
	se       bool
	ext      []byte // extended headers
	payload  []byte
	reserved byte // BTH byte 4
}

// append adds BTH, extended headers, payload and pad to b.
func (p *packet) append(b []byte) []byte {
	pad := -len(p.payload) & 3
	flags := byte(1<<6 | pad<<4) // migrated, as real adapters send it
	if p.se {
		flags |= 0x80
	}
	b = append(b, p.op, flags, pkeyWhole>>8, pkeyWhole&0xff)
	b = binary.BigEndian.AppendUint32(b, uint32(p.reserved)<<24|p.qpn&psnMask)
	psn := p.psn & psnMask
	if p.ackReq {
		psn |= 1 << 31
	}
	b = binary.BigEndian.AppendUint32(b, psn)
	b = append(b, p.ext...)
	b = append(b, p.payload...)
	return append(b, make([]byte, pad)...)
}

// A host is an end of the network: addresses of one machine.
type host struct {
	mac [6]byte
	ip4 [4]byte
	ip6 [16]byte
}

// newHost is the n-th client (192.0.2.100+n, 2001:db8::1:n) or server
// (192.0.2.n, 2001:db8::2:n).
func newHost(side Side, n int) *host {
	last, kind := byte(n), byte(2)
	if side == Client {
		last, kind = byte(100+n), 1
	}
	return &host{
		mac: [6]byte{0x02, 0, 0x5e, 0, 0x53, last},
		ip4: [4]byte{192, 0, 2, last},
		ip6: [16]byte{0x20, 0x01, 0x0d, 0xb8, 13: kind, 15: byte(n)},
	}
}

// A link says how datagrams are put into frames.
type link struct {
	ip6  bool
	vlan int // tag, or 0 for none
}

// frame is a whole Ethernet frame around p.
func (l link) frame(src, dst *host, port uint16, p *packet) []byte {
	b := make([]byte, 0, ethLen+vlanLen+ip6Len+udpLen+bthLen+len(p.ext)+len(p.payload)+3+icrcLen)
	b = append(append(b, dst.mac[:]...), src.mac[:]...)
	if l.vlan > 0 {
		b = append(b, 0x81, 0x00)
		b = binary.BigEndian.AppendUint16(b, uint16(l.vlan))
	}
	start := len(b) + 2
	udp := udpLen + bthLen + len(p.ext) + len(p.payload) + (-len(p.payload) & 3) + icrcLen
	if l.ip6 {
		b = append(b, 0x86, 0xdd)
		b = appendIPv6(b, src, dst, udp)
	} else {
		b = append(b, 0x08, 0x00)
		b = appendIPv4(b, src, dst, udp)
	}
	b = binary.BigEndian.AppendUint16(b, port)
	b = binary.BigEndian.AppendUint16(b, rocePort)
	b = binary.BigEndian.AppendUint16(b, uint16(udp))
	b = append(b, 0, 0) // RoCEv2 sends no UDP checksum
	b = p.append(b)
	return appendICRC(b, b[start:])
}

func appendIPv4(b []byte, src, dst *host, payload int) []byte {
	start := len(b)
	b = append(b, 0x45, 0)
	b = binary.BigEndian.AppendUint16(b, uint16(ip4Len+payload))
	b = append(b, 0, 0, 0x40, 0, 64, 17, 0, 0) // don't fragment, TTL 64, UDP
	b = append(append(b, src.ip4[:]...), dst.ip4[:]...)
	sum := uint32(0)
	for i := start; i < len(b); i += 2 {
		sum += uint32(b[i])<<8 | uint32(b[i+1])
	}
	for sum > 0xffff {
		sum = sum>>16 + sum&0xffff
	}
	binary.BigEndian.PutUint16(b[start+10:], ^uint16(sum))
	return b
}

func appendIPv6(b []byte, src, dst *host, payload int) []byte {
	b = append(b, 0x60, 0, 0, 0)
	b = binary.BigEndian.AppendUint16(b, uint16(payload))
	b = append(b, 17, 64)
	return append(append(b, src.ip6[:]...), dst.ip6[:]...)
}
