package trace

import (
	"encoding/binary"
	"hash/crc32"
)

// ICRC is the invariant CRC of a RoCEv2 datagram, from its IP header up to the
// last pad byte: CRC-32 over eight bytes 0xFF, which stand for the link header
// of native InfiniBand, and over the datagram with the fields that routers may
// change set to ones (IBTA annex A17). It is sent least significant byte first.
// A datagram too short for its headers makes it panic.
func ICRC(datagram []byte) uint32 {
	const bthReserved = 4 // FECN, BECN and the reserved bits share this byte
	var masked [8 + ip6Len + udpLen + bthLen]byte
	n := udpLen + bthLen
	for i := range 8 {
		masked[i] = 0xff
	}
	ip := masked[8:]
	switch datagram[0] >> 4 {
	case 4:
		n += ip4Len
		copy(ip, datagram[:n])
		ip[1], ip[8], ip[10], ip[11] = 0xff, 0xff, 0xff, 0xff // TOS, TTL, checksum
		ip = ip[ip4Len:]
	default:
		n += ip6Len
		copy(ip, datagram[:n])
		ip[0] |= 0x0f // traffic class and flow label
		ip[1], ip[2], ip[3] = 0xff, 0xff, 0xff
		ip[7] = 0xff // hop limit
		ip = ip[ip6Len:]
	}
	ip[6], ip[7] = 0xff, 0xff // UDP checksum
	ip[udpLen+bthReserved] = 0xff
	return crc32.Update(crc32.ChecksumIEEE(masked[:8+n]), crc32.IEEETable, datagram[n:])
}

// appendICRC ends a datagram.
func appendICRC(frame, datagram []byte) []byte {
	return binary.LittleEndian.AppendUint32(frame, ICRC(datagram))
}
