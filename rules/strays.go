package rules

import "rpcrdma-lint/decode"

const (
	maxStrays = 256  // Writes of one side that fitted no open Call
	maxShared = 1024 // segments of one handle that are compared
)

// strays are the RDMA Writes of one side that fitted no open Call when they
// were captured. Where the first captured copy of a Call is a repetition, they
// may belong to it.
type strays struct {
	ring  []stray
	lost  bool // there were more than are remembered
	blind bool // the address of one was not captured
}

type stray struct {
	key uint32
	va  uint64
	n   uint32
}

// note takes an RDMA Write.
func (s *strays) note(m *Move) {
	if m.Event.Kind != decode.KindWrite || m.Fit == FitInside || m.Event.DMALen == 0 {
		return
	}
	if len(s.ring) == maxStrays {
		s.ring, s.lost = append(s.ring[:0], s.ring[1:]...), true
	}
	s.ring = append(s.ring, stray{m.Event.Key, m.Event.VA, m.Event.DMALen})
}

// WriteHidden is the guard that fails when the Responder may have written into
// the segment of an answered Call without the ledger's knowing which segment
// it was.
func (c *Conn) WriteHidden(s *Segment) Guard {
	t := s.Txn
	responder := t.requester.Other()
	if g := c.Unbroken(responder); g != 0 {
		return g
	}
	w := &c.strays[responder]
	if w.blind {
		return NotWhole
	}
	if s.Lost || w.lost {
		return Forgotten
	}
	for _, x := range w.ring {
		if x.key == s.Handle && s.Overlaps(x.va, x.n) {
			return StrayWrite
		}
	}
	sharing := c.dirs[t.requester].memory[s.Handle]
	if sharing.some() > maxShared {
		return Forgotten
	}
	for _, o := range sharing.list {
		if o != s && !o.Txn.retired && s.Overlaps(o.Offset, o.Length) && (o.Txn == t || o.Txn.open || o.Txn.Answer.LastFrame > t.Call.Frame) {
			return Unpaired
		}
	}
	return 0
}
