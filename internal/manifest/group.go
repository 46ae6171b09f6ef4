package manifest

import (
	"cmp"
	"container/list"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rpcrdma-lint/decode/capture"
)

// pause is for how long nothing may be captured between two files which only
// their times show to follow one another.
const pause = time.Second

// surveyed is a file with what can be told of it.
type surveyed struct {
	path string
	name name
	capture.Survey
}

// group makes traces of the files of one directory.
func group(files []surveyed) []*Trace {
	series := map[string][]surveyed{}
	var traces []*Trace
	for _, f := range files {
		if f.name.series == "" {
			traces = append(traces, traceOf([]surveyed{f}, nil))
			continue
		}
		series[f.name.series] = append(series[f.name.series], f)
	}
	for _, list := range series {
		traces = append(traces, split(list)...)
	}
	slices.SortFunc(traces, func(a, b *Trace) int { return strings.Compare(a.ID, b.ID) })
	return traces
}

// split puts the files of a series in order and cuts it where one does not
// follow from the one before.
func split(list []surveyed) []*Trace {
	ordered, strays := inOrder(list)
	var traces []*Trace
	for _, f := range strays {
		traces = append(traces, traceOf([]surveyed{f}, nil))
	}
	for len(ordered) > 0 {
		gaps := map[int]string{}
		n := 1
		for ; n < len(ordered); n++ {
			gap, ok := follows(&ordered[n-1], &ordered[n])
			if !ok {
				break
			}
			gaps[n] = gap
		}
		traces = append(traces, traceOf(ordered[:n], gaps))
		ordered = ordered[n:]
	}
	return traces
}

// inOrder sorts files by the time of their first frame, and by number. One
// without a frame goes where its number belongs; those that belong nowhere are
// strays.
func inOrder(list []surveyed) (ordered, strays []surveyed) {
	var without []surveyed
	for _, f := range list {
		if f.HasFirst {
			ordered = append(ordered, f)
		} else {
			without = append(without, f)
		}
	}
	slices.SortStableFunc(ordered, func(a, b surveyed) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.name.number, b.name.number), strings.Compare(a.path, b.path))
	})
	slices.SortFunc(without, func(a, b surveyed) int {
		return cmp.Or(cmp.Compare(a.name.number, b.name.number), strings.Compare(a.path, b.path))
	})
	if len(without) > 0 {
		ordered, without = insert(ordered, without)
	}
	return ordered, without
}

// insert puts files without a frame, by number, behind the one with the number
// before theirs or in front of the one with the number after it.
func insert(ordered, without []surveyed) (all, strays []surveyed) {
	line := list.New()
	at := map[name]*list.Element{} // the first file of each place in a series
	note := func(e *list.Element) {
		place := placeIn(&e.Value.(*surveyed).name, 0)
		if at[place] == nil {
			at[place] = e
		}
	}
	for i := range ordered {
		note(line.PushBack(&ordered[i]))
	}
	for i := range without {
		f := &without[i]
		before, after := at[placeIn(&f.name, -1)], at[placeIn(&f.name, +1)]
		switch {
		case f.name.series == "" || f.name.kind == byTime:
			strays = append(strays, *f)
		case before != nil:
			note(line.InsertAfter(f, before))
		case after != nil:
			note(line.InsertBefore(f, after))
		default:
			strays = append(strays, *f)
		}
	}
	for e := line.Front(); e != nil; e = e.Next() {
		all = append(all, *e.Value.(*surveyed))
	}
	return all, strays
}

// placeIn is the place in a series so many behind the one of n.
func placeIn(n *name, behind int) name {
	return name{series: n.series, kind: n.kind, number: n.number + behind}
}

// overlap reports whether b begins before a ends.
func overlap(a, b *surveyed) bool {
	return a.HasLast && b.HasFirst && a.Last-b.First > capture.Disorder.Nanoseconds()
}

// abuts reports whether b begins right after a ends.
func abuts(a, b *surveyed) bool {
	return a.HasLast && b.HasFirst && !overlap(a, b) && b.First-a.Last <= pause.Nanoseconds()
}

// follows reports whether b goes on where a ends, and if so what is missing
// between them.
func follows(a, b *surveyed) (gap string, ok bool) {
	switch {
	case overlap(a, b):
		return "", false
	case a.name.kind == byTime:
		return "", abuts(a, b)
	case b.name.number > a.name.number:
		return missing(a, b), true
	}
	// A ring of files begins anew at 0. Where tcpdump was told of no ring, its
	// first file has no number and this is another run of it.
	return "", b.name.number == 0 && !b.name.bare && a.name.number > 0 && abuts(a, b)
}

// missing says how many files there were between two of a series.
func missing(a, b *surveyed) string {
	if a.name.series != b.name.series || a.name.kind == byTime {
		return ""
	}
	switch n := b.name.number - a.name.number - 1; {
	case n == 1:
		return "a file is missing"
	case n > 1:
		return fmt.Sprintf("%d files are missing", n)
	}
	return ""
}

// Join makes one trace of files, in the order of their times. Nothing is asked
// of their names, but where they tell that files are missing it is noted, and
// so is a file that begins before the one before it ends.
func Join(paths []string) *Trace {
	var files []surveyed
	for _, path := range paths {
		s, _ := capture.Look(path) // whoever reads it says what is wrong with it
		files = append(files, surveyed{path, parseName(path), s})
	}
	ordered, strays := inOrder(files)
	ordered = append(ordered, strays...)
	gaps := map[int]string{}
	for i := 1; i < len(ordered); i++ {
		a, b := &ordered[i-1], &ordered[i]
		gaps[i] = missing(a, b)
		if overlap(a, b) {
			gaps[i] = fmt.Sprintf("it begins before %s ends", filepath.Base(a.path))
		}
	}
	return traceOf(ordered, gaps)
}

// traceOf is the trace of files in order, with the gaps before them.
func traceOf(files []surveyed, gaps map[int]string) *Trace {
	t := &Trace{ID: files[0].path}
	for i, f := range files {
		t.Files = append(t.Files, File{Path: f.path, Bytes: f.Size, Gap: gaps[i]})
		t.Bytes += f.Size
		if t.First == nil && f.HasFirst {
			t.First = stamp(f.First)
		}
		if f.HasFirst {
			t.Last = nil
			if f.HasLast {
				t.Last = stamp(f.Last)
			}
		}
	}
	return t
}
