package roce

import "encoding/binary"

const (
	udpLen    = 8
	icrcLen   = 4
	portVXLAN = 4789
)

// transport looks at what the IP header at the start of data carries at the offset off.
func (s *splitter) transport(proto, off int) Kind {
	s.p.transport = off
	switch proto {
	case protoUDP:
		return s.udp(off)
	case protoTCP:
		return s.tcp(off)
	case protoGRE:
		return GRE
	}
	return OtherIP
}

// udp takes off a UDP header and hands a RoCEv2 packet on.
func (s *splitter) udp(off int) Kind {
	p := s.p
	if len(s.data) < off+4 {
		return s.missing(off+4, InUDP, "IP length ends inside the UDP header")
	}
	b := s.data[off:]
	p.SrcPort, p.DstPort = binary.BigEndian.Uint16(b), binary.BigEndian.Uint16(b[2:])
	switch p.DstPort {
	case Port:
	case portVXLAN:
		return VXLAN
	default:
		return OtherUDP
	}
	if len(b) < udpLen {
		return s.missing(off+udpLen, InUDP, "IP length ends inside the UDP header")
	}
	if p.noLength && s.data[0]>>4 == 6 {
		return s.malformed("IPv6 payload length is 0")
	}
	length := int(binary.BigEndian.Uint16(b[4:]))
	switch {
	case length < udpLen+BTHLen+icrcLen:
		return s.malformed("UDP length too short for a BTH and an ICRC")
	case off+length > s.wire:
		return s.malformed("UDP length beyond the IP length")
	}
	s.trim(off + length)
	s.advance(off + udpLen)
	return s.ib()
}

// ib takes the InfiniBand headers and the ICRC off. The rest of the splitter's data is the packet from the BTH on.
func (s *splitter) ib() Kind {
	p := s.p
	bth, _, err := SplitBTH(s.data)
	if err != nil {
		return s.missing(BTHLen, InBTH, "UDP length ends inside the BTH")
	}
	p.BTH = bth
	op := bth.Opcode()
	headers := BTHLen + op.ExtendedLen()
	p.Length = s.wire - headers - bth.Pad() - icrcLen
	if p.Length < 0 {
		p.Length = 0
		return s.malformed("UDP length too short for the headers of its opcode, pad and ICRC")
	}
	if headers > BTHLen {
		s.extended(op, s.data[BTHLen:])
	}
	n := len(s.data)
	if n >= headers {
		end := min(headers+p.Length, n)
		p.Payload = s.data[headers:end:end]
	}
	switch {
	case n == s.wire:
		p.ICRC = s.data[n-icrcLen:]
		return RoCE
	case n < headers:
		p.Cut = InHeaders
	case n < headers+p.Length:
		p.Cut = InPayload
	default:
		p.Cut = InTrailer
	}
	p.Truncated = true
	return RoCE
}

// tcp notes ports and payload of a segment.
func (s *splitter) tcp(off int) Kind {
	p := s.p
	b := s.data[min(off, len(s.data)):]
	p.Truncated = len(s.data) < s.wire
	if len(b) < 4 {
		p.Cut = InUDP
		return TCP
	}
	p.SrcPort, p.DstPort = binary.BigEndian.Uint16(b), binary.BigEndian.Uint16(b[2:])
	if len(b) < 13 {
		p.Cut = InUDP
		return TCP
	}
	header := int(b[12]>>4) * 4
	if header < 20 {
		return TCP
	}
	p.Length = max(s.wire-off-header, 0)
	switch {
	case len(b) < header:
		p.Cut = InUDP
		return TCP
	case p.Truncated:
		p.Cut = InPayload
	}
	p.Payload = b[header:]
	return TCP
}
