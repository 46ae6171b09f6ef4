package rfc8166_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"rpcrdma-lint/rfc8166"
)

// counts are the numbers of requirements of one document.
type counts struct {
	rows, must, should, may, definition int
	yes, partly, no                     int
	free                                int
}

// What a reader of the documents counted, before and apart from the catalogue.
var wantCounts = map[string]counts{
	"RFC 8166": {rows: 163, must: 68, should: 4, may: 15, definition: 76, yes: 110, partly: 31, no: 22, free: 23},
	"RFC 8167": {rows: 32, must: 9, should: 1, may: 3, definition: 19, yes: 22, partly: 6, no: 4, free: 5},
	"RFC 8797": {rows: 21, must: 7, may: 2, definition: 12, yes: 16, partly: 2, no: 3, free: 3},
	"RFC 8267": {rows: 35, must: 12, should: 8, may: 1, definition: 14, yes: 18, partly: 11, no: 6, free: 3},
	"others":   {rows: 11, must: 4, definition: 7, yes: 9, partly: 2},
}

func TestCounts(t *testing.T) {
	got := make(map[string]*counts)
	for _, r := range rfc8166.All {
		document := r.Document
		if _, ok := wantCounts[document]; !ok {
			document = "others"
		}
		c := got[document]
		if c == nil {
			c = new(counts)
			got[document] = c
		}
		c.add(t, r)
	}
	for document, want := range wantCounts {
		if got[document] == nil || *got[document] != want {
			t.Errorf("%s: counted %+v, want %+v", document, got[document], want)
		}
	}
	if len(rfc8166.All) != 262 {
		t.Errorf("%d requirements, want 262", len(rfc8166.All))
	}
}

func (c *counts) add(t *testing.T, r rfc8166.Requirement) {
	c.rows++
	switch r.Level {
	case rfc8166.Must, rfc8166.MustNot, rfc8166.Required:
		c.must++
	case rfc8166.Should, rfc8166.ShouldNot:
		c.should++
	case rfc8166.May, rfc8166.Optional:
		c.may++
	case rfc8166.Def, rfc8166.DefMust, rfc8166.DefMustNot, rfc8166.DefShould, rfc8166.DefShouldNot, rfc8166.DefMay:
		c.definition++
	default:
		t.Errorf("%s: level %q", r.Key, r.Level)
	}
	switch r.Obs {
	case rfc8166.Yes:
		c.yes++
	case rfc8166.Partly:
		c.partly++
	case rfc8166.No:
		c.no++
	}
	if r.Free != "" {
		c.free++
	}
}

var keyForm = regexp.MustCompile(`^[0-9]{4}-[0-9]+(\.[0-9]+)*-[a-z]$`)

func TestRequirements(t *testing.T) {
	parties := map[rfc8166.Party]bool{
		rfc8166.Both: true, rfc8166.Client: true, rfc8166.Server: true, rfc8166.Requester: true, rfc8166.Responder: true,
		rfc8166.Sender: true, rfc8166.Receiver: true, rfc8166.Provider: true, rfc8166.Implementation: true,
		rfc8166.Deployment: true, rfc8166.Binding: true, rfc8166.BindingAuthor: true,
	}
	seen := make(map[rfc8166.Key]bool)
	for _, r := range rfc8166.All {
		if !keyForm.MatchString(string(r.Key)) {
			t.Errorf("key %q has no form", r.Key)
		}
		if seen[r.Key] {
			t.Errorf("%s is there twice", r.Key)
		}
		seen[r.Key] = true
		number := strings.TrimPrefix(r.Document, "RFC ")
		if !strings.HasPrefix(string(r.Key), number+"-"+r.Section+"-") {
			t.Errorf("%s: %s §%s", r.Key, r.Document, r.Section)
		}
		if got, want := r.Key.Section(), r.Document+" §"+r.Section; got != want {
			t.Errorf("%s: Section = %q, want %q", r.Key, got, want)
		}
		if !parties[r.Bound] {
			t.Errorf("%s binds %q", r.Key, r.Bound)
		}
		if (r.Unseen != "") != (r.Obs == rfc8166.No) {
			t.Errorf("%s: observable %v, and unseen because %q", r.Key, r.Obs, r.Unseen)
		}
		if r.Unseen != "" && r.Free != "" {
			t.Errorf("%s is both unseen and free", r.Key)
		}
		checkSentences(t, r)
	}
}

