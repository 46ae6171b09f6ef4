package rules

import (
	"slices"
	"strings"
	"testing"
)

// Each deviation is told in full, of rules that the catalogue has.
func TestDeviations(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range Deviations {
		name := d.Implementation + ": " + d.What
		if seen[name] {
			t.Errorf("%s: told twice", name)
		}
		seen[name] = true
		for field, text := range map[string]string{
			"Implementation": d.Implementation, "What": d.What, "Reference": d.Reference,
		} {
			if strings.TrimSpace(text) == "" {
				t.Errorf("%s: %s is empty", name, field)
			}
		}
		if !strings.HasSuffix(d.What, ".") || strings.HasSuffix(d.Reference, ".") || strings.HasSuffix(d.Versions, ".") {
			t.Errorf("%s: want a sentence, versions %q and reference %q without a full stop", name, d.Versions, d.Reference)
		}
		if len(d.Rules) == 0 {
			t.Errorf("%s: no rule sees it", name)
		}
		for i, id := range d.Rules {
			if find(id) == nil {
				t.Errorf("%s: %s is no rule of the catalogue", name, id)
			}
			if slices.Contains(d.Rules[:i], id) {
				t.Errorf("%s: names %s twice", name, id)
			}
		}
	}
}

// A rule has the deviations that name it, and no others.
func TestKnown(t *testing.T) {
	for _, r := range All {
		n := 0
		for _, d := range Deviations {
			if slices.Contains(d.Rules, r.ID) {
				n++
			}
		}
		got := r.Known()
		if len(got) != n {
			t.Errorf("%s: got %d deviations, want %d", r.ID, len(got), n)
		}
		for _, d := range got {
			if !slices.Contains(d.Rules, r.ID) {
				t.Errorf("%s: got %q, which names %v", r.ID, d.What, d.Rules)
			}
		}
	}
	if got := Find("credit/first-call").Known(); len(got) < 2 || got[0].Implementation != "Linux client" {
		t.Errorf("credit/first-call: got %v, want the Linux client first", got)
	}
}
