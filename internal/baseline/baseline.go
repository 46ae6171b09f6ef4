// Package baseline keeps the findings that are known, so that a run fails only
// for new ones and tells which are gone.
package baseline

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"rpcrdma-lint/internal/config"
	"rpcrdma-lint/report"
	"rpcrdma-lint/rules"
)

// An Entry is a fault that is known, whatever the frames, XIDs and numbers.
type Entry struct {
	Rule        string `yaml:"rule"`
	Blame       string `yaml:"blame"`
	Message     string `yaml:"message"` // without its numbers
	Fingerprint string `yaml:"fingerprint"`
	Reason      string `yaml:"reason"` // why it is put up with
}

// String names the entry in one line.
func (e *Entry) String() string { return fmt.Sprintf("%s %s: %s", e.Rule, e.Blame, e.Message) }

// EntryOf is the entry for a finding.
func EntryOf(f *rules.Finding) Entry {
	return Entry{Rule: f.Rule.ID, Blame: f.Blame.String(), Message: report.Shape(f), Fingerprint: report.Fingerprint(f)}
}

// A List is a baseline, and what of it was found.
type List struct {
	entries []Entry
	index   map[string]int // by fingerprint
	seen    map[string]bool
}

// New is an empty baseline.
func New() *List { return &List{index: map[string]int{}, seen: map[string]bool{}} }

// Load reads a baseline.
func Load(path string) (*List, error) {
	b, err := config.Read(path)
	if err != nil {
		return nil, err
	}
	l, err := Parse(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return l, nil
}

// file is how a baseline is written.
type file struct {
	Version  int     `yaml:"version"`
	Findings []Entry `yaml:"findings"`
}

// Parse takes a baseline as Write writes it.
func Parse(b []byte) (*List, error) {
	d := yaml.NewDecoder(bytes.NewReader(b))
	d.KnownFields(true)
	var f file
	if err := d.Decode(&f); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, errors.New("not a baseline: it is empty")
		}
		return nil, fmt.Errorf("not a baseline: %s", problem(err))
	}
	if f.Version != 1 {
		return nil, fmt.Errorf("a baseline of version %d, not 1", f.Version)
	}
	l := New()
	for _, e := range f.Findings {
		if want := report.FingerprintOf(e.Rule, e.Blame, e.Message); e.Fingerprint != want {
			return nil, fmt.Errorf("the fingerprint %q is not that of %s; write %s", e.Fingerprint, &e, want)
		}
		if _, ok := l.index[e.Fingerprint]; ok {
			return nil, fmt.Errorf("%s stands there twice", &e)
		}
		l.add(e)
	}
	return l, nil
}

// problem is the first thing that is wrong, in words of the file.
func problem(err error) string {
	s := strings.TrimPrefix(err.Error(), "yaml: ")
	var types *yaml.TypeError
	if errors.As(err, &types) {
		s = types.Errors[0]
	}
	return unknownKey.ReplaceAllString(s, "unknown key \"$1\"")
}

var unknownKey = regexp.MustCompile(`field (.*) not found in type .*`)

func (l *List) add(e Entry) {
	l.index[e.Fingerprint] = len(l.entries)
	l.entries = append(l.entries, e)
}

// Known reports whether the baseline has the finding, and the reason given
// there. An entry that was asked for is not gone.
func (l *List) Known(f *rules.Finding) (reason string, known bool) {
	fp := report.Fingerprint(f)
	i, ok := l.index[fp]
	if !ok {
		return "", false
	}
	l.seen[fp] = true
	return l.entries[i].Reason, true
}

// Add adds the finding, where the baseline lacks it.
func (l *List) Add(f *rules.Finding) {
	if _, known := l.Known(f); known {
		return
	}
	e := EntryOf(f)
	l.add(e)
	l.seen[e.Fingerprint] = true
}

// Gone are the entries that no finding was like.
func (l *List) Gone() []Entry {
	var gone []Entry
	for _, e := range l.entries {
		if !l.seen[e.Fingerprint] {
			gone = append(gone, e)
		}
	}
	return gone
}

// Prune removes the entries that are gone.
func (l *List) Prune() {
	kept := New()
	for _, e := range l.entries {
		if l.seen[e.Fingerprint] {
			kept.add(e)
		}
	}
	kept.seen = l.seen
	*l = *kept
}

// Len is the number of entries.
func (l *List) Len() int { return len(l.entries) }

const heading = `# Findings that are known, as "rpcrdma-lint baseline" writes them. With
# --baseline a run does not fail for them. A number in a message is a #.
# Say in "reason" why a finding is put up with.
`

// Write writes the baseline, the same entries always as the same bytes.
func (l *List) Write(w io.Writer) error {
	f := file{Version: 1, Findings: slices.Clone(l.entries)}
	if f.Findings == nil {
		f.Findings = []Entry{}
	}
	slices.SortFunc(f.Findings, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Blame, b.Blame), cmp.Compare(a.Message, b.Message))
	})
	var b bytes.Buffer
	b.WriteString(heading)
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode(f); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}
