// Package report writes what linting came to, one view a file: text for
// people, JSON for programs. No verdict is made here.
package report

import (
	"io"

	"rpcrdma-lint/internal/lint"
)

// Options are what a reader of the report may choose.
type Options struct {
	// Inconclusive lists the findings that are not proven, too.
	Inconclusive bool

	// Color marks severities with terminal colours.
	Color bool

	// Coverage adds what became of each requirement, and Profile how each peer
	// behaved. In JSON the peers are there always.
	Coverage, Profile bool

	// Width is that of the terminal in columns, 0 when the report goes
	// elsewhere.
	Width int
}

// A Report is one view of captures, given one after another.
type Report interface {
	// Capture adds a capture. It returns an error when writing fails.
	Capture(c *lint.Capture) error

	// Close ends the report. It does not close the writer beneath.
	Close() error
}

// A Format is a way to write a report.
type Format struct {
	Name string
	What string // in a few words, for help and completion
	New  func(w io.Writer, o Options) Report
}

// Formats are all that there are, in the order in which help lists them.
var Formats = []Format{
	{Name: "text", What: "findings and summary tables, for people", New: newText},
	{Name: "json", What: "one object, for programs", New: newJSON},
}

// Find returns the format called name.
func Find(name string) (Format, bool) {
	for _, f := range Formats {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}
