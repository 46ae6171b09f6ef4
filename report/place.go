package report

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// A place is a frame as a reader finds it: in a trace of several files the file,
// and the number that Wireshark shows there.
type place struct {
	file  string // "" where the capture is one file
	frame int    // 0 where it is not known
}

func placeOf(c *lint.Capture, n int) place {
	if c == nil || n <= 0 || len(c.Files) == 0 {
		return place{frame: n}
	}
	f, n := c.File(n)
	return place{f.Path, n}
}

// in is the path of the file that a place is in.
func (p place) in(c *lint.Capture) string {
	if p.file == "" {
		return c.Path
	}
	return p.file
}

// String is "812", or "x.pcap3:812".
func (p place) String() string {
	if p.file == "" {
		return strconv.Itoa(p.frame)
	}
	return fmt.Sprintf("%s:%d", printable(filepath.Base(p.file)), p.frame)
}

// words are "frame 812", or "frame 812 of x.pcap3".
func (p place) words() string {
	s := fmt.Sprintf("frame %d", p.frame)
	if p.file != "" {
		s += " of " + printable(filepath.Base(p.file))
	}
	return s
}

// frame is a frame in the words of a story.
func (t *teller) frame(n int) string { return placeOf(t.c, n).words() }

// frames are two of them, the first and the last of something.
func (t *teller) frames(from, to int) string {
	return fmt.Sprintf("frames %s to %s", placeOf(t.c, from), placeOf(t.c, to))
}

// A shown filter is a tshark display filter, and the file that it is for.
type shown struct{ File, Filter string }

// displayFilters are the tshark display filters that show the evidence, one for
// each file that has some.
func displayFilters(c *lint.Capture, f *rules.Finding) []shown {
	var numbers []int
	for _, e := range f.Evidence {
		if e.Frame > 0 {
			numbers = append(numbers, e.Frame)
		}
	}
	if len(numbers) == 0 && f.Frame > 0 {
		numbers = append(numbers, f.Frame)
	}
	slices.Sort(numbers)
	var all []shown
	var words []string
	end := func() {
		if len(words) > 0 {
			all[len(all)-1].Filter = "frame.number in {" + strings.Join(words, ", ") + "}"
			words = nil
		}
	}
	for i, n := range slices.Compact(numbers) {
		p := placeOf(c, n)
		if i == 0 || p.file != all[len(all)-1].File {
			end()
			all = append(all, shown{File: p.file})
		}
		words = append(words, strconv.Itoa(p.frame))
	}
	end()
	return all
}

// displayFilter is the one for the file that the finding is in.
func displayFilter(c *lint.Capture, f *rules.Finding) string {
	file := placeOf(c, f.Frame).file
	for _, x := range displayFilters(c, f) {
		if x.File == file || f.Frame <= 0 {
			return x.Filter
		}
	}
	return ""
}

// tshark adds a line for each display filter to a buffer.
func tshark(b io.StringWriter, indent string, c *lint.Capture, f *rules.Finding) {
	for _, x := range displayFilters(c, f) {
		file := ""
		if x.File != "" {
			file = printable(filepath.Base(x.File)) + ": "
		}
		b.WriteString(indent + "tshark: " + file + x.Filter + "\n")
	}
}
