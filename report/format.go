// Package report writes what linting came to, one view a file: text for
// people, JSON for programs, and what CI systems read. No verdict is made here.
package report

import (
	"io"

	"rpcrdma-lint/internal/fleet"
	"rpcrdma-lint/internal/journal"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
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

	// Version is that of the program, "" where it is not told.
	Version string

	// Fails says which findings fail the run; nil stands for the proven errors.
	Fails func(*rules.Finding) bool

	// Known says which findings the baseline has, and the reason given there. It
	// is nil where there is no baseline.
	Known func(*rules.Finding) (reason string, known bool)

	// Missing are the shards of a fleet that no part is of.
	Missing []fleet.Hole
}

func (o Options) fails(f *rules.Finding) bool {
	if o.Fails == nil {
		return f.Proven() && f.Severity == rules.Error
	}
	return o.Fails(f)
}

// known is Known where there may be no baseline.
func (o Options) known(f *rules.Finding) (reason string, known bool) {
	if o.Known == nil {
		return "", false
	}
	return o.Known(f)
}

// A Report is one view of captures, given one after another.
type Report interface {
	// Capture adds a capture. It returns an error when writing fails.
	Capture(c *lint.Capture) error

	// Close ends the report. It does not close the writer beneath.
	Close() error
}

// A Streamer is a Report that takes findings while the capture is being read.
// Begin comes before the findings of a capture, and Capture after them.
type Streamer interface {
	Report
	Begin(path string) error

	// Finding takes a finding with its Count at that time.
	Finding(f *rules.Finding, count int) error
}

// A Format is a way to write a report.
type Format struct {
	Name string
	What string // in a few words, for help and completion
	New  func(w io.Writer, o Options) Report

	// Journal, unless nil, is what the report needs to know of what happened on
	// the connections.
	Journal *journal.Options

	// OfFleet is the format to take instead where the captures are those of a
	// manifest, "" for none.
	OfFleet string
}

// Formats are all that there are, in the order in which help lists them.
var Formats = []Format{
	{Name: "text", What: "findings and summary tables, for people", New: newText},
	{Name: "json", What: "one object, for programs", New: newJSON},
	{Name: "jsonl", What: "an object a line, written as found", New: newJSONLines},
	{Name: "sarif", What: "SARIF 2.1.0, for code scanning", New: newSARIF},
	{Name: "junit", What: "a test suite a capture, a test case a rule", New: newJUnit},
	{Name: "github", What: "annotations of a GitHub Actions workflow", New: newGitHub},
	{Name: "html", What: "one page with plots, for a browser", New: newHTML, Journal: &journal.Options{Pictures: true}, OfFleet: "fleet-html"},
	{Name: "fleet", What: "what is wrong between which hosts, over all captures", New: newFleet},
	{Name: "fleet-json", What: "the same as one object, for programs", New: newFleetJSON},
	{Name: "fleet-html", What: "the same as one page, for a browser", New: newFleetPage},
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
