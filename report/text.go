package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/fatih/color"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

type text struct {
	w     io.Writer
	o     Options
	total tally
}

func newText(w io.Writer, o Options) Report { return &text{w: w, o: o} }

// Capture writes the findings of a capture, a line each with its evidence
// beneath, and its summary.
func (t *text) Capture(c *lint.Capture) error {
	var b bytes.Buffer
	if t.total.captures > 0 {
		b.WriteByte('\n')
	}
	findings := listed(c, t.o)
	for _, f := range findings {
		t.finding(&b, c, f)
	}
	if len(findings) > 0 {
		b.WriteByte('\n')
	}
	if err := summary(&b, c, t.o); err != nil {
		return err
	}
	t.total.add(c, t.o)
	_, err := t.w.Write(b.Bytes())
	return err
}

// Close writes a line over all captures, where there were several.
func (t *text) Close() error {
	if t.total.captures < 2 {
		return nil
	}
	_, err := fmt.Fprintf(t.w, "\n%d captures: %s\n", t.total.captures, t.total.String())
	return err
}

func (t *text) finding(b *bytes.Buffer, c *lint.Capture, f *rules.Finding) {
	at := placeOf(c, f.Frame)
	b.WriteString(printable(at.in(c)))
	if f.Frame > 0 {
		fmt.Fprintf(b, ":%d", at.frame)
	}
	reason, known := t.o.known(f)
	b.WriteString(": ")
	if known {
		b.WriteString("known ")
	}
	b.WriteString(t.line(f))
	b.WriteByte('\n')
	if !f.Proven() {
		fmt.Fprintf(b, "    not proven: %s\n", f.Guard)
	}
	if reason != "" {
		fmt.Fprintf(b, "    known: %s\n", printable(reason))
	}
	for _, e := range f.Evidence {
		if e.Frame > 0 {
			fmt.Fprintf(b, "    %s: %s\n", placeOf(c, e.Frame), printable(e.What))
		} else {
			fmt.Fprintf(b, "    %s\n", printable(e.What))
		}
	}
	if where := context(f); where != "" {
		fmt.Fprintf(b, "    %s\n", where)
	}
	tshark(b, "    ", c, f)
}

// line is what a finding says, by which rule, whom it is laid to and why.
func (t *text) line(f *rules.Finding) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", t.severity(f), printable(f.Message))
	if f.Count > 1 && !saysCount(f.Message, f.Count) {
		fmt.Fprintf(&b, " (%s times)", grouped(f.Count))
	}
	fmt.Fprintf(&b, " [%s] %s", f.Rule.ID, f.Blame)
	if s := section(f); s != "" {
		b.WriteString(", " + s)
	}
	return b.String()
}

// severity is the word before the message. A finding that is not proven says
// so, and must not look like one that is.
func (t *text) severity(f *rules.Finding) string {
	word := f.Severity.String()
	if !f.Proven() {
		word = "inconclusive " + word
	}
	if !t.o.Color {
		return word
	}
	c := color.New(severityColors[f.Severity]...)
	c.EnableColor()
	return c.Sprint(word)
}

var severityColors = map[rules.Severity][]color.Attribute{
	rules.Error:   {color.FgRed, color.Bold},
	rules.Warning: {color.FgYellow, color.Bold},
	rules.Note:    {color.FgCyan},
}

// context names the connection, the transaction and the time of a finding.
func context(f *rules.Finding) string {
	var parts []string
	if id := connectionID(f); id > 0 {
		parts = append(parts, fmt.Sprintf("connection %d", id))
	}
	if f.HasXID {
		parts = append(parts, strings.TrimSpace(fmt.Sprintf("XID %#08x %s", f.XID, printable(f.Call))))
	}
	if f.Time != 0 {
		parts = append(parts, stamp(f.Time))
	}
	return strings.Join(parts, ", ")
}
