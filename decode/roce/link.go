package roce

import "encoding/binary"

// Link types that Split knows (LINKTYPE_ numbers of pcap and pcapng).
const (
	linkNull       = 0
	linkEthernet   = 1
	linkRaw12      = 12
	linkRaw14      = 14
	linkRaw        = 101
	linkLoop       = 108
	linkCooked     = 113
	linkERF        = 197
	linkIPv4       = 228
	linkIPv6       = 229
	linkInfiniBand = 247
	linkCooked2    = 276
)

const (
	etherIPv4   = 0x0800
	etherVLAN   = 0x8100 // IEEE 802.1Q
	etherIPv6   = 0x86dd
	etherQinQ   = 0x88a8 // IEEE 802.1ad
	etherRoCEv1 = 0x8915
)

const shortLink = "frame shorter than its link header"

// link takes the link header off.
func (s *splitter) link(link uint16) Kind {
	switch link {
	case linkEthernet:
		return s.ether(14, 12)
	case linkCooked:
		return s.ether(16, 14)
	case linkCooked2:
		return s.ether(20, 0)
	case linkRaw, linkRaw12, linkRaw14:
		return s.raw()
	case linkNull, linkLoop:
		return s.loopback()
	case linkIPv4:
		return s.ipv4()
	case linkIPv6:
		return s.ipv6()
	case linkInfiniBand:
		return InfiniBand
	case linkERF:
		return ERF
	}
	return UnknownLink
}

// ether takes off a link header of n bytes that holds an ethertype at the offset at, and the VLAN tags behind it, however
// many there are.
func (s *splitter) ether(n, at int) Kind {
	if len(s.data) < n {
		return s.missing(n, InLink, shortLink)
	}
	typ := binary.BigEndian.Uint16(s.data[at:])
	s.advance(n)
	for typ == etherVLAN || typ == etherQinQ {
		if len(s.data) < 4 {
			return s.missing(4, InLink, shortLink)
		}
		typ = binary.BigEndian.Uint16(s.data[2:])
		s.advance(4)
	}
	switch typ {
	case etherIPv4:
		return s.ipv4()
	case etherIPv6:
		return s.ipv6()
	case etherRoCEv1:
		return RoCEv1
	}
	return NotIP
}

// raw tells IPv4 from IPv6 by the version.
func (s *splitter) raw() Kind {
	if len(s.data) < 1 {
		return s.missing(1, InNetwork, shortLink)
	}
	switch s.data[0] >> 4 {
	case 4:
		return s.ipv4()
	case 6:
		return s.ipv6()
	}
	return NotIP
}

// loopback takes off the address family of BSD loopback captures. It is in the byte order of the machine that captured
// (null) or of the network (loop); as every family is below 256, both orders can be read.
func (s *splitter) loopback() Kind {
	if len(s.data) < 4 {
		return s.missing(4, InLink, shortLink)
	}
	family := binary.LittleEndian.Uint32(s.data)
	if family >= 1<<24 {
		family >>= 24
	}
	s.advance(4)
	switch family {
	case 2: // AF_INET everywhere
		return s.ipv4()
	case 10, 24, 28, 30: // AF_INET6 of Linux, NetBSD, FreeBSD, macOS
		return s.ipv6()
	}
	return NotIP
}
