package lint_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// A proof is the head of a paragraph in the comment of a .want file: what the
// frames show that makes the errors and warnings true which expected.json does
// not know. It stands for the findings of one rule at some frames, or in
// ranges of them: "# conn/loop 56..2513: …", "# hdr/version 22, 35: …".
type proof struct {
	rule   string
	ranges []frameRange
}

type frameRange struct{ from, to int }

var proofForm = regexp.MustCompile(`^# ([a-z]+/[a-z0-9-]+) (\d+(?:\.\.\d+)?(?:, \d+(?:\.\.\d+)?)*): \S`)

// cutComment divides a .want file into the lines that begin with # at its top
// and the rest.
func cutComment(s string) (comment, rest string) {
	rest = s
	for strings.HasPrefix(rest, "#") {
		_, rest, _ = strings.Cut(rest, "\n")
	}
	return s[:len(s)-len(rest)], rest
}

// parseProofs finds the proofs in a comment.
func parseProofs(comment string) []proof {
	var ps []proof
	for line := range strings.Lines(comment) {
		m := proofForm.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		p := proof{rule: m[1]}
		for part := range strings.SplitSeq(m[2], ", ") {
			first, last, ranged := strings.Cut(part, "..")
			if !ranged {
				last = first
			}
			from, _ := strconv.Atoi(first)
			to, _ := strconv.Atoi(last)
			p.ranges = append(p.ranges, frameRange{from, to})
		}
		ps = append(ps, p)
	}
	return ps
}

func proofsOf(t *testing.T, path string) []proof {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	comment, _ := cutComment(string(b))
	return parseProofs(comment)
}

// proved checks that each proven error and warning was verified by hand: it is
// expected, or there is a proof; and that each proof is of something.
func (x expectation) proved(t *testing.T, c *lint.Capture, proofs []proof) {
	t.Helper()
	unused := map[string][]frameRange{}
	for _, p := range proofs {
		unused[p.rule] = append(unused[p.rule], p.ranges...)
	}
	for _, f := range c.Result.Findings {
		at := place{f.Rule.ID, f.Frame}
		if !f.Proven() || f.Severity == rules.Note {
			continue
		}
		ok := slices.Contains(x.Expect, at)
		for _, p := range proofs {
			for _, r := range p.ranges {
				if p.rule == at.rule && r.from <= at.frame && at.frame <= r.to {
					ok = true
					unused[p.rule] = slices.DeleteFunc(unused[p.rule], func(u frameRange) bool { return u == r })
				}
			}
		}
		if !ok {
			t.Errorf("got %v, which is neither in expected.json nor proved in the comment of the .want file: %s", at, f.Message)
		}
	}
	for rule, ranges := range unused {
		for _, r := range ranges {
			t.Errorf("the comment of the .want file proves %s at frames %d to %d, where nothing is found", rule, r.from, r.to)
		}
	}
}

func TestParseProofs(t *testing.T) {
	const text = "# hdr/version 22, 35..40: rdma_vers is 2.\n#   More words, conn/loop 7: of it.\n# conn/loop 56..2513: so it is\n# hdr/done 9:\nhdr/done 9: held\n# hdr/done 9: too late\n"
	comment, rest := cutComment(text)
	if want := "hdr/done 9: held\n# hdr/done 9: too late\n"; rest != want || comment+rest != text {
		t.Errorf("rest %q, want %q", rest, want)
	}
	want := []proof{
		{"hdr/version", []frameRange{{22, 22}, {35, 40}}},
		{"conn/loop", []frameRange{{56, 2513}}},
	}
	if d := cmp.Diff(want, parseProofs(comment), cmp.AllowUnexported(proof{}, frameRange{})); d != "" {
		t.Errorf("proofs (-want +got):\n%s", d)
	}
}

// The comment is no part of what is compared, and -update keeps it.
func TestGoldenKeepsComment(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.want")
	const comment = "# hdr/done 9: so it is\n#   indeed\n"
	if err := os.WriteFile(path, []byte(comment+"old\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	golden(t, path, "old\n")
	defer func(was bool) { *update = was }(*update)
	*update = true
	golden(t, path, "new\n")
	if got, err := os.ReadFile(path); err != nil || string(got) != comment+"new\n" {
		t.Errorf("%q, error %v; want the comment and the new result", got, err)
	}
}
