package lint_test

import (
	"bytes"
	"cmp"
	"io"
	"slices"
	"testing"

	"rpcrdma-lint/internal/journal"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/report"
	"rpcrdma-lint/rules"
)

// FuzzRun lints any bytes as a capture file. Whatever they are, the answer is
// the same every time, in the order of frames, and speaks of frames that are in
// the file.
func FuzzRun(f *testing.F) {
	f.Fuzz(func(t *testing.T, file []byte) {
		run := func() *lint.Capture {
			return lint.Run("-", bytes.NewReader(file), lint.Options{
				Enabled: func(*rules.Rule) bool { return true },
				Journal: &journal.Options{Pictures: true},
			})
		}
		c := run()
		if c.Complete == (c.Damage != nil) {
			t.Fatalf("got complete %t with damage %v", c.Complete, c.Damage)
		}
		if c.Result == nil {
			return
		}
		for _, x := range c.Crashes {
			t.Error(c.Describe(x))
		}
		for _, x := range c.Result.Findings {
			inFile(t, c, x.Rule.ID, x.Frame)
			inFile(t, c, x.Rule.ID, x.Decided)
			for _, e := range x.Evidence {
				inFile(t, c, x.Rule.ID, e.Frame)
			}
		}
		if !slices.IsSortedFunc(c.Result.Findings, func(a, b *rules.Finding) int { return cmp.Compare(a.Frame, b.Frame) }) {
			t.Error("findings are not in the order of their frames")
		}
		drawn(t, c)
		if again := run(); describe(c) != describe(again) {
			t.Errorf("two runs differ:\n%s\n%s", describe(c), describe(again))
		}
	})
}

// drawn tells the story of a capture and takes it into a page, which must
// succeed whatever is in it. The page is not written: that takes long and is
// always the same.
func drawn(t *testing.T, c *lint.Capture) {
	t.Helper()
	html, _ := report.Find("html")
	if err := html.New(io.Discard, report.Options{Inconclusive: true}).Capture(c); err != nil {
		t.Error(err)
	}
	report.Story(&bytes.Buffer{}, c, report.StoryOptions{})
}

func inFile(t *testing.T, c *lint.Capture, rule string, frame int) {
	t.Helper()
	if frame < 0 || frame > c.Frames {
		t.Errorf("%s: got frame %d in a file of %d", rule, frame, c.Frames)
	}
}
