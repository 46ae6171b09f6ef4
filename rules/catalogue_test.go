package rules

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/rfc8166"
)

// area is the part of a rule's ID before the slash.
func area(id string) string {
	a, _, _ := strings.Cut(id, "/")
	return a
}

// find is the catalogue's entry for id, or nil.
func find(id string) *catalogued {
	i := slices.IndexFunc(catalogue, func(c catalogued) bool { return c.id == id })
	if i < 0 {
		return nil
	}
	return &catalogue[i]
}

// All has the rules of the catalogue, in its order, and no others.
func TestAll(t *testing.T) {
	got, want := []string{}, []string{}
	for _, r := range All {
		got = append(got, r.ID)
	}
	for _, c := range catalogue {
		want = append(want, c.id)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("rules in All (-want +got):\n%s", d)
	}
}

// Each rule is what the catalogue says it is.
func TestCatalogue(t *testing.T) {
	for _, r := range All {
		c := find(r.ID)
		if c == nil {
			t.Errorf("%s: not in the catalogue", r.ID)
			continue
		}
		if r.Severity != c.severity {
			t.Errorf("%s: severity %v, want %v", r.ID, r.Severity, c.severity)
		}
		if r.Off != c.off {
			t.Errorf("%s: off by default %v, want %v", r.ID, r.Off, c.off)
		}
		got, want := slices.Sorted(slices.Values(r.Covers)), slices.Sorted(slices.Values(c.covers))
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: covers (-want +got):\n%s", r.ID, d)
		}
	}
}

var idForm = regexp.MustCompile(`^[a-z]+/[a-z0-9]+(-[a-z0-9]+)*$`)

// Each rule says what it is in full.
func TestRules(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range All {
		if !idForm.MatchString(r.ID) {
			t.Errorf("%q: ID is not area/slug", r.ID)
		}
		if seen[r.ID] {
			t.Errorf("%s: twice in All", r.ID)
		}
		seen[r.ID] = true
		if Find(r.ID) != r {
			t.Errorf("Find(%q) is another rule", r.ID)
		}
		if r.Title == "" || strings.HasSuffix(r.Title, ".") || strings.Contains(r.Title, "\n") {
			t.Errorf("%s: title %q, want one line without a full stop", r.ID, r.Title)
		}
		for name, text := range map[string]string{
			"Why": r.Doc.Why, "How": r.Doc.How, "Silent": r.Doc.Silent, "Bad": r.Doc.Bad, "Good": r.Doc.Good,
		} {
			if strings.TrimSpace(text) == "" {
				t.Errorf("%s: Doc.%s is empty", r.ID, name)
			}
		}
		want := r.Unit.String()
		if name, ok := functionOf[r.Unit]; ok {
			want = name
		}
		if got := r.functions(); len(got) != 1 || !strings.EqualFold(got[0], want) {
			t.Errorf("%s: functions %v, want one for the unit %v", r.ID, got, r.Unit)
		}
	}
	if r := Find("credit/no-such-rule"); r != nil {
		t.Errorf("Find of an unknown ID: %s", r.ID)
	}
}

// functionOf names the functions that are not called after their unit.
var functionOf = map[Unit]string{PerMove: "Move", PerPull: "Pull"}

// functions names the functions of r that are set.
func (r *Rule) functions() []string {
	var set []string
	v := reflect.ValueOf(r).Elem()
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.Func && !f.IsNil() {
			set = append(set, v.Type().Field(i).Name)
		}
	}
	return set
}

// Each requirement that a rule names exists, and can be seen in a capture.
func TestCovers(t *testing.T) {
	for _, r := range All {
		if len(r.Covers) == 0 && area(r.ID) != "wire" {
			t.Errorf("%s: covers nothing", r.ID)
		}
		for _, k := range r.Covers {
			switch q, ok := rfc8166.Find(k); {
			case !ok:
				t.Errorf("%s: covers %s, which is no requirement", r.ID, k)
			case q.Unseen != "":
				t.Errorf("%s: covers %s, of which the catalogue says that it cannot be seen: %s", r.ID, k, q.Unseen)
			case q.Free != "":
				t.Errorf("%s: covers %s, of which the catalogue says that it needs no rule: %s", r.ID, k, q.Free)
			}
		}
	}
}

// A severity follows the wording of a requirement that the rule covers, or the
// rule says why it does not.
func TestSeverities(t *testing.T) {
	for _, r := range All {
		if area(r.ID) == "wire" || r.Deviates != "" {
			continue
		}
		if !slices.ContainsFunc(r.Covers, func(k rfc8166.Key) bool { return fits(r.Severity, k) }) {
			t.Errorf("%s: %v follows from none of %v, and Deviates is empty", r.ID, r.Severity, r.Covers)
		}
	}
}

// fits reports whether the wording of a requirement asks for a severity.
func fits(s Severity, k rfc8166.Key) bool {
	q, _ := rfc8166.Find(k)
	switch q.Level {
	case rfc8166.Must, rfc8166.MustNot, rfc8166.Required, rfc8166.Def, rfc8166.DefMust, rfc8166.DefMustNot:
		return s == Error
	case rfc8166.Should, rfc8166.ShouldNot, rfc8166.DefShould, rfc8166.DefShouldNot:
		return s == Warning
	}
	return s == Note
}

// Each requirement that a capture can show, and that asks for something, has a
// rule.
func TestCoverage(t *testing.T) {
	ruled := map[rfc8166.Key]bool{}
	for _, r := range All {
		for _, k := range r.Covers {
			ruled[k] = true
		}
	}
	for _, q := range rfc8166.All {
		due := q.Unseen == "" && q.Free == ""
		if due && !ruled[q.Key] {
			t.Errorf("%s has neither a rule nor a reason to have none", q.Key)
		}
	}
}
