package report

import (
	"fmt"
	"strings"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// paragraphs is a finding in plain text without its file: what is there, whom
// it is laid to, and its evidence, a line each.
func paragraphs(c *lint.Capture, f *rules.Finding) string {
	var b strings.Builder
	b.WriteString(printable(f.Message))
	if f.Count > 1 && !saysCount(f.Message, f.Count) {
		fmt.Fprintf(&b, " (%s times)", grouped(f.Count))
	}
	fmt.Fprintf(&b, "\nblame: %s", f.Blame)
	if s := section(f); s != "" {
		b.WriteString(", " + s)
	}
	b.WriteByte('\n')
	if !f.Proven() {
		fmt.Fprintf(&b, "not proven: %s\n", f.Guard)
	}
	for _, e := range f.Evidence {
		if e.Frame > 0 {
			fmt.Fprintf(&b, "%s: %s\n", placeOf(c, e.Frame).words(), printable(e.What))
		} else {
			fmt.Fprintf(&b, "%s\n", printable(e.What))
		}
	}
	if where := context(f); where != "" {
		b.WriteString(where + "\n")
	}
	tshark(&b, "", c, f)
	return b.String()
}
