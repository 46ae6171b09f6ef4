package fleet

import (
	"cmp"
	"maps"
	"slices"

	"rpcrdma-lint/rules"
)

// A Timeline says when findings were and traces began, in stretches of equal
// width. Stretches in which nothing was are not there, so that one trace with a
// wrong clock costs nothing.
type Timeline struct {
	Width    int64 // ns; stretches begin at multiples of it
	Unplaced int   // findings and traces without a time

	most   int
	counts map[int64]*Stretch // by number: the time of the beginning, divided by the width
}

// A Stretch is what was in one stretch of time.
type Stretch struct {
	At       int64                // ns since the Unix epoch, where it begins
	Findings [rules.Error + 1]int // proven ones, by severity

	// Traces are those that began, by the worst that was found: by severity, or 0
	// for nothing proven above a note. Unread were not read to their end.
	Traces [rules.Error + 1]int
	Unread int
}

const narrowest = 1e9 // ns

// NewTimeline is a Timeline of so many stretches at the most. Where there are
// more, they become wider.
func NewTimeline(most int) *Timeline {
	return &Timeline{Width: narrowest, most: most, counts: map[int64]*Stretch{}}
}

// at is the stretch of a time.
func (l *Timeline) at(ns int64) *Stretch {
	n := ns / l.Width
	if s := l.counts[n]; s != nil {
		return s
	}
	s := &Stretch{At: n * l.Width}
	l.counts[n] = s
	for len(l.counts) > l.most {
		l.widen()
	}
	return l.counts[ns/l.Width]
}

// widen makes one stretch of two. How wide they become in the end does not
// depend on the order in which times come.
func (l *Timeline) widen() {
	l.Width *= 2
	wider := make(map[int64]*Stretch, len(l.counts))
	for n, s := range l.counts {
		if o := wider[n/2]; o != nil {
			o.add(s)
			continue
		}
		s.At = n / 2 * l.Width
		wider[n/2] = s
	}
	l.counts = wider
}

func (s *Stretch) add(o *Stretch) {
	for i := range s.Findings {
		s.Findings[i] += o.Findings[i]
		s.Traces[i] += o.Traces[i]
	}
	s.Unread += o.Unread
}

func (l *Timeline) finding(ns int64, severity rules.Severity) {
	if ns <= 0 {
		l.Unplaced++
		return
	}
	l.at(ns).Findings[severity]++
}

func (l *Timeline) trace(t *Trace) {
	if t.First <= 0 {
		l.Unplaced++
		return
	}
	s := l.at(t.First)
	if t.Reason != "" {
		s.Unread++
		return
	}
	worst := rules.Error
	for worst > rules.Note && t.Findings[worst] == 0 {
		worst--
	}
	s.Traces[worst]++
}

// Stretches are those in which something was, by time.
func (l *Timeline) Stretches() []*Stretch {
	return slices.SortedFunc(maps.Values(l.counts), func(a, b *Stretch) int { return cmp.Compare(a.At, b.At) })
}
