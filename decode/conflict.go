package decode

import (
	"hash/crc32"

	"rpcrdma-lint/decode/roce"
)

// A digest stands for a packet of a Send, so that a repetition with other
// bytes is noticed.
type digest struct {
	set      bool
	op       roce.Opcode
	psn      uint32
	length   int // on the wire
	captured int
	sum      uint32
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func digestOf(p *packet) digest {
	return digest{true, p.op, p.psn, p.length, len(p.data), crc32.Checksum(p.data, castagnoli)}
}

// note remembers a packet of a Send that was delivered.
func (s *stream) note(p *packet) {
	if s.sums == nil {
		s.sums = make([]digest, recentRequests)
	}
	s.sums[p.psn%recentRequests] = digestOf(p)
}

// conflicts reports whether p, a repetition, differs from the packet of a Send
// that was delivered with its PSN. Of packets of which the capture kept
// different parts nothing is said.
func (s *stream) conflicts(p *packet) bool {
	if s.sums == nil {
		return false
	}
	d := &s.sums[p.psn%recentRequests]
	switch {
	case !d.set || d.psn != p.psn:
		return false
	case d.op != p.op || d.length != p.length:
		return true
	}
	return d.captured == len(p.data) && *d != digestOf(p)
}