// checkSentences looks at form only: each text begins like a sentence, ends like one and fits on one line.
func checkSentences(t *testing.T, r rfc8166.Requirement) {
	for name, s := range map[string]string{"Text": r.Text, "Unseen": r.Unseen, "Free": r.Free} {
		switch {
		case s == "" && name != "Text":
		case len(s) < 12 || !strings.HasSuffix(s, ".") || strings.TrimSpace(s) != s || strings.ContainsAny(s, "`\n|\\"):
			t.Errorf("%s: %s is no sentence: %q", r.Key, name, s)
		}
	}
}

// In each document the sections ascend, and in each section the letters. The last group follows its subjects instead.
func TestOrder(t *testing.T) {
	for i := 1; i < len(rfc8166.All); i++ {
		a, b := rfc8166.All[i-1], rfc8166.All[i]
		if _, ok := wantCounts[b.Document]; !ok || a.Document != b.Document {
			continue
		}
		if c := compareSections(t, a.Section, b.Section); c > 0 || c == 0 && a.Key[len(a.Key)-1]+1 != b.Key[len(b.Key)-1] {
			t.Errorf("%s is followed by %s", a.Key, b.Key)
		}
	}
}

func compareSections(t *testing.T, a, b string) int {
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(as), len(bs)) {
		x, errX := strconv.Atoi(as[i])
		y, errY := strconv.Atoi(bs[i])
		if errX != nil || errY != nil {
			t.Fatalf("sections %q and %q are not numbers", a, b)
		}
		if x != y {
			return x - y
		}
	}
	return len(as) - len(bs)
}

func TestFind(t *testing.T) {
	r, ok := rfc8166.Find("8166-3.3.3-b")
	if !ok {
		t.Fatal("8166-3.3.3-b is missing")
	}
	if r.Key != "8166-3.3.3-b" || r.Level != rfc8166.MustNot || r.Bound != rfc8166.Requester || r.Obs != rfc8166.Yes {
		t.Errorf("found %+v", r)
	}
	if got, want := r.Key.Section(), "RFC 8166 §3.3.3"; got != want {
		t.Errorf("Section = %q, want %q", got, want)
	}
	if got, want := r.Key.URL(), "https://www.rfc-editor.org/rfc/rfc8166#section-3.3.3"; got != want {
		t.Errorf("URL = %q, want %q", got, want)
	}
	for _, r := range rfc8166.All {
		if got, ok := rfc8166.Find(r.Key); !ok || got != r {
			t.Errorf("Find(%s) = %+v, %v", r.Key, got, ok)
		}
	}
	if r, ok := rfc8166.Find("8166-3.3.3-z"); ok || r != (rfc8166.Requirement{}) {
		t.Errorf("found %+v where there is none", r)
	}
}

// What the key can't tell, taken from the documents one by one.
func TestLevels(t *testing.T) {
	for k, want := range map[rfc8166.Key]rfc8166.Level{
		"8166-2.3.2-a":   rfc8166.Must,
		"8166-3.4.5.2-a": rfc8166.ShouldNot,
		"8166-4.2.4-e":   rfc8166.MustNot,
		"8166-4.3.1-c":   rfc8166.Must,
		"8166-7-a":       rfc8166.DefMust,
		"8166-8.1-b":     rfc8166.Required,
		"8267-3.1-d":     rfc8166.DefShouldNot,
		"8267-6.4.2-c":   rfc8166.Should,
		"8797-5.2-c":     rfc8166.DefShould,
		"5531-9-d":       rfc8166.Def,
		"5661-2.9.2-a":   rfc8166.MustNot,
	} {
		r, ok := rfc8166.Find(k)
		if !ok || r.Level != want {
			t.Errorf("%s: level %q, want %q", k, r.Level, want)
		}
		if r.Level.Definition() != strings.HasPrefix(string(want), "def") {
			t.Errorf("%s: Definition = %v of level %q", k, r.Level.Definition(), r.Level)
		}
	}
}
