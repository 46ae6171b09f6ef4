package roce

// Port is the UDP destination port that makes a datagram a RoCEv2 packet.
const Port = 4791

// Packet is what Split found in one frame: views into it. A field is zero where the frame has no such header, or where
// the header wasn't captured whole.
type Packet struct {
	Src, Dst         Addr   // IPv4 addresses have the form ::ffff:a.b.c.d
	SrcPort, DstPort uint16 // of UDP or TCP

	IP           []byte // from the IP header on, as far as captured, without Ethernet padding
	BTH          BTH
	RDETH        RDETH
	DETH         DETH
	XRCETH       XRCETH
	RETH         RETH
	AtomicETH    AtomicETH
	AETH         AETH
	AtomicAckETH AtomicAckETH
	ImmDt        ImmDt
	IETH         IETH
	Payload      []byte // captured part of the payload, without pad and ICRC; of a TCP segment likewise
	ICRC         []byte // the four bytes that close the packet

	Length    int    // bytes of payload on the wire, by the IP and UDP lengths; pad and ICRC are not counted
	Truncated bool   // the snapshot length cut the frame before the end of the ICRC (or TCP segment)
	Cut       Part   // where it was cut
	Reason    string // why a frame is Malformed

	transport int  // offset of the UDP or TCP header in IP
	noLength  bool // the IPv4 total length was 0
}

// Split takes the headers off a frame. Link is the capture's link type (LINKTYPE_ number), origLen the frame's length on the
// wire, which is more than len(frame) where the snapshot length cut it. P is overwritten whatever the frame is.
//
// A frame is RoCEv2 by its UDP destination port alone, the source port being random. Where its BTH is whole it is RoCE,
// however little of the rest was captured: Truncated is set then, and the headers that are missing are nil. Of a Malformed
// or CutShort frame the fields are set as far as Split came.
func Split(link uint16, frame []byte, origLen int, p *Packet) Kind {
	*p = Packet{}
	s := splitter{p: p, data: frame, wire: max(origLen, len(frame))}
	return s.link(link)
}

// SplitUDP takes the headers off the payload of a UDP datagram to Port, of which there were length bytes on the wire. It
// leaves the fields of IP and UDP zero, so that CheckICRC has nothing to say of the packet.
func SplitUDP(payload []byte, length int, p *Packet) Kind {
	*p = Packet{}
	s := splitter{p: p, data: payload, wire: max(length, len(payload))}
	return s.ib()
}

// splitter walks down one frame. It moves data and wire together: what was captured of the current layer on, and how
// many bytes of it there were on the wire.
type splitter struct {
	p    *Packet
	data []byte
	wire int
}

// advance moves past a header of n bytes that was captured.
func (s *splitter) advance(n int) {
	s.data = s.data[n:]
	s.wire -= n
}

// missing says what a frame is that ends before a header of need bytes does, counted from where the splitter stands: the
// header was cut by the capture, or never was on the wire.
func (s *splitter) missing(need int, part Part, reason string) Kind {
	if need <= s.wire {
		s.p.Truncated, s.p.Cut = true, part
		return CutShort
	}
	return s.malformed(reason)
}

func (s *splitter) malformed(reason string) Kind {
	s.p.Reason = reason
	return Malformed
}
