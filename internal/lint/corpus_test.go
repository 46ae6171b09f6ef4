package lint_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

var update = flag.Bool("update", false, "rewrite the results that are expected of the corpus")

const corpus = "../../captures"

// An expectation is what was verified by hand of a capture.
type expectation struct {
	Expect []place  // proven errors and warnings that must be there
	Never  []string // rules that must not be proven; "*" is every error and warning
}

// A place is a rule and the frame of its finding, ["hdr/done", 113] in JSON.
type place struct {
	rule  string
	frame int
}

func (p *place) UnmarshalJSON(b []byte) error {
	return json.Unmarshal(b, &[]any{&p.rule, &p.frame})
}

func (p place) String() string { return fmt.Sprintf("%s at frame %d", p.rule, p.frame) }

func expectations(t *testing.T) map[string]expectation {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(corpus, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]expectation
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// captures are the files of the corpus by name, without what follows the dot.
func captures(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(corpus, "*.pcap*"))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, path := range files {
		name, _, _ := strings.Cut(filepath.Base(path), ".")
		if all[name] != "" {
			t.Fatalf("%s and %s have one name", all[name], path)
		}
		all[name] = path
	}
	return all
}

// Every capture of the corpus, under all rules, yields what is expected of it
// and exactly what is written down beside it.
func TestCorpus(t *testing.T) {
	expected := expectations(t)
	all := captures(t)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && strings.HasPrefix(name, "big-") {
				t.Skip("1 GiB unpacked")
			}
			c := lint.Run(all[name], nil, lint.Options{Enabled: func(*rules.Rule) bool { return true }})
			if !c.Complete {
				t.Fatalf("got damage %v, want a whole capture", c.Damage)
			}
			x, ok := expected[name]
			if !ok {
				t.Fatal("expected.json doesn't know this capture")
			}
			x.check(t, c)
			path := filepath.Join(corpus, name+".want")
			golden(t, path, describe(c))
			x.proved(t, c, proofsOf(t, path))
		})
	}
}

func (x expectation) check(t *testing.T, c *lint.Capture) {
	t.Helper()
	for _, p := range x.Expect {
		if rules.Find(p.rule) == nil {
			t.Logf("not looked for: %v, since there is no such rule", p)
			continue
		}
		if !found(c, p.rule, p.frame) {
			t.Errorf("got no %v, want it proven", p)
		}
	}
	for _, f := range c.Result.Findings {
		fault := f.Severity > rules.Note && slices.Contains(x.Never, "*")
		if f.Proven() && (fault || slices.Contains(x.Never, f.Rule.ID)) {
			t.Errorf("got %s, which must never be proven here: %s", place{f.Rule.ID, f.Frame}, f.Message)
		}
	}
}

// describe is what linting came to, in lines that stay readable in a diff.
func describe(c *lint.Capture) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d frames, %d connections\n", c.Frames, len(c.Result.Connections))
	for _, o := range c.Other {
		fmt.Fprintf(&b, "not linted: %s, %d frames\n", o.What, o.Frames)
	}
	if c.Dropped.ICRC+c.Dropped.Limits > 0 {
		fmt.Fprintf(&b, "left out: %d frames with a wrong ICRC, %d beyond bounds\n", c.Dropped.ICRC, c.Dropped.Limits)
	}
	for i := range c.Result.Coverage {
		v := &c.Result.Coverage[i]
		if v.Held+v.Violated+v.Inconclusive+v.Undecided > 0 {
			fmt.Fprintf(&b, "%s: %d held, %d violated, %d inconclusive, %d undecided\n",
				v.Rule.ID, v.Held, v.Violated, v.Inconclusive, v.Undecided)
		}
	}
	for _, f := range c.Result.Findings {
		if !f.Proven() {
			continue
		}
		fmt.Fprintf(&b, "%d: %s %s %s", f.Frame, f.Severity, f.Rule.ID, f.Blame)
		if f.HasXID {
			fmt.Fprintf(&b, " %#x", f.XID)
		}
		if f.Count > 1 {
			fmt.Fprintf(&b, " x%d", f.Count)
		}
		fmt.Fprintf(&b, ": %s\n", f.Message)
	}
	return b.String()
}

// golden compares got with what path holds behind its comment, or writes it
// there.
func golden(t *testing.T, path, got string) {
	t.Helper()
	old, err := os.ReadFile(path)
	if err != nil && !(*update && os.IsNotExist(err)) {
		t.Fatal(err)
	}
	comment, want := cutComment(string(old))
	if *update {
		if err := os.WriteFile(path, []byte(comment+got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if d := cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")); d != "" {
		t.Errorf("%s: -want +got (-update rewrites it)\n%s", path, d)
	}
}

var heading = regexp.MustCompile(`(?m)^## (\S+)$`)

// What is written about the corpus is about all of it and nothing else.
func TestIndex(t *testing.T) {
	var files, names []string
	for name, path := range captures(t) {
		files = append(files, filepath.Base(path))
		names = append(names, name)
	}
	slices.Sort(files)
	slices.Sort(names)

	index, err := os.ReadFile(filepath.Join(corpus, "INDEX.md"))
	if err != nil {
		t.Fatal(err)
	}
	var described []string
	for _, m := range heading.FindAllSubmatch(index, -1) {
		described = append(described, string(m[1]))
	}
	slices.Sort(described)
	if d := cmp.Diff(files, described); d != "" {
		t.Errorf("INDEX.md: -captures +described\n%s", d)
	}
	if d := cmp.Diff(names, slices.Sorted(maps.Keys(expectations(t)))); d != "" {
		t.Errorf("expected.json: -captures +expected\n%s", d)
	}
}
