package rules

import (
	"slices"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

const (
	maxSegments = 1 << 14 // segments of one Call that are followed
	maxRanges   = 256     // separate stretches of one segment that were moved
)

// A List is one of the three chunk lists of a header.
type List uint8

// The chunk lists (RFC 8166 §3.4).
const (
	ReadList List = iota
	WriteList
	ReplyChunk
)

func (l List) String() string { return [...]string{"Read list", "Write list", "Reply chunk"}[l] }

// A Segment is a piece of memory that a Call advertised, and what was moved
// through it.
type Segment struct {
	Txn      *Transaction
	List     List
	Chunk    int    // in the Write list, from 0
	Index    int    // in the chunk or the Read list, from 0
	Position uint32 // of a read segment

	rfc8166.Segment

	Moves     int // RDMA operations
	FirstMove int // frame of the first
	LastMove  int // and of the latest
	LastPSN   uint32
	Moved     []Range // bytes moved so far, from the segment's start, merged and in order
	Lost      bool    // there were more stretches than are remembered

	order int // in which its Requester advertised it
}

// A Range is a stretch of bytes: From up to, not including, To.
type Range struct{ From, To uint64 }

// Contains reports whether n bytes at va lie inside the segment.
func (s *Segment) Contains(va uint64, n uint32) bool {
	return va >= s.Offset && va-s.Offset <= uint64(s.Length) && uint64(n) <= uint64(s.Length)-(va-s.Offset)
}

// Overlaps reports whether n bytes at va touch the segment.
func (s *Segment) Overlaps(va uint64, n uint32) bool {
	return va < s.Offset+uint64(s.Length) && s.Offset < va+uint64(n)
}

// Covered is the number of bytes, from the segment's start, that were moved
// without a hole.
func (s *Segment) Covered() uint64 {
	if len(s.Moved) == 0 || s.Moved[0].From > 0 {
		return 0
	}
	return s.Moved[0].To
}

// move notes that the bytes from va on were moved.
func (s *Segment) move(e *decode.Event, va uint64, n uint64) {
	s.Moves++
	if s.FirstMove == 0 {
		s.FirstMove = e.Frame
	}
	s.LastMove, s.LastPSN = e.LastFrame, e.EndPSN
	if n == 0 || va < s.Offset {
		return
	}
	r := Range{va - s.Offset, va - s.Offset + n}
	i, _ := slices.BinarySearchFunc(s.Moved, r.From, func(x Range, from uint64) int {
		if x.To < from {
			return -1
		}
		return 1
	})
	j := i
	for j < len(s.Moved) && s.Moved[j].From <= r.To {
		r.From, r.To = min(r.From, s.Moved[j].From), max(r.To, s.Moved[j].To)
		j++
	}
	if i == j && len(s.Moved) == maxRanges {
		s.Lost = true
		return
	}
	s.Moved = slices.Replace(s.Moved, i, j, r)
}

// advertise takes the segments of a Call into the ledger.
func (d *direction) advertise(t *Transaction, h *rfc8166.Header) {
	t.HasLists, t.HasReply = true, h.HasReply
	n := len(h.Reads) + len(h.Reply)
	for _, w := range h.Writes {
		n += len(w)
		t.Chunks = append(t.Chunks, len(w))
	}
	if n == 0 {
		return
	}
	t.Segments = make([]Segment, 0, min(n, maxSegments))
	add := func(s Segment) {
		if len(t.Segments) < maxSegments {
			t.Segments = append(t.Segments, s)
		}
	}
	for i, r := range h.Reads {
		add(Segment{Txn: t, List: ReadList, Index: i, Position: r.Position, Segment: r.Segment})
	}
	for c, w := range h.Writes {
		for i, s := range w {
			add(Segment{Txn: t, List: WriteList, Chunk: c, Index: i, Segment: s})
		}
	}
	for i, s := range h.Reply {
		add(Segment{Txn: t, List: ReplyChunk, Index: i, Segment: s})
	}
	if d.memory == nil {
		d.memory = map[uint32]shelf{}
	}
	for i := range t.Segments {
		s := &t.Segments[i]
		d.offers++
		s.order = d.offers
		h := d.memory[s.Handle]
		h.add(s)
		d.memory[s.Handle] = h
	}
}

// retire forgets the segments of a transaction that is remembered no more.
func (d *direction) retire(t *Transaction) {
	t.retired = true
	for i := range t.Segments {
		key := t.Segments[i].Handle
		h, ok := d.memory[key]
		if !ok {
			continue // cleared up with another segment of the transaction
		}
		if h.retire(); len(h.list) == 0 {
			delete(d.memory, key)
		} else {
			d.memory[key] = h
		}
	}
	t.Segments = nil
}

// A Fit tells how an RDMA operation agrees with what the target advertised.
type Fit uint8

// How an operation fits, best first.
const (
	FitInside  Fit = iota // inside a segment of an open Call, of the right list
	FitAccess             // inside one of an open Call, of the wrong list
	FitOutside            // the handle is of an open Call, the bytes are outside
	FitClosed             // inside a segment of a Call that is answered
	FitUnknown            // no such handle is known here
)

// A Move is one RDMA Read or Write with its place in the ledger.
type Move struct {
	Event   *decode.Event
	By      decode.Side
	Fit     Fit
	Segment *Segment // the one that it fits best; nil with FitUnknown
	Pull    *Pull    // of an RDMA Read
	Foreign *Segment // with FitUnknown: the handle as another connection knows it
	Other   *Conn    // that connection

	crowd bool // not all segments with the handle were looked at
}

// place finds the segment that an operation of side by uses.
func (c *Conn) place(e *decode.Event, by decode.Side) Move {
	m := Move{Event: e, By: by, Fit: FitUnknown}
	want := func(l List) bool { return (l == ReadList) == (e.Kind == decode.KindRead) }
	h, ok := c.dirs[by.Other()].memory[e.Key]
	if !ok {
		return m
	}
	all := h.holding(e.VA, func(s *Segment) bool {
		fit := FitUnknown
		switch inside := s.Contains(e.VA, e.DMALen); {
		case s.Txn.open && inside && want(s.List):
			fit = FitInside
		case s.Txn.open && inside:
			fit = FitAccess
		case s.Txn.open:
			fit = FitOutside
		case inside && want(s.List):
			fit = FitClosed
		default:
			return false
		}
		if fit < m.Fit || fit == m.Fit && s.order > m.Segment.order {
			m.Fit, m.Segment = fit, s // the latest of equals
		}
		return fit == FitInside
	})
	if h.index != nil && m.Fit >= FitOutside {
		// That the bytes are outside shows at no address.
		s, known := h.latestOpen()
		if all = all && known; s != nil {
			m.Fit, m.Segment = FitOutside, s
		}
	}
	m.crowd = !all && m.Fit != FitInside
	return m
}

// move takes an RDMA Read or Write into the ledger and lets the rules look at
// it.
func (e *Engine) move(c *Conn, ev *decode.Event) {
	if !ev.Addressed {
		c.strays[ev.Side].blind = true
		return
	}
	m := &e.mv
	*m = c.place(ev, ev.Side)
	if m.crowd {
		c.unclear[ev.Side.Other()].lost = true
	}
	if m.Fit == FitUnknown {
		m.Other, m.Foreign = c.pair.advertisedElsewhere(c, ev)
	}
	n := uint64(ev.DMALen)
	if ev.Kind == decode.KindWrite {
		n = uint64(ev.Length)
	}
	if m.Segment != nil && m.Fit != FitOutside {
		m.Segment.move(ev, ev.VA, n)
		c.piece(m.Segment, ev, ev.VA)
	} else if ok, _ := c.allowed(m); ok {
		c.spread(m, n)
	}
	if ev.Kind == decode.KindRead {
		m.Pull = c.pull(m)
		c.asked(ev.Side, m.Pull)
	}
	c.recent[ev.Side].add(c, m)
	c.strays[m.By].note(m)
	if e.watch != nil {
		e.watch.Move(c, m)
	}
	e.runMove(c, m)
}

// spread shares an operation of n bytes out among the open segments of one
// handle that hold it together.
func (c *Conn) spread(m *Move, n uint64) {
	from, to := m.Event.VA, m.Event.VA+n
	h := c.dirs[m.By.Other()].memory[m.Event.Key]
	share := func(s *Segment) bool {
		lo, hi := max(from, s.Offset), min(to, s.Offset+uint64(s.Length))
		if s.Txn.open && lo < hi {
			s.move(m.Event, lo, hi-lo)
		}
		return false
	}
	if h.index == nil {
		h.holding(from, share)
		return
	}
	for at := from; at < to; {
		next := at
		h.holding(at, func(s *Segment) bool {
			if s.Txn.open && s.Contains(at, 0) {
				share(s)
				next = max(next, s.Offset+uint64(s.Length))
			}
			return false
		})
		if next == at {
			return
		}
		at = next
	}
}
