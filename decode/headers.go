package decode

import (
	"encoding/binary"

	"rpcrdma-lint/decode/roce"
)

// Headers are what a Decoder needs of a frame: its headers, decoded, and a view
// of its payload. They can be made ahead, in another goroutine.
type Headers struct {
	kind    roce.Kind
	lane    int8
	checked bool // icrc is known
	icrc    roce.ICRCStatus

	src, dst roce.Addr
	qpn      uint32 // destination
	packet   packet
}

// Lanes is the number of lanes that pairs of hosts are divided into. What
// travels in different lanes has nothing to do with each other, and what a
// Decoder remembers is bounded for each lane: several Decoders find together
// what one would find alone, if each gets all frames of a lane or none.
const Lanes = 1 << laneBits

const (
	laneBits = 5
	noLane   = -1
)

// Lane is the lane of the frame. The frame is of no use to anyone where ok is
// false.
func (h *Headers) Lane() (lane int, ok bool) { return int(h.lane), h.lane != noLane }

// Share is the lane of the frame, where it takes a share of the memory.
func (h *Headers) Share() (lane int, ok bool) {
	return int(h.lane), h.lane != noLane && h.kind == roce.RoCE
}

// laneOf gives both directions between two hosts the same lane.
func laneOf(a, b roce.Addr) int8 {
	const odd = 0x9e3779b97f4a7c15 // 2⁶⁴ by the golden ratio
	mix := func(x roce.Addr) uint64 {
		v := (binary.LittleEndian.Uint64(x[:])*31 ^ binary.LittleEndian.Uint64(x[8:])) * odd
		return v ^ v>>32
	}
	return int8((mix(a) + mix(b)) * odd >> (64 - laneBits))
}

// A Splitter takes the headers off frames. It serves one goroutine.
type Splitter struct {
	// All says to check the ICRC of every packet. Otherwise the middles of Writes
	// and Read Responses are left out: they carry no evidence, and reading all
	// their bytes costs more than everything else.
	All bool

	p       roce.Packet // the latest frame
	crashes Crashes
}

// Split fills h with the headers of f. A panic costs the frame: it is as if it
// had not been captured.
func (s *Splitter) Split(f *Frame, h *Headers) {
	defer s.caught(f, h)
	s.split(f, h)
}

func (s *Splitter) caught(f *Frame, h *Headers) {
	if r := recover(); r != nil {
		h.lane = noLane
		s.crashes.Add("decoding", f.Number, r)
	}
}

// splitFrame can be made to panic by a test.
var splitFrame = roce.Split

func (s *Splitter) split(f *Frame, h *Headers) {
	kind := splitFrame(f.Link, f.Data, f.Length, &s.p)
	h.kind, h.checked = kind, false
	switch kind {
	case roce.RoCE:
	case roce.TCP:
		h.lane = laneOf(s.p.Src, s.p.Dst)
		return
	case roce.NotIP, roce.OtherIP, roce.OtherUDP:
		h.lane = noLane
		return
	default: // counted, wherever that is
		h.lane = 0
		return
	}
	h.src, h.dst, h.qpn = s.p.Src, s.p.Dst, s.p.BTH.DestQP()
	h.packet.fill(f, &s.p)
	if h.packet.op == roce.CNP {
		h.lane = noLane
		return
	}
	h.lane = laneOf(h.src, h.dst)
	if s.All || !bulk(h.packet.op) {
		h.icrc, h.checked = s.p.CheckICRC(), true
	}
}

// bulk reports whether a packet carries nothing but the middle of an RDMA
// Write or of a Read Response.
func bulk(op roce.Opcode) bool { return op == roce.WriteMiddle || op == roce.ReadResponseMiddle }

// Bounds on what is remembered of all hosts of one lane together.
const (
	maxPairs    = 1 << 16 / Lanes // pairs of hosts
	maxTCPFlows = 1 << 16 / Lanes // TCP connections that are remembered as iWARP
	maxKept     = 4 << 20         // bytes of packets that wait until their connection is known
)
