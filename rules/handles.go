package rules

import (
	"slices"

	"rpcrdma-lint/rfc8166"
)

const (
	padSize    = 4   // bytes of a segment that only takes XDR padding
	maxHandles = 256 // regions of one side that are counted at a time
)

// A region is memory that a Requester has advertised, and how often.
type region struct {
	handle     uint32
	offset     uint64
	calls      int
	votes      int // how firmly it holds its place in the table
	against    int // votes that were lost at this place, by any region: no other one came in more Calls
	first      int // frame of the first Call
	last       int
	time, till int64
}

// regions counts the regions that a Requester advertises again and again. A
// table of fixed size is enough: what comes in most Calls outlasts what comes
// once.
type regions struct {
	table       []region
	calls       int // that advertised more than a pad
	first, last int64
}

// note takes a Call that opened a transaction.
func (r *regions) note(m *Message) {
	if m.Role != RoleCall || m.Match != MatchNone || m.Txn == nil {
		return
	}
	counted := false
	for i := range m.Txn.Segments {
		if s := &m.Txn.Segments[i]; s.Length > padSize {
			r.count(m, s.Segment)
			counted = true
		}
	}
	if !counted {
		return
	}
	if r.calls == 0 {
		r.first = m.Event.Time
	}
	r.calls++
	r.last = m.Event.Time
}

// count gives a region one more Call.
func (r *regions) count(m *Message, s rfc8166.Segment) {
	if r.table == nil {
		r.table = make([]region, maxHandles)
	}
	x := &r.table[regionPlace(s.Handle, s.Offset)]
	switch {
	case x.votes == 0:
		*x = region{handle: s.Handle, offset: s.Offset, against: x.against, first: m.Event.Frame, time: m.Event.Time}
	case x.handle != s.Handle || x.offset != s.Offset:
		x.votes--
		x.against++
		return
	case x.last == m.Event.Frame:
		return
	}
	x.votes++
	x.calls++
	x.last, x.till = m.Event.Frame, m.Event.Time
}

// regionPlace is where in the table a region is counted.
func regionPlace(handle uint32, offset uint64) uint64 {
	return (uint64(handle)<<32 ^ offset) * 0x9e3779b97f4a7c15 >> 56
}

// persistent is the region that was advertised in the most Calls, of those in
// many Calls over a long time, or nil.
func (r *regions) persistent(calls int, span int64) *region {
	var most *region
	for i := range r.table {
		x := &r.table[i]
		if x.calls >= calls && x.till-x.time >= span && (most == nil || x.calls > most.calls) {
			most = x
		}
	}
	return most
}

// mayHide reports whether a region may have been in so many Calls without
// being counted: each of those beyond its votes met one of another region.
func (r *regions) mayHide(calls int) bool {
	return slices.ContainsFunc(r.table, func(x region) bool { return x.against > 0 && x.votes+x.against >= calls })
}
