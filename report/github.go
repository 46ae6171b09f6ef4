package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// github writes workflow commands, which GitHub Actions shows as annotations.
// A capture has no lines: an annotation names the file alone, and the frame in
// its title and as a property of its own, which GitHub passes over.
type github struct {
	w io.Writer
	o Options
}

func newGitHub(w io.Writer, o Options) Report { return &github{w, o} }

// Capture writes an annotation a finding, and one for damage. Findings that the
// baseline has need nobody's attention.
func (g *github) Capture(c *lint.Capture) error {
	var b bytes.Buffer
	for _, f := range listed(c, g.o) {
		if _, known := g.o.known(f); known {
			continue
		}
		g.finding(&b, c, f)
	}
	if c.Damage != nil {
		fmt.Fprintf(&b, "::error title=%s,file=%s::%s\n", property("capture not read to its end"), property(printable(c.Path)), data(printable(c.Damage.String())))
	}
	_, err := g.w.Write(b.Bytes())
	return err
}

func (g *github) finding(b *bytes.Buffer, c *lint.Capture, f *rules.Finding) {
	at := placeOf(c, f.Frame)
	command, title := githubCommands[f.Severity], f.Rule.ID
	if !f.Proven() {
		command, title = "notice", title+" (inconclusive)"
	}
	if f.Frame > 0 {
		title += fmt.Sprintf(", frame %d", at.frame)
	}
	fmt.Fprintf(b, "::%s title=%s,file=%s", command, property(title), property(printable(at.in(c))))
	if f.Frame > 0 {
		fmt.Fprintf(b, ",frame=%d", at.frame)
	}
	fmt.Fprintf(b, "::%s\n", data(strings.TrimSuffix(paragraphs(c, f), "\n")))
}

var githubCommands = map[rules.Severity]string{rules.Error: "error", rules.Warning: "warning", rules.Note: "notice"}

// Close has nothing to add.
func (g *github) Close() error { return nil }

// data escapes the message of a workflow command, and property the value of a
// property.
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func property(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(data(s))
}
