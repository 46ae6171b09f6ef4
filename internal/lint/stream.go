package lint

import (
	"cmp"
	"slices"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/rules"
)

// streamEvery is the number of frames after which findings are handed out.
const streamEvery = 256

// A stream hands out findings as they are decided, in the order of the frame at
// which each was, connection, rule and XID. A finding waits only while the
// number of its connection is open: as long as frames wait of which it is not
// known whether they begin an earlier one.
type stream struct {
	found    func(*rules.Finding) error
	keep     func(*rules.Finding) bool // nil keeps all
	waiting  []*rules.Finding
	numbered int // connections that have their number
	err      error
}

func (s *stream) add(f *rules.Finding) {
	if s.keep == nil || s.keep(f) {
		s.waiting = append(s.waiting, f)
	}
}

// upTo hands out what is settled after frame n.
func (s *stream) upTo(n int, e *rules.Engine, d *decode.Decoder) error {
	if len(s.waiting) == 0 {
		return nil
	}
	s.number(e.Connections(), d.Oldest(n+1))
	return s.release()
}

// number gives the connections that begin before frame oldest their numbers.
func (s *stream) number(all []*rules.Summary, oldest int) {
	rest := all[s.numbered:]
	rules.SortSummaries(rest)
	for _, c := range rest {
		if c.Conn.FirstFrame >= oldest {
			return
		}
		s.numbered++
		c.ID = s.numbered
	}
}

// release hands out the findings up to the first whose connection has no number.
func (s *stream) release() error {
	slices.SortStableFunc(s.waiting, compareDecided)
	for i, f := range s.waiting {
		if f.Conn != nil && f.Conn.ID == 0 {
			s.waiting = slices.Delete(s.waiting, 0, i)
			return s.err
		}
		if s.err == nil {
			s.err = s.found(f)
		}
	}
	s.waiting = s.waiting[:0]
	return s.err
}

// compareDecided orders findings as they are handed out. First frames stand for
// the numbers of connections, which follow them.
func compareDecided(a, b *rules.Finding) int {
	first := func(f *rules.Finding) int {
		if f.Conn == nil {
			return 0
		}
		return f.Conn.Conn.FirstFrame
	}
	return cmp.Or(
		cmp.Compare(a.Decided, b.Decided),
		cmp.Compare(first(a), first(b)),
		cmp.Compare(a.Rule.ID, b.Rule.ID),
		cmp.Compare(a.XID, b.XID),
	)
}
