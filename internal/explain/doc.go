// Package explain tells what a rule is about, as text for a terminal and as
// Markdown for the documentation and for SARIF.
package explain

import (
	"embed"
	"strings"

	"rpcrdma-lint/rfc8166"
	"rpcrdma-lint/rules"
)

//go:embed examples
var examples embed.FS

// Example is the violating trace of a rule frame by frame, with what the
// program says of it. It is made ahead of time by make docs: the program has no
// use for what makes traces. A rule without one has "".
func Example(r *rules.Rule) string {
	b, err := examples.ReadFile("examples/" + FileName(r) + ".txt")
	if err != nil {
		return ""
	}
	return string(b)
}

// FileName is the name of the rule's files, without what follows the dot.
func FileName(r *rules.Rule) string { return strings.ReplaceAll(r.ID, "/", "-") }

// LevelText is the level in words that need no legend.
func LevelText(l rfc8166.Level) string {
	if rest, ok := strings.CutPrefix(string(l), string(rfc8166.Def)); ok {
		return "definition" + rest
	}
	return string(l)
}

// Fault says who had the fault, and where that is told.
func Fault(d rules.Deviation) string {
	who := d.Implementation
	if d.Versions != "" {
		who += ", " + d.Versions
	}
	return who + ": " + d.What + " (" + d.Reference + ")"
}
