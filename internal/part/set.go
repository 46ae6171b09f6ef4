package part

import (
	"cmp"
	"fmt"
	"io"
	"iter"
	"runtime"
	"slices"

	"rpcrdma-lint/internal/lint"
)

// A Set is parts of one manifest that belong together. They are opened one after
// the other, so that memory doesn't depend on how many there are.
type Set struct {
	Header Header // of one of them
	parts  []member
}

type member struct {
	path          string
	shard         int
	first, traces int
}

// OpenSet reads the headers of parts, in any order, and refuses those that don't
// belong together or come twice.
func OpenSet(paths []string) (*Set, error) {
	s := &Set{}
	for i, path := range paths {
		r, err := Open(path)
		if err != nil {
			return nil, err
		}
		h := r.Header
		if err := r.Close(); err != nil {
			return nil, err
		}
		if i == 0 {
			s.Header = h
		}
		if why := s.Header.differs(&h); why != "" {
			return nil, fmt.Errorf("%s does not belong to %s: it has %s", path, paths[0], why)
		}
		s.parts = append(s.parts, member{path, h.Shard, h.First, h.Traces})
	}
	slices.SortFunc(s.parts, func(a, b member) int { return cmp.Or(cmp.Compare(a.shard, b.shard), cmp.Compare(a.path, b.path)) })
	for i := 1; i < len(s.parts); i++ {
		a, b := &s.parts[i-1], &s.parts[i]
		switch {
		case a.shard == b.shard:
			return nil, fmt.Errorf("%s and %s are both of shard %d", a.path, b.path, a.shard)
		case a.first+a.traces > b.first:
			return nil, fmt.Errorf("%s and %s have the same traces", a.path, b.path)
		case a.shard+1 == b.shard && a.first+a.traces < b.first:
			return nil, fmt.Errorf("there are traces between %s and %s", a.path, b.path)
		}
	}
	return s, s.ends()
}

// ends reports where the first shard does not begin with the first trace, or the
// last one does not end with the last.
func (s *Set) ends() error {
	if len(s.parts) == 0 {
		return nil
	}
	if m := s.parts[0]; m.shard == 0 && m.first != 0 {
		return fmt.Errorf("%s does not begin with the first trace", m.path)
	}
	if m := s.parts[len(s.parts)-1]; m.shard == s.Header.Shards-1 && m.first+m.traces != s.Header.All {
		return fmt.Errorf("%s does not end with the last trace", m.path)
	}
	return nil
}

// A Hole is shards that no part is of, one after the other, and the traces of
// the manifest that they had.
type Hole struct {
	First, Last int // shards
	Trace       int // the first, by its place in the manifest, from 0
	Traces      int
}

// Missing lists the shards that no part is of.
func (s *Set) Missing() []Hole {
	var all []Hole
	shard, trace := 0, 0
	hole := func(m member) {
		if m.shard > shard {
			all = append(all, Hole{shard, m.shard - 1, trace, m.first - trace})
		}
		shard, trace = m.shard+1, m.first+m.traces
	}
	for _, m := range s.parts {
		hole(m)
	}
	hole(member{shard: s.Header.Shards, first: s.Header.All})
	return all
}

// decoded is how many captures of a part are read before they are asked for.
const decoded = 8

// Captures are the captures of all parts in the order of the manifest. A few
// parts are read ahead, so that several cores have something to do.
func (s *Set) Captures() iter.Seq2[*lint.Capture, error] {
	return func(yield func(*lint.Capture, error) bool) {
		stop := make(chan bool)
		defer close(stop)
		blank := newBlank(&s.Header)
		ahead := runtime.GOMAXPROCS(0)
		var begun []<-chan item
		for next := 0; next < len(s.parts) || len(begun) > 0; {
			for ; next < len(s.parts) && len(begun) <= ahead; next++ {
				begun = append(begun, s.parts[next].captures(blank, stop))
			}
			for x := range begun[0] {
				if !yield(x.capture, x.err) || x.err != nil {
					return
				}
			}
			begun = begun[1:]
		}
	}
}

// An item is a capture of a part, or what is wrong with the part.
type item struct {
	capture *lint.Capture
	err     error
}

// captures reads those of one part in a goroutine of its own, until stop.
func (m *member) captures(blank *blank, stop <-chan bool) <-chan item {
	out := make(chan item, decoded)
	send := func(x item) bool {
		select {
		case out <- x:
			return true
		case <-stop:
			return false
		}
	}
	go func() {
		defer close(out)
		r, err := Open(m.path)
		if err != nil {
			send(item{err: err})
			return
		}
		defer r.Close()
		if r.Header.Shard != m.shard || r.Header.First != m.first || r.Header.Traces != m.traces {
			send(item{err: fmt.Errorf("%s changed while it was read", m.path)})
			return
		}
		r.blank = blank
		for {
			c, _, err := r.Next()
			if err == io.EOF || !send(item{c, err}) || err != nil {
				return
			}
		}
	}()
	return out
}
