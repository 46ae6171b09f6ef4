package roce

import "fmt"

// Opcode is the first byte of a BTH: three bits of transport service, five of operation.
type Opcode uint8

// Opcodes of the reliable connection (RC) service, and the few others that matter to it.
const (
	SendFirst           Opcode = 0x00
	SendMiddle          Opcode = 0x01
	SendLast            Opcode = 0x02
	SendLastImmediate   Opcode = 0x03
	SendOnly            Opcode = 0x04
	SendOnlyImmediate   Opcode = 0x05
	WriteFirst          Opcode = 0x06
	WriteMiddle         Opcode = 0x07
	WriteLast           Opcode = 0x08
	WriteLastImmediate  Opcode = 0x09
	WriteOnly           Opcode = 0x0a
	WriteOnlyImmediate  Opcode = 0x0b
	ReadRequest         Opcode = 0x0c
	ReadResponseFirst   Opcode = 0x0d
	ReadResponseMiddle  Opcode = 0x0e
	ReadResponseLast    Opcode = 0x0f
	ReadResponseOnly    Opcode = 0x10
	Acknowledge         Opcode = 0x11
	AtomicAcknowledge   Opcode = 0x12
	CompareSwap         Opcode = 0x13
	FetchAdd            Opcode = 0x14
	SendLastInvalidate  Opcode = 0x16
	SendOnlyInvalidate  Opcode = 0x17
	UDSendOnly          Opcode = 0x64 // of CM datagrams among others
	UDSendOnlyImmediate Opcode = 0x65
	CNP                 Opcode = 0x81 // congestion notification of RoCEv2
)

// Service is the transport service of an opcode: its top three bits.
type Service uint8

// The transport services.
const (
	RC           Service = 0 // reliable connection
	UC           Service = 1 // unreliable connection
	RD           Service = 2 // reliable datagram
	UD           Service = 3 // unreliable datagram
	Congestion   Service = 4 // CNP
	XRC          Service = 5 // extended reliable connection
	reserved6    Service = 6
	Manufacturer Service = 7
)

var serviceNames = [8]string{
	RC: "RC", UC: "UC", RD: "RD", UD: "UD", Congestion: "CNP", XRC: "XRC",
	reserved6: "reserved", Manufacturer: "manufacturer",
}

// String is the service's abbreviation, such as "RC".
func (s Service) String() string { return serviceNames[s&7] }

// Service is the transport service the packet belongs to.
func (o Opcode) Service() Service { return Service(o >> 5) }

// trait is one thing to know of an opcode. The low nine are the headers that follow the BTH, in their order.
type trait uint32

const (
	hasRDETH trait = 1 << iota
	hasDETH
	hasXRCETH
	hasRETH
	hasAtomicETH
	hasAETH
	hasAtomicAckETH
	hasImmDt
	hasIETH

	known
	request
	response
	send
	write
	read
	atomic
	first
	middle
	last
	only
)

const hasExtended = hasIETH<<1 - 1

// operation describes the low five bits of an opcode.
type operation struct {
	name   string
	traits trait
}

var operations = [32]operation{
	0x00: {"SEND First", request | send | first},
	0x01: {"SEND Middle", request | send | middle},
	0x02: {"SEND Last", request | send | last},
	0x03: {"SEND Last with Immediate", request | send | last | hasImmDt},
	0x04: {"SEND Only", request | send | only},
	0x05: {"SEND Only with Immediate", request | send | only | hasImmDt},
	0x06: {"RDMA WRITE First", request | write | first | hasRETH},
	0x07: {"RDMA WRITE Middle", request | write | middle},
	0x08: {"RDMA WRITE Last", request | write | last},
	0x09: {"RDMA WRITE Last with Immediate", request | write | last | hasImmDt},
	0x0a: {"RDMA WRITE Only", request | write | only | hasRETH},
	0x0b: {"RDMA WRITE Only with Immediate", request | write | only | hasRETH | hasImmDt},
	0x0c: {"RDMA READ Request", request | read | only | hasRETH},
	0x0d: {"RDMA READ Response First", response | read | first | hasAETH},
	0x0e: {"RDMA READ Response Middle", response | read | middle},
	0x0f: {"RDMA READ Response Last", response | read | last | hasAETH},
	0x10: {"RDMA READ Response Only", response | read | only | hasAETH},
	0x11: {"Acknowledge", response | only | hasAETH},
	0x12: {"ATOMIC Acknowledge", response | atomic | only | hasAETH | hasAtomicAckETH},
	0x13: {"CmpSwap", request | atomic | only | hasAtomicETH},
	0x14: {"FetchAdd", request | atomic | only | hasAtomicETH},
	0x15: {"RESYNC", request | only}, // of RD alone
	0x16: {"SEND Last with Invalidate", request | send | last | hasIETH},
	0x17: {"SEND Only with Invalidate", request | send | only | hasIETH},
}

// opcodeInfo is what the table of all opcodes knows of one.
type opcodeInfo struct {
	name     string
	traits   trait
	extended int // bytes of the headers between BTH and payload
}

var opcodes = opcodeTable()

