package rules

import (
	"fmt"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
)

const maxRecent = 128 // RDMA operations of one side that a NAK can still be matched with

// An operation is what the ledger keeps of an RDMA Read or Write for as long
// as it may be refused.
type operation struct {
	kind    decode.Kind
	psn     uint32
	frame   int
	time    int64
	key     uint32
	va      uint64
	length  uint32
	fit     Fit
	allowed bool  // the open segments with that handle hold it together
	hidden  Guard // that fails when its Call may have been answered before, or is not known
	segment *Segment
}

// recentMoves are the latest RDMA operations of one side, and what became of
// the first that met a remote access error.
type recentMoves struct {
	ring []operation
	n    int

	total   int // that moved something
	refused bool
	nak     NAK
	found   bool // op is the refused operation
	op      operation
}

// add takes an operation.
func (r *recentMoves) add(c *Conn, m *Move) {
	e := m.Event
	if e.DMALen > 0 {
		r.total++
	}
	op := operation{e.Kind, e.PSN, e.Frame, e.Time, e.Key, e.VA, e.DMALen, m.Fit, false, 0, m.Segment}
	op.allowed, op.hidden = c.allowed(m)
	if m.Segment != nil && op.hidden == 0 {
		op.hidden = c.answered(m)
	}
	if r.refused && !r.found && r.nak.Start == e.PSN {
		r.found, r.op = true, op // the NAK came before its last packet
	}
	if len(r.ring) < maxRecent {
		r.ring = append(r.ring, op)
	} else {
		r.ring[r.n%maxRecent] = op
	}
	r.n++
}

// refuse takes a NAK of the other side.
func (r *recentMoves) refuse(e *decode.Event) {
	if r.refused || e.Ack != roce.NAK || roce.NAKCode(e.Code&31) != roce.RemoteAccessError {
		return
	}
	r.refused = true
	r.nak = NAK{By: e.Side, Code: e.Code & 31, Frame: e.Frame, Time: e.Time, PSN: e.PSN, Start: e.PSN}
	if e.RefFound {
		r.nak.Found, r.nak.Kind, r.nak.At, r.nak.Start = true, e.RefKind, e.RefFrame, e.RefPSN
	}
	for i := range r.ring {
		if r.ring[i].psn == r.nak.Start {
			r.found, r.op = true, r.ring[i]
		}
	}
}

const maxJoined = 32 // segments that are joined to hold one operation

// covered reports whether the segments of open Calls with the handle of m hold
// it together, whatever their lists. The guard fails where these are more than
// are looked at.
func (c *Conn) covered(m *Move) (bool, Guard) {
	e := m.Event
	end := e.VA + uint64(e.DMALen)
	if end < e.VA {
		return false, 0
	}
	h := c.dirs[m.By.Other()].memory[e.Key]
	at := e.VA
	for range maxJoined {
		next := at
		all := h.holding(at, func(s *Segment) bool {
			if s.Txn.open && s.Contains(at, 0) {
				next = max(next, s.Offset+uint64(s.Length))
			}
			return false
		})
		switch {
		case next >= end:
			return true, 0
		case !all:
			return false, Forgotten
		case next == at:
			return false, 0
		}
		at = next
	}
	return false, Forgotten
}

// allowed reports whether m stays within what open Calls advertise, for all
// that is known. The guard is that of covered.
func (c *Conn) allowed(m *Move) (bool, Guard) {
	if m.Fit != FitOutside {
		return m.Fit == FitInside, 0
	}
	held, g := c.covered(m)
	return held || g != 0, g
}

// unasked reports whether m is an operation of the client on a connection on
// which the server has never offered memory.
func (c *Conn) unasked(m *Move) bool {
	return m.By == decode.ClientSide && c.dirs[decode.ServerSide].memory == nil
}

// verb names the operation: "RDMA Write".
func verb(k decode.Kind) string {
	if k == decode.KindRead {
		return "RDMA Read"
	}
	return "RDMA Write"
}

// what names an operation, its handle and its range.
func (m *Move) what() string { return access(m.Event.Kind, m.Event.DMALen, m.Event.VA, m.Event.Key) }

func access(k decode.Kind, n uint32, va uint64, key uint32) string {
	return fmt.Sprintf("%s of %s at 0x%x with handle %s", verb(k), plural(int(n), "byte"), va, hex(key))
}
