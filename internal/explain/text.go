package explain

import (
	"fmt"
	"strings"

	"rpcrdma-lint/rfc8166"
	"rpcrdma-lint/rules"
)

// textWidth is the width of explanations, in columns.
const textWidth = 80

// Text explains a rule in lines of textWidth, with the worked example that it is
// given.
func Text(r *rules.Rule, example string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s", r.ID, r.Severity)
	if r.Off {
		b.WriteString(", off unless enabled")
	}
	fmt.Fprintf(&b, "): %s\n", r.Title)
	for _, k := range r.Covers {
		req, ok := rfc8166.Find(k)
		if !ok {
			continue
		}
		fmt.Fprintf(&b, "\n%s, %s (%s)\n", k.Section(), LevelText(req.Level), k)
		paragraph(&b, req.Text)
	}
	prose(&b, "Severity", r.Deviates)
	prose(&b, "Why it matters", r.Doc.Why)
	prose(&b, "How it is recognised", r.Doc.How)
	prose(&b, "When it keeps silent", r.Doc.Silent)
	known(&b, r.Known())
	confirmed(&b, r.Tracepoints())
	verbatim(&b, "A violating trace", r.Doc.Bad)
	verbatim(&b, "A worked example: that trace, and what is found in it\n(frame, seconds, contents; C> is sent by the client, S> by the server)", example)
	verbatim(&b, "A conforming trace", r.Doc.Good)
	return b.String()
}

func prose(b *strings.Builder, title, text string) {
	if text == "" {
		return
	}
	fmt.Fprintf(b, "\n%s\n", title)
	for p := range strings.SplitSeq(text, "\n\n") {
		paragraph(b, p)
	}
}

// known names the implementations that had the fault.
func known(b *strings.Builder, deviations []rules.Deviation) {
	if len(deviations) == 0 {
		return
	}
	b.WriteString("\nKnown to have had the fault\n")
	for _, d := range deviations {
		paragraph(b, "- "+Fault(d))
	}
}

// confirmed names the tracepoints that would show the fault on a live host.
func confirmed(b *strings.Builder, ts []rules.Tracepoint) {
	if len(ts) == 0 {
		return
	}
	b.WriteString("\nTracepoints of the Linux kernel that would confirm it\n")
	for _, t := range ts {
		paragraph(b, "- "+t.Name+": "+t.What)
	}
}

func verbatim(b *strings.Builder, title, text string) {
	if text == "" {
		return
	}
	fmt.Fprintf(b, "\n%s\n", title)
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimRight("    "+line, " \t\n") + "\n")
	}
}

// paragraph writes text indented, in lines of textWidth where its words allow.
func paragraph(b *strings.Builder, text string) {
	width := 0
	for word := range strings.FieldsSeq(text) {
		n := len([]rune(word))
		switch {
		case width == 0:
			b.WriteString("    ")
			width = 4
		case width+1+n > textWidth:
			b.WriteString("\n    ")
			width = 4
		default:
			b.WriteByte(' ')
			width++
		}
		b.WriteString(word)
		width += n
	}
	b.WriteByte('\n')
}
