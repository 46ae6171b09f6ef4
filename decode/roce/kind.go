package roce

import "strconv"

// Kind says what a frame is. Only RoCE frames have headers to look at; the other kinds name what was seen instead, so
// that a program can count it.
type Kind uint8

// The kinds of frame. RoCE is the zero value.
const (
	RoCE        Kind = iota // RoCEv2: UDP destination port 4791, a whole BTH captured, lengths that agree
	CutShort                // the snapshot length cut the frame before the end of its BTH: see Packet.Cut
	Malformed               // lengths or versions contradict each other: see Packet.Reason
	NotIP                   // ARP, LLDP, spanning tree: any other ethertype
	OtherIP                 // an IP protocol other than UDP and TCP
	OtherUDP                // UDP to a port other than 4791
	TCP                     // TCP: Packet has ports and payload, for iWARP is among it
	RoCEv1                  // ethertype 0x8915
	InfiniBand              // link type 247: native InfiniBand
	ERF                     // link type 197: records of Endace cards, InfiniBand perhaps
	VXLAN                   // UDP port 4789; what is inside isn't looked at
	GRE                     // IP protocol 47: GRE, and ERSPAN mirrors inside it
	IPFragment              // a fragment of an IP datagram: RoCEv2 is never fragmented
	UnknownLink             // a link type that Split can't read
	kinds
)

var kindNames = [kinds]string{
	RoCE:        "RoCEv2",
	CutShort:    "cut short",
	Malformed:   "malformed",
	NotIP:       "not IP",
	OtherIP:     "other IP",
	OtherUDP:    "other UDP",
	TCP:         "TCP",
	RoCEv1:      "RoCEv1",
	InfiniBand:  "InfiniBand",
	ERF:         "ERF",
	VXLAN:       "VXLAN",
	GRE:         "GRE",
	IPFragment:  "IP fragment",
	UnknownLink: "unknown link type",
}

// String is the name that reports use, such as "RoCEv1" or "IP fragment".
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "kind " + strconv.Itoa(int(k))
}

// Part is a part of a frame, in the order in which the parts follow each other. It tells how far a frame reaches that
// the snapshot length cut.
type Part uint8

// The parts of a frame.
const (
	Whole     Part = iota // nothing is missing
	InLink                // cut inside the link header
	InNetwork             // inside the IP header or its extension headers
	InUDP                 // inside the UDP or TCP header
	InBTH                 // inside the BTH, or right before it
	InHeaders             // inside the extended headers that follow the BTH
	InPayload             // inside the payload
	InTrailer             // inside the pad or the ICRC: the payload is whole
	parts
)

var partNames = [parts]string{
	Whole:     "whole",
	InLink:    "cut in the link header",
	InNetwork: "cut in the IP header",
	InUDP:     "cut in the transport header",
	InBTH:     "cut in the BTH",
	InHeaders: "cut in the extended headers",
	InPayload: "cut in the payload",
	InTrailer: "cut in the trailer",
}

// String says where the frame was cut, as in "cut in the BTH".
func (c Part) String() string {
	if int(c) < len(partNames) {
		return partNames[c]
	}
	return "part " + strconv.Itoa(int(c))
}
