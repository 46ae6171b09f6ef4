package fleet

import (
	"slices"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// A Trace is one of the traces in numbers.
type Trace struct {
	Path        string
	Bytes       int64 // of its files, as they lie on disk
	Frames      int
	Connections int
	First, Last int64 // of its connections, as in Fleet

	Findings     [rules.Error + 1]int // proven ones, by severity
	Inconclusive int
	Reason       string // why it was not read to its end, "" where it was
	Cut          bool   // this only because its last record is cut short
	Gapped       bool
	Unchecked    bool

	// Faults are those that it has a proven finding of, Unlinked that there was no
	// room to say so.
	Faults   []*Fault
	Unlinked bool
}

// weight says what of many traces to keep: those with errors, then those that
// could not be read, and so on.
func (t *Trace) weight() int {
	switch {
	case t.Findings[rules.Error] > 0:
		return 4
	case t.Reason != "":
		return 3
	case t.Findings[rules.Warning] > 0:
		return 2
	case t.Findings[rules.Note]+t.Inconclusive > 0:
		return 1
	}
	return 0
}

// Kept are the single traces of a fleet, as many as there is room for. Where
// that isn't enough, the heaviest stay, and of those that weigh the same the
// first.
type Kept struct {
	Traces  []Trace // in their order
	LeftOut int

	most, mostLinks int
	links           int
}

// KeepTraces keeps so many traces, and so many of their links to faults in all.
// It is called before the first is added.
func (f *Fleet) KeepTraces(most, links int) { f.Kept = &Kept{most: most, mostLinks: links} }

// add adds a trace that found those faults.
func (k *Kept) add(t Trace, faults []*Fault) {
	if len(k.Traces) >= k.most+k.most/8+1 {
		k.prune()
	}
	if k.links+len(faults) <= k.mostLinks {
		t.Faults = slices.Clone(faults)
		k.links += len(faults)
	} else {
		t.Unlinked = true
	}
	k.Traces = append(k.Traces, t)
}

// prune leaves out what there is no room for.
func (k *Kept) prune() {
	if len(k.Traces) <= k.most {
		return
	}
	var of [5]int
	for i := range k.Traces {
		of[k.Traces[i].weight()]++
	}
	least, room := len(of)-1, k.most
	for least > 0 && of[least] <= room {
		room -= of[least]
		least--
	}
	all := len(k.Traces)
	k.Traces = slices.DeleteFunc(k.Traces, func(t Trace) bool {
		switch w := t.weight(); {
		case w > least:
			return false
		case w == least && room > 0:
			room--
			return false
		}
		k.links -= len(t.Faults)
		return true
	})
	k.LeftOut += all - len(k.Traces)
}

// trace is what a capture comes to in numbers.
func trace(c *lint.Capture) Trace {
	t := Trace{Path: c.Path, Bytes: c.Bytes, Frames: c.Frames, Gapped: gapped(c), Unchecked: unchecked(c)}
	if c.Damage != nil {
		t.Reason, t.Cut = c.Damage.String(), c.Damage.Cut
	}
	if c.Result == nil {
		return t
	}
	t.Connections = len(c.Result.Connections)
	for _, s := range c.Result.Connections {
		if at := s.Conn.FirstTime; at != 0 && (t.First == 0 || at < t.First) {
			t.First = at
		}
		t.Last = max(t.Last, s.Conn.LastTime)
	}
	for _, x := range c.Result.Findings {
		if x.Proven() {
			t.Findings[x.Severity]++
		} else {
			t.Inconclusive++
		}
	}
	return t
}
