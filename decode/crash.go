package decode

import (
	"cmp"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"unicode"
)

// A Crash is a defect of this program: a panic that cost a verdict, or a frame,
// and not the run.
type Crash struct {
	In     string // the rule's ID, or "decoding" for all that comes before rules
	Frame  int    // at which it happened first; 0 at the end of the capture
	Reason string
	Where  string // "rules/hdr_done.go:33"
	Count  int
}

// Crashes collects crashes. Of those at one place the first is kept and the
// others are counted. There are only as many places as the program has, so all
// are kept: which of them a bound left out would depend on how the frames were
// divided.
type Crashes struct{ at map[place]*Crash }

// A place is where a panic may happen.
type place struct{ in, where string }

// Add takes what recover returned to a deferred function.
func (cs *Crashes) Add(in string, frame int, recovered any) {
	cs.take(Crash{in, frame, plain(fmt.Sprint(recovered)), panicked(), 1})
}

// Join adds those that happened elsewhere, to other frames of the capture.
func (cs *Crashes) Join(o *Crashes) {
	for _, c := range o.at {
		cs.take(*c)
	}
}

func (cs *Crashes) take(c Crash) {
	if cs.at == nil {
		cs.at = map[place]*Crash{}
	}
	p := place{c.In, c.Where}
	k := cs.at[p]
	if k == nil {
		cs.at[p] = &c
		return
	}
	n := k.Count + c.Count
	if c.compare(k) < 0 {
		*k = c
	}
	k.Count = n
}

// compare orders crashes as they happened, those of one frame in any order
// that is always the same.
func (c *Crash) compare(o *Crash) int {
	switch {
	case c.Frame == o.Frame:
		return cmp.Or(strings.Compare(c.In, o.In), strings.Compare(c.Where, o.Where), strings.Compare(c.Reason, o.Reason))
	case c.Frame == 0:
		return 1
	case o.Frame == 0:
		return -1
	}
	return cmp.Compare(c.Frame, o.Frame)
}

// List has them in the order in which they happened.
func (cs *Crashes) List() []Crash {
	var list []Crash
	for _, c := range cs.at {
		list = append(list, *c)
	}
	slices.SortFunc(list, func(a, b Crash) int { return a.compare(&b) })
	return list
}

// plain is s without what a terminal would take for a command: the reason may
// quote bytes of the capture.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '?'
	}, s)
}

// panicked is the source line that panicked, asked by a deferred function.
func panicked() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	for panicking := false; ; {
		f, more := frames.Next()
		switch {
		case f.Function == "runtime.gopanic":
			panicking = true
		case panicking && !strings.HasPrefix(f.Function, "runtime."):
			dir, file := filepath.Split(f.File)
			return fmt.Sprintf("%s/%s:%d", filepath.Base(dir), file, f.Line)
		}
		if !more {
			return ""
		}
	}
}

// caught ends a panic: deferred, it takes note of it.
func (d *Decoder) caught(frame int) {
	if r := recover(); r != nil {
		d.crashes.Add("decoding", frame, r)
	}
}

// Crashes tells of panics while frames were decoded, or taken by the Sink.
func (d *Decoder) Crashes() []Crash { return d.crashes.List() }
