package report

import (
	"fmt"
	"strings"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// Listed are the findings of a capture in the order of the text report.
func Listed(c *lint.Capture, inconclusive bool) []*rules.Finding {
	return listed(c, Options{Inconclusive: inconclusive})
}

// Line is a finding in one line, without its file: "74: error: grant of 0
// [credit/zero] server, RFC 8166 §3.3.1".
func Line(f *rules.Finding) string {
	t := &text{}
	var b strings.Builder
	if f.Frame > 0 {
		fmt.Fprintf(&b, "%d: ", f.Frame)
	}
	b.WriteString(t.line(f))
	return b.String()
}

// Comments are what findings say of each frame that proves them, a comment a
// finding: the line of the finding, and the part of the frame in it.
func Comments(fs []*rules.Finding) map[int][]string {
	all := map[int][]string{}
	for _, f := range fs {
		parts := map[int][]string{}
		if f.Frame > 0 {
			parts[f.Frame] = nil
		}
		for _, e := range f.Evidence {
			if e.Frame > 0 {
				parts[e.Frame] = append(parts[e.Frame], printable(e.What))
			}
		}
		line := (&text{}).line(f)
		if where := context(f); where != "" {
			line += "; " + where
		}
		for n, part := range parts {
			comment := line
			if len(part) > 0 {
				comment += "; this frame: " + strings.Join(part, ", ")
			}
			all[n] = append(all[n], comment)
		}
	}
	return all
}
