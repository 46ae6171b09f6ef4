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
	time     int64 // when it was delivered
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func digestOf(p *packet) digest {
	return digest{true, p.op, p.psn, p.length, len(p.data), crc32.Checksum(p.data, castagnoli), p.time}
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
	return d.captured == len(p.data) && d.sum != digestOf(p).sum
}

// echoed notes a packet of a Send that came a second time sooner than any peer
// sends it again: the network doubled it, or the capture did. Where the first
// copy of another packet is missing from the capture, the second one stands at
// a place that is too late by as much.
func (c *Conn) echoed(from Side, p *packet) {
	s := &c.streams[from]
	if s.sums == nil {
		return
	}
	if d := &s.sums[p.psn%recentRequests]; d.set && d.psn == p.psn && !s.resent(p.psn, d.time) {
		c.doubled(p.time - d.time)
	}
}

// doubled notes the time between two copies of a packet, unless the sender may
// have sent it again.
func (c *Conn) doubled(by int64) {
	if req := c.CM.Req; req == nil || req.AckTimeout <= 0 || by < req.AckTimeout {
		c.pair.echoed(by)
	}
}

// resent reports whether a NAK had the packet with PSN psn sent again after the
// time since.
func (s *stream) resent(psn uint32, since int64) bool {
	return s.refusedAt >= since && roce.PSNDiff(psn, s.refusedPSN) >= 0
}

// An ack stands for an acknowledgement.
type ack struct {
	what uint64 // syndrome, MSN and PSN
	time int64
}

// ackedAgain does the same for an acknowledgement of what stream s sent.
func (c *Conn) ackedAgain(s *stream, p *packet) {
	a := &s.acks[p.psn%recentAcks]
	what := uint64(p.syndrome)<<48 | uint64(p.msn)<<24 | uint64(p.psn)
	if a.time != 0 && a.what == what && !s.resent(p.psn, a.time) {
		c.doubled(p.time - a.time)
		return // by the first copy
	}
	*a = ack{what, p.time}
}

func (pr *pair) echoed(by int64) {
	if by >= 0 && by <= maxSkew {
		pr.echo = max(pr.echo, by)
		pr.echoes++
	}
}
