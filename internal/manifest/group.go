package manifest

import (
	"path/filepath"
	"regexp"
	"strings"
)

var captureName = regexp.MustCompile(`(?i)\.(?:pcap|pcapng|cap|ntar)\d*(?:\.(?:gz|zst|xz|bz2|lz4|zip))?$`)

// named reports whether a file is called as captures are.
func named(path string) bool { return captureName.MatchString(filepath.Base(path)) }

func compare(a, b string) int { return strings.Compare(a, b) }

func group(files []surveyed) []*Trace {
	var all []*Trace
	for _, f := range files {
		all = append(all, traceOf([]surveyed{f}, nil))
	}
	return all
}

// traceOf is the trace of files in order, with the gaps before them.
func traceOf(files []surveyed, gaps map[int]string) *Trace {
	t := &Trace{ID: files[0].path}
	for i, f := range files {
		t.Files = append(t.Files, File{Path: f.path, Bytes: f.Size, Gap: gaps[i]})
		t.Bytes += f.Size
	}
	if first := &files[0]; first.HasFirst {
		t.First = stamp(first.First)
	}
	if last := &files[len(files)-1]; last.HasLast {
		t.Last = stamp(last.Last)
	}
	return t
}
