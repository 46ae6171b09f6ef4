package roce

import "encoding/binary"

const (
	protoHopByHop    = 0
	protoTCP         = 6
	protoUDP         = 17
	protoRouting     = 43
	protoFragment    = 44
	protoGRE         = 47
	protoDestination = 60
)

const (
	ipv4Len = 20
	ipv6Len = 40
)

const shortIP = "frame shorter than its IP header"

// ipv4 takes off an IPv4 header with its options.
func (s *splitter) ipv4() Kind {
	p, b := s.p, s.data
	p.IP = b
	if len(b) < ipv4Len {
		return s.missing(ipv4Len, InNetwork, shortIP)
	}
	if b[0]>>4 != 4 {
		return s.malformed("IP version is not 4")
	}
	p.Src = Addr4([4]byte(b[12:16]))
	p.Dst = Addr4([4]byte(b[16:20]))
	header := int(b[0]&15) * 4
	total := int(binary.BigEndian.Uint16(b[2:]))
	if total == 0 {
		// Captured on its way to an adapter that cuts it into packets (TSO): the length isn't filled in yet.
		total, p.noLength = s.wire, true
	}
	switch {
	case header < ipv4Len:
		return s.malformed("IPv4 header length below 20")
	case total < header:
		return s.malformed("IPv4 total length below its header length")
	case total > s.wire:
		return s.malformed("IPv4 total length beyond the frame")
	}
	s.trim(total)
	if binary.BigEndian.Uint16(b[6:])&0x3fff != 0 {
		return IPFragment
	}
	if len(s.data) < header {
		return s.missing(header, InNetwork, shortIP)
	}
	return s.transport(int(b[9]), header)
}

// ipv6 takes off an IPv6 header and the extension headers that may stand before UDP.
func (s *splitter) ipv6() Kind {
	p, b := s.p, s.data
	p.IP = b
	if len(b) < ipv6Len {
		return s.missing(ipv6Len, InNetwork, shortIP)
	}
	if b[0]>>4 != 6 {
		return s.malformed("IP version is not 6")
	}
	p.Src = Addr(b[8:24])
	p.Dst = Addr(b[24:40])
	length := int(binary.BigEndian.Uint16(b[4:]))
	if length == 0 {
		// A jumbogram, or a segment on its way to an adapter that cuts it (TSO). Neither can be a RoCEv2 packet.
		p.noLength = true
		length = s.wire - ipv6Len
	}
	if ipv6Len+length > s.wire {
		return s.malformed("IPv6 payload length beyond the frame")
	}
	s.trim(ipv6Len + length)
	proto, off, kind := s.extensions(int(b[6]), ipv6Len)
	if kind != RoCE {
		return kind
	}
	return s.transport(proto, off)
}

// extensions passes over IPv6 extension headers from off on, the first being of the type next. It gives the type and
// offset of what follows them.
func (s *splitter) extensions(next, off int) (proto, end int, kind Kind) {
	for {
		switch next {
		case protoHopByHop, protoRouting, protoDestination, protoFragment:
		default:
			return next, off, RoCE
		}
		if len(s.data) < off+8 {
			return 0, 0, s.missing(off+8, InNetwork, "IPv6 extension header beyond the payload length")
		}
		b := s.data[off:]
		if next != protoFragment {
			next, off = int(b[0]), off+8*(int(b[1])+1)
			continue
		}
		if binary.BigEndian.Uint16(b[2:])&^6 != 0 {
			return 0, 0, IPFragment
		}
		next, off = int(b[0]), off+8 // the only fragment of its datagram
	}
}

// trim drops what follows the IP datagram in the frame: Ethernet padding.
func (s *splitter) trim(total int) {
	s.wire = total
	if len(s.data) > total {
		s.data = s.data[:total:total]
	}
	s.p.IP = s.data
}
