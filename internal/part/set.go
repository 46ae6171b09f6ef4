package part

import (
	"cmp"
	"fmt"
	"io"
	"iter"
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
		}
	}
	return s, nil
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

// Captures are the captures of all parts in the order of the manifest.
func (s *Set) Captures() iter.Seq2[*lint.Capture, error] {
	return func(yield func(*lint.Capture, error) bool) {
		for _, m := range s.parts {
			if !m.captures(yield) {
				return
			}
		}
	}
}

// captures yields those of one part, and reports whether to go on.
func (m *member) captures(yield func(*lint.Capture, error) bool) bool {
	r, err := Open(m.path)
	if err != nil {
		yield(nil, err)
		return false
	}
	defer r.Close()
	for {
		c, _, err := r.Next()
		if err == io.EOF {
			return true
		}
		if !yield(c, err) || err != nil {
			return false
		}
	}
}
