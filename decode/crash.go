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
// others are counted.
type Crashes struct{ list []Crash }

const maxCrashes = 100

// Add takes what recover returned to a deferred function.
func (cs *Crashes) Add(in string, frame int, recovered any) {
	where := panicked()
	for i := range cs.list {
		if c := &cs.list[i]; c.In == in && c.Where == where || i == maxCrashes-1 {
			c.Count++
			return
		}
	}
	cs.list = append(cs.list, Crash{in, frame, plain(fmt.Sprint(recovered)), where, 1})
}

// Join adds those that happened elsewhere, to other frames of the capture.
func (cs *Crashes) Join(o *Crashes) {
	for _, c := range o.list {
		i := slices.IndexFunc(cs.list, func(k Crash) bool { return k.In == c.In && k.Where == c.Where })
		switch {
		case i >= 0 && c.Frame < cs.list[i].Frame:
			c.Count += cs.list[i].Count
			cs.list[i] = c
		case i >= 0:
			cs.list[i].Count += c.Count
		default:
			cs.list = append(cs.list, c)
		}
	}
	slices.SortStableFunc(cs.list, func(a, b Crash) int { return cmp.Compare(a.Frame, b.Frame) })
}

// List has them in the order in which they happened.
func (cs *Crashes) List() []Crash { return cs.list }

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