// opcodeTable crosses services and operations.
func opcodeTable() (table [256]opcodeInfo) {
	for i := range table {
		o := Opcode(i)
		op := operations[o&31]
		traits, ok := serviceTraits(o, op.traits)
		if !ok {
			table[i].name = fmt.Sprintf("%s 0x%02x", o.Service(), i)
			continue
		}
		table[i] = opcodeInfo{
			name:     o.Service().String() + " " + op.name,
			traits:   traits | known,
			extended: extendedLen(traits),
		}
	}
	table[CNP] = opcodeInfo{name: "CNP", traits: known}
	return table
}

// serviceTraits adds the headers that a transport service has of its own. It reports whether the service has the
// operation.
func serviceTraits(o Opcode, t trait) (trait, bool) {
	const resync = 0x15
	op := o & 31
	switch o.Service() {
	case RC:
		return t, t != 0 && op != resync
	case UC:
		return t, op <= WriteOnlyImmediate
	case UD:
		return t | hasDETH, op == SendOnly || op == SendOnlyImmediate
	case XRC:
		if t&request != 0 {
			t |= hasXRCETH
		}
		return t, t != 0 && op != resync
	case RD:
		if t&request != 0 {
			t |= hasDETH
		}
		return t | hasRDETH, op <= resync
	}
	return 0, false
}

// extendedLen is the length of the headers in t.
func extendedLen(t trait) int {
	n := 0
	for i, size := range [...]int{
		RDETHLen, DETHLen, XRCETHLen, RETHLen, AtomicETHLen, AETHLen, AtomicAckETHLen, ImmDtLen, IETHLen,
	} {
		if t&(1<<i) != 0 {
			n += size
		}
	}
	return n
}

func (o Opcode) is(t trait) bool { return opcodes[o].traits&t != 0 }

// String is the service and the operation, as in "RC SEND First"; an opcode without meaning is written as a number.
func (o Opcode) String() string { return opcodes[o].name }

// ExtendedLen is the number of bytes of headers between the BTH and the payload.
func (o Opcode) ExtendedLen() int { return opcodes[o].extended }

// Known reports whether the opcode has a meaning. Of one that has none, Split takes all that follows the BTH for payload.
func (o Opcode) Known() bool { return o.is(known) }

// IsRequest reports whether a requester sends it: its PSN counts in the request stream of the sender.
func (o Opcode) IsRequest() bool { return o.is(request) }

// IsResponse reports whether a responder sends it: its PSN is one of the opposite request stream.
func (o Opcode) IsResponse() bool { return o.is(response) }

// IsSend reports whether the packet is part of a SEND of any kind.
func (o Opcode) IsSend() bool { return o.is(send) }

// IsWrite reports whether the packet is part of an RDMA WRITE.
func (o Opcode) IsWrite() bool { return o.is(write) }

// IsReadRequest reports whether the packet is an RDMA READ Request.
func (o Opcode) IsReadRequest() bool { return o.is(read) && o.is(request) }

// IsReadResponse reports whether the packet is part of the answer to an RDMA READ.
func (o Opcode) IsReadResponse() bool { return o.is(read) && o.is(response) }

// IsAtomic reports whether the packet is an ATOMIC request or its acknowledgement.
func (o Opcode) IsAtomic() bool { return o.is(atomic) }

// IsFirst reports whether more packets of the same message follow, and none goes before.
func (o Opcode) IsFirst() bool { return o.is(first) }

// IsMiddle reports whether packets of the same message go before and follow.
func (o Opcode) IsMiddle() bool { return o.is(middle) }

// IsLast reports whether the packet ends a message that began in an earlier one.
func (o Opcode) IsLast() bool { return o.is(last) }

// IsOnly reports whether the packet is a message of its own.
func (o Opcode) IsOnly() bool { return o.is(only) }

// Begins reports whether a message begins with the packet: First or Only.
func (o Opcode) Begins() bool { return o.is(first | only) }

// Ends reports whether a message ends with the packet: Last or Only.
func (o Opcode) Ends() bool { return o.is(last | only) }

// HasRDETH reports whether an RDETH follows.
func (o Opcode) HasRDETH() bool { return o.is(hasRDETH) }

// HasDETH reports whether a DETH follows.
func (o Opcode) HasDETH() bool { return o.is(hasDETH) }

// HasXRCETH reports whether an XRCETH follows.
func (o Opcode) HasXRCETH() bool { return o.is(hasXRCETH) }

// HasRETH reports whether a RETH follows: the first packet of a WRITE, and a READ Request.
func (o Opcode) HasRETH() bool { return o.is(hasRETH) }

// HasAtomicETH reports whether an AtomicETH follows.
func (o Opcode) HasAtomicETH() bool { return o.is(hasAtomicETH) }

// HasAETH reports whether an AETH follows.
func (o Opcode) HasAETH() bool { return o.is(hasAETH) }

// HasAtomicAckETH reports whether an AtomicAckETH follows.
func (o Opcode) HasAtomicAckETH() bool { return o.is(hasAtomicAckETH) }

// HasImmDt reports whether immediate data follows.
func (o Opcode) HasImmDt() bool { return o.is(hasImmDt) }

// HasIETH reports whether an IETH follows: SEND with Invalidate.
func (o Opcode) HasIETH() bool { return o.is(hasIETH) }

// ConsumesReceive reports whether the message that ends with the packet takes up one posted Receive: the end of a SEND, or
// of a WRITE with Immediate.
func (o Opcode) ConsumesReceive() bool {
	return o.Ends() && (o.IsSend() || o.IsWrite() && o.HasImmDt())
}
