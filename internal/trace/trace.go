package trace

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// A Frame is one captured Ethernet frame.
type Frame struct {
	Time  time.Time // UTC
	Data  []byte    // as captured; shared between derived traces, so not to be changed
	Orig  int       // length on the wire, in bytes
	Label string    // the statement that made it, "implied ACK of …" for an implied one
	Name  string    // the statement's name, on each of its frames
	Side  Side      // who sent it
	Conn  int       // the connection, from 1; 0 for what belongs to none
}

// A Trace is a capture in memory. Its methods leave it alone and return new
// ones: a derived trace has the same names, and numbers its own frames.
type Trace struct {
	frames []Frame
	names  map[string]bool
}

// Frames are the frames in capture order; the frame number that Wireshark shows
// is the index plus one.
func (t *Trace) Frames() []Frame { return t.frames }

// Len is the number of frames.
func (t *Trace) Len() int { return len(t.frames) }

// Frame is the number of the first captured frame of the statement called name,
// or 0 if none of its frames is in the trace. It panics if no statement has
// that name, since a test that expects it to be somewhere is wrong.
func (t *Trace) Frame(name string) int {
	if !t.names[name] {
		panic(fmt.Sprintf("trace: no statement is called %q", name))
	}
	return 1 + slices.IndexFunc(t.frames, func(f Frame) bool { return f.Name == name })
}

// Find is the number of the first frame whose label begins with prefix, or 0.
func (t *Trace) Find(prefix string) int {
	return 1 + slices.IndexFunc(t.frames, func(f Frame) bool { return strings.HasPrefix(f.Label, prefix) })
}

// WithoutFrame is the trace with the frame of that number missing.
func (t *Trace) WithoutFrame(number int) *Trace {
	return t.only(func(n int, _ Frame) bool { return n != number })
}

// Without is the trace with all frames missing for which drop is true. The
// number counts from one.
func (t *Trace) Without(drop func(number int, f Frame) bool) *Trace {
	return t.only(func(n int, f Frame) bool { return !drop(n, f) })
}

// OnlyFrom is the trace of a capture point that saw one direction.
func (t *Trace) OnlyFrom(side Side) *Trace {
	return t.only(func(_ int, f Frame) bool { return f.Side == side })
}

// From is the trace of a capture that began at the frame of that number.
func (t *Trace) From(number int) *Trace {
	return t.only(func(n int, _ Frame) bool { return n >= number })
}

// Until is the trace of a capture that ended after the frame of that number.
func (t *Trace) Until(number int) *Trace {
	return t.only(func(n int, _ Frame) bool { return n <= number })
}

// Cut is the trace of a capture with a snapshot length, in bytes.
func (t *Trace) Cut(snap int) *Trace {
	out := t.only(func(int, Frame) bool { return true })
	for i := range out.frames {
		f := &out.frames[i]
		f.Data = f.Data[:min(snap, len(f.Data)):min(snap, len(f.Data))]
	}
	return out
}

// Swap is the trace with the frame of that number and the next captured in the
// other order. Time stamps stay where they were.
func (t *Trace) Swap(number int) *Trace {
	out := t.only(func(int, Frame) bool { return true })
	if number < 1 || number >= len(out.frames) {
		return out
	}
	a, b := &out.frames[number-1], &out.frames[number]
	*a, *b = *b, *a
	a.Time, b.Time = b.Time, a.Time
	return out
}

func (t *Trace) only(keep func(number int, f Frame) bool) *Trace {
	out := &Trace{names: t.names}
	for i, f := range t.frames {
		if keep(i+1, f) {
			out.frames = append(out.frames, f)
		}
	}
	return out
}
