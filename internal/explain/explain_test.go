package explain_test

import (
	"strings"
	"testing"

	"rpcrdma-lint/internal/explain"
	"rpcrdma-lint/rfc8166"
	"rpcrdma-lint/rules"
)

// The page of each rule links to every section that it checks, and has its
// worked example.
func TestMarkdown(t *testing.T) {
	for _, r := range rules.All {
		example := explain.Example(r)
		if !strings.Contains(example, "trace.pcap:") {
			t.Errorf("%s: got the example %q", r.ID, example)
		}
		page := explain.Markdown(r, example)
		if !strings.HasPrefix(page, "# "+r.ID+"\n\n"+r.Title+".\n") || !strings.Contains(page, "\n## Why it matters\n") {
			t.Errorf("%s: got %.200q", r.ID, page)
		}
		for _, k := range r.Covers {
			q, _ := rfc8166.Find(k)
			if !strings.Contains(page, "]("+k.URL()+")") || !strings.Contains(page, q.Text) {
				t.Errorf("%s: got no link to %s with its text", r.ID, k)
			}
		}
		if strings.Count(page, "```")%2 != 0 || strings.Count(page, "```") < 6 {
			t.Errorf("%s: a block is missing or not closed", r.ID)
		}
	}
}

// The index has every rule once, under its area, and says what each area is
// about.
func TestIndex(t *testing.T) {
	index := explain.Index()
	for _, r := range rules.All {
		link := "| [" + r.ID + "](" + explain.FileName(r) + ".md) |"
		if n := strings.Count(index, link); n != 1 {
			t.Errorf("%s: got %d links, want 1", r.ID, n)
		}
		if !strings.Contains(index, "\n## "+explain.Area(r)+"\n\n") || strings.Contains(index, "\n## "+explain.Area(r)+"\n\n| rule") {
			t.Errorf("%s: the area is missing, or nothing is said of it", explain.Area(r))
		}
	}
}

// Without an example none is shown.
func TestNoExample(t *testing.T) {
	r := &rules.Rule{ID: "no/such"}
	if got := explain.Example(r); got != "" {
		t.Errorf("got %q", got)
	}
	if got := explain.Text(r, ""); strings.Contains(got, "worked example") {
		t.Errorf("got %q", got)
	}
}
