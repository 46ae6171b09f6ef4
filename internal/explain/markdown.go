package explain

import (
	"fmt"
	"strings"

	"rpcrdma-lint/rfc8166"
	"rpcrdma-lint/rules"
)

// Markdown explains a rule as a page of its own, with links to the RFCs and the
// worked example that it is given.
func Markdown(r *rules.Rule, example string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s.\n\nSeverity: %s", r.ID, r.Title, r.Severity)
	if r.Off {
		b.WriteString(", off unless enabled")
	}
	fmt.Fprintf(&b, ". Judged of each %s.\n", r.Unit)
	if r.Deviates != "" {
		fmt.Fprintf(&b, "The severity does not follow the wording of the standard: %s.\n", strings.TrimSuffix(r.Deviates, "."))
	}
	demands(&b, r)
	section(&b, "Why it matters", r.Doc.Why)
	section(&b, "How it is recognised", r.Doc.How)
	section(&b, "When it keeps silent", r.Doc.Silent)
	if ds := r.Known(); len(ds) > 0 {
		b.WriteString("\n## Known to have had the fault\n\n")
		for _, d := range ds {
			fmt.Fprintf(&b, "- %s\n", Fault(d))
		}
	}
	if ts := r.Tracepoints(); len(ts) > 0 {
		b.WriteString("\n## On a live host\n\nTracepoints of the Linux kernel that would confirm it:\n\n")
		for _, t := range ts {
			fmt.Fprintf(&b, "- `%s`: %s\n", t.Name, t.What)
		}
	}
	block(&b, "A violating trace", notation, r.Doc.Bad)
	block(&b, "A worked example", "That trace, frame by frame: number, seconds, contents. And what the program finds in it.", example)
	block(&b, "A conforming trace", "", r.Doc.Good)
	return b.String()
}

const notation = "In the notation of `internal/trace` (`go doc ./internal/trace`): `C>` is sent by the client, `S>` by the server."

// demands lists the requirements.
func demands(b *strings.Builder, r *rules.Rule) {
	if len(r.Covers) == 0 {
		return
	}
	b.WriteString("\n## What is demanded\n\n")
	for _, k := range r.Covers {
		q, ok := rfc8166.Find(k)
		if !ok {
			continue
		}
		fmt.Fprintf(b, "- [%s](%s), %s (`%s`): %s\n", k.Section(), k.URL(), LevelText(q.Level), k, q.Text)
	}
}

func section(b *strings.Builder, title, text string) {
	if text != "" {
		fmt.Fprintf(b, "\n## %s\n\n%s\n", title, strings.TrimSpace(text))
	}
}

func block(b *strings.Builder, title, about, text string) {
	if text = strings.Trim(text, "\n"); text == "" {
		return
	}
	fmt.Fprintf(b, "\n## %s\n\n", title)
	if about != "" {
		b.WriteString(about + "\n\n")
	}
	fmt.Fprintf(b, "```text\n%s\n```\n", outdented(text))
}

// outdented takes away the indentation that traces have in the source.
func outdented(text string) string {
	lines := strings.Split(text, "\n")
	for strings.HasPrefix(lines[0], "\t") {
		for i, l := range lines {
			lines[i] = strings.TrimPrefix(l, "\t")
		}
	}
	return strings.TrimRight(strings.Join(lines, "\n"), " \t\n")
}
