package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"rpcrdma-lint/rfc8166"
	"rpcrdma-lint/rules"
)

// textWidth is the width of explanations, in columns.
const textWidth = 80

func (a *app) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "explain RULE",
		Short: "Explain a rule",
		Long: `Says what a rule finds and why it matters, which requirements of which RFC it
checks, when it keeps silent, and what violating and conforming traffic looks
like.`,
		Example:               `  rpcrdma-lint explain credit/first-call`,
		Args:                  oneRule,
		ValidArgsFunction:     completeRule,
		DisableFlagsInUseLine: true,
		RunE: func(_ *cobra.Command, args []string) error {
			r := rules.Find(args[0])
			if r == nil {
				return fmt.Errorf("explain: no rule is called %q%s", args[0], didYouMean(args[0]))
			}
			_, err := io.WriteString(a.out, explanation(r))
			return err
		},
	}
}

func oneRule(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("explain: takes the name of one rule; %s rules lists all", Name)
	}
	return nil
}

func explanation(r *rules.Rule) string {
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
		fmt.Fprintf(&b, "\n%s, %s (%s)\n", k.Section(), levelText(req.Level), k)
		paragraph(&b, req.Text)
	}
	prose(&b, "Severity", r.Deviates)
	prose(&b, "Why it matters", r.Doc.Why)
	prose(&b, "How it is recognised", r.Doc.How)
	prose(&b, "When it keeps silent", r.Doc.Silent)
	verbatim(&b, "A violating trace", r.Doc.Bad)
	verbatim(&b, "A conforming trace", r.Doc.Good)
	known(&b, r.Known())
	return b.String()
}

// levelText is the level in words that need no legend.
func levelText(l rfc8166.Level) string {
	if rest, ok := strings.CutPrefix(string(l), string(rfc8166.Def)); ok {
		return "definition" + rest
	}
	return string(l)
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

// known names the implementations that had the fault, and where that is told.
func known(b *strings.Builder, deviations []rules.Deviation) {
	if len(deviations) == 0 {
		return
	}
	b.WriteString("\nKnown to have had the fault\n")
	for _, d := range deviations {
		who := d.Implementation
		if d.Versions != "" {
			who += ", " + d.Versions
		}
		paragraph(b, fmt.Sprintf("- %s: %s (%s)", who, d.What, d.Reference))
	}
}

func verbatim(b *strings.Builder, title, text string) {
	if text == "" {
		return
	}
	fmt.Fprintf(b, "\n%s\n", title)
	for line := range strings.Lines(text) {
		fmt.Fprintf(b, "    %s\n", strings.TrimRight(line, " \t\n"))
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
