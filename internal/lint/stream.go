package lint

import (
	"cmp"
	"io"
	"math"
	"slices"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/journal"
	"rpcrdma-lint/rules"
)

// streamEvery is the number of frames after which findings are handed out.
const streamEvery = 256

// A stream hands out findings as they are decided, in the order of the frame at
// which each was, connection, rule and XID. A finding waits only while the
// number of its connection is open: as long as frames wait of which it is not
// known whether they begin an earlier one. A nil stream hands out nothing.
type stream struct {
	found    func(*rules.Finding, int) error
	keep     func(*rules.Finding) bool // nil keeps all
	sources  []*[]decided              // of each Engine
	waiting  []decided
	numbered map[*rules.Summary]bool
	before   int // connections of the trace that were numbered before
	err      error
}

// decided is a finding with its Count when it was decided. So it doesn't matter
// when it is handed out.
type decided struct {
	*rules.Finding
	count int
}

// judged is one part of what decodes and judges a capture.
type judged struct {
	decoder *decode.Decoder
	engine  *rules.Engine
	journal *journal.Journal // nil where nobody asked for one
}

// newStream is nil where nobody waits for findings.
func newStream(o *Options, c *Capture) *stream {
	if o.Found == nil {
		return nil
	}
	s := &stream{found: o.Found, keep: o.Keep, numbered: map[*rules.Summary]bool{}}
	if c.Result != nil {
		s.before = len(c.Result.Connections)
	}
	return s
}

// source takes the findings of one more Engine.
func (s *stream) source() func(*rules.Finding) {
	list := &[]decided{}
	s.sources = append(s.sources, list)
	return func(f *rules.Finding) {
		if s.keep == nil || s.keep(f) {
			*list = append(*list, decided{f, f.Count})
		}
	}
}

// upTo hands out what is settled when all frames up to n have been judged. What
// was decided at n waits: if n is the last one, the end of the capture may have
// more to say there.
func (s *stream) upTo(n int, parts ...judged) error {
	if s == nil || !s.collect() {
		return nil
	}
	oldest := n + 1
	var open []*rules.Summary
	for _, p := range parts {
		oldest = min(oldest, p.decoder.Oldest(n+1))
		for _, c := range p.engine.Connections() {
			if !s.numbered[c] {
				open = append(open, c)
			}
		}
	}
	s.number(open, oldest)
	return s.release(n)
}

// finish hands out the rest, when all connections have their numbers. It
// returns what ended the reading, or what kept findings from being taken.
func (s *stream) finish(end error) error {
	if s == nil {
		return end
	}
	s.collect()
	if err := s.release(math.MaxInt); err != nil && end == io.EOF {
		return err
	}
	return end
}

// collect takes what was found, and reports whether anything waits.
func (s *stream) collect() bool {
	for _, list := range s.sources {
		s.waiting = append(s.waiting, *list...)
		*list = (*list)[:0]
	}
	return len(s.waiting) > 0
}

// number gives connections that begin before frame oldest their numbers.
func (s *stream) number(open []*rules.Summary, oldest int) {
	rules.SortSummaries(open)
	for _, c := range open {
		if c.Conn.FirstFrame >= oldest {
			return
		}
		s.numbered[c] = true
		c.ID = s.before + len(s.numbered)
	}
}

// release hands out the findings decided before frame n, up to the first whose
// connection has no number.
func (s *stream) release(n int) error {
	slices.SortStableFunc(s.waiting, compareDecided)
	for i, f := range s.waiting {
		if f.Decided >= n || f.Conn != nil && f.Conn.ID == 0 {
			s.waiting = slices.Delete(s.waiting, 0, i)
			return s.err
		}
		if s.err == nil {
			s.err = s.found(f.Finding, f.count)
		}
	}
	s.waiting = s.waiting[:0]
	return s.err
}

// compareDecided orders findings as they are handed out. First frames stand for
// the numbers of connections, which follow them.
func compareDecided(a, b decided) int {
	first := func(f decided) int {
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
