package lint

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"rpcrdma-lint/decode/capture"
)

// A Trace is one capture session: a file, or several that were written one after
// the other.
type Trace struct {
	ID    string // what reports call it: the path of its first file
	Files []TraceFile
}

// A TraceFile is a file of a Trace.
type TraceFile struct {
	Path string

	// Gap says what is missing between the file before and this one, "" for
	// nothing.
	Gap string
}

// FileFrames says which frames of a capture are those of one of its files.
type FileFrames struct {
	Path   string
	Gap    string // as in TraceFile
	Before int    // numbers of the frames of the files before
	Frames int
}

// One is the trace of a single file.
func One(path string) Trace { return Trace{ID: path, Files: []TraceFile{{Path: path}}} }

// RunTrace lints a trace. What goes wrong is told in the Capture. Files are read
// on as one, except where something between them is missing: what was known of
// connections is forgotten there, as if one capture ended and another began, so
// that nothing is taken for proven which the missing frames might explain.
func RunTrace(t Trace, stdin io.Reader, o Options) *Capture {
	if len(t.Files) == 1 {
		c := Run(t.Files[0].Path, stdin, o)
		c.Path = t.ID
		return c
	}
	c := NewCapture(t.ID, o)
	for _, f := range t.Files {
		c.Files = append(c.Files, FileFrames{Path: f.Path, Gap: f.Gap, Before: math.MaxInt})
	}
	o.Via = c.measure(o.Via)
	opened := false
	for first := 0; first < len(c.Files); {
		next, ok := c.stretch(first, o)
		first, opened = next, opened || ok
	}
	if opened {
		c.leave(o.Keep)
	} else {
		c.Result, c.Journal = nil, nil
	}
	for i := range c.Files {
		f := &c.Files[i]
		f.Frames = c.Frames - f.Before
		if i+1 < len(c.Files) {
			f.Frames = c.Files[i+1].Before - f.Before
		}
	}
	c.Complete = c.Damage == nil
	c.renumber()
	return c
}

var aFrame = regexp.MustCompile(`\b(?:of|to) frame \d+\b`)

// Locate makes words that speak of a frame tell the file, too, where there are
// several.
func (c *Capture) Locate(words string) string {
	if len(c.Files) == 0 {
		return words
	}
	return aFrame.ReplaceAllStringFunc(words, func(s string) string {
		of, number, _ := strings.Cut(s, " frame ")
		n, _ := strconv.Atoi(number)
		file, n := c.File(n)
		return fmt.Sprintf("%s frame %d of %s", of, n, filepath.Base(file.Path))
	})
}

// renumber makes evidence that speaks of a frame in words tell the file, too.
func (c *Capture) renumber() {
	if c.Result == nil {
		return
	}
	for _, f := range c.Result.Findings {
		for i := range f.Evidence {
			e := &f.Evidence[i]
			e.What = c.Locate(e.What)
		}
	}
}

// stretch lints the files from one on up to the next gap, the first damage or a
// step back in time, and returns the file to begin with after it. It reports whether any could be
// opened.
func (c *Capture) stretch(first int, o Options) (next int, opened bool) {
	end := first + 1
	for end < len(c.Files) && c.Files[end].Gap == "" {
		end++
	}
	var paths []string
	for _, f := range c.Files[first:end] {
		paths = append(paths, f.Path)
	}
	s := capture.NewSeries(paths, c.Frames, o.reading())
	s.Begun = func(at, before int) { c.Files[first+at].Before = before }
	defer s.Close()
	err := c.take(s, o)
	c.Frames = s.Numbers()
	if err == io.EOF {
		return end, true
	}
	at := first + s.At()
	if err == capture.ErrBackwards {
		c.Files[at].Gap = fmt.Sprintf("it begins before %s ends", filepath.Base(c.Files[at-1].Path))
		return at, true
	}
	d := damageOf(err, c.Files[at].Path)
	d.File = c.Files[at].Path
	if c.Damage == nil {
		c.Damage = d
	}
	if at+1 < len(c.Files) {
		next := &c.Files[at+1]
		next.Gap = cmp.Or(next.Gap, fmt.Sprintf("%s could not be read to its end", filepath.Base(d.File)))
	}
	return at + 1, s.Opened()
}

// File is the file that frame n of a trace of several files is in, and its
// number there.
func (c *Capture) File(n int) (file *FileFrames, number int) {
	i := sort.Search(len(c.Files), func(i int) bool { return c.Files[i].Before >= n })
	f := &c.Files[max(i-1, 0)]
	return f, n - f.Before
}
