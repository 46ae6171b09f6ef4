package report

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rpcrdma-lint/rules"
)

// leastText is the width in columns below which no requirement is cut.
const leastText = 20

// coverage writes the conformance matrix: what the trace tested of each
// document, and what it did not.
func coverage(b *bytes.Buffer, all []rules.RequirementCoverage, width int) error {
	if len(all) == 0 {
		return nil
	}
	for _, document := range documents(all) {
		if err := matrix(b, document, all, width); err != nil {
			return err
		}
	}
	for _, l := range []struct {
		standing rules.Standing
		title    string
	}{
		{rules.SwitchedOff, "judged by rules that are switched off"},
		{rules.NeedsNoRule, "no rule is needed"},
		{rules.CannotShow, "no capture can show a breach"},
	} {
		unjudged(b, all, l.standing, l.title)
	}
	fmt.Fprintf(b, "%s\n\n", covered(all))
	return nil
}

// documents are the RFCs in the order of the catalogue.
func documents(all []rules.RequirementCoverage) []string {
	var ds []string
	for i := range all {
		if !slices.Contains(ds, all[i].Document) {
			ds = append(ds, all[i].Document)
		}
	}
	return ds
}

// matrix is the table of one document: the requirements that rules judge, or
// that a finding names all the same.
func matrix(b *bytes.Buffer, document string, all []rules.RequirementCoverage, width int) error {
	t := table{
		head: []string{"requirement", "level", "exercised", "held", "violated", "noted", "not decided", document},
		left: 2,
		text: true,
	}
	for _, r := range bySection(all, document) {
		if r.Standing != rules.Judged && r.Exercised() == 0 {
			continue
		}
		t.row(string(r.Key), string(r.Level), grouped(r.Exercised()), some(r.Held), some(r.Violated), some(r.Noted),
			some(r.Inconclusive+r.Undecided), r.Text)
	}
	if len(t.rows) == 0 {
		return nil
	}
	t.shorten(width)
	if err := t.write(b, width); err != nil {
		return err
	}
	b.WriteByte('\n')
	return nil
}

// bySection are the requirements of a document in the order of its sections.
func bySection(all []rules.RequirementCoverage, document string) []*rules.RequirementCoverage {
	var rs []*rules.RequirementCoverage
	for i := range all {
		if all[i].Document == document {
			rs = append(rs, &all[i])
		}
	}
	slices.SortStableFunc(rs, func(a, b *rules.RequirementCoverage) int { return compareSections(a.Section, b.Section) })
	return rs
}

// compareSections orders "4.3.2" before "4.10".
func compareSections(a, b string) int {
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	return slices.CompareFunc(x, y, func(p, q string) int {
		return cmp.Or(cmp.Compare(len(p), len(q)), cmp.Compare(p, q))
	})
}

// some is a number, or nothing for none.
func some(n int) string {
	if n == 0 {
		return ""
	}
	return grouped(n)
}

// unjudged lists the requirements of one standing, each with its reason.
func unjudged(b *bytes.Buffer, all []rules.RequirementCoverage, standing rules.Standing, title string) {
	began := false
	for i := range all {
		r := &all[i]
		if r.Standing != standing {
			continue
		}
		if !began {
			fmt.Fprintf(b, "%s:\n", title)
			began = true
		}
		fmt.Fprintf(b, "    %s, %s: %s", r.Key, r.Level, r.Text)
		if reason := r.Reason(); reason != "" {
			fmt.Fprintf(b, " (%s)", strings.TrimSuffix(reason, "."))
		}
		b.WriteByte('\n')
	}
	if began {
		b.WriteByte('\n')
	}
}

// covered is the matrix in one line.
func covered(all []rules.RequirementCoverage) string {
	var judged, exercised, violated, clean int
	var others [rules.CannotShow + 1]int
	for i := range all {
		r := &all[i]
		others[r.Standing]++
		if r.Standing != rules.Judged {
			continue
		}
		judged++
		switch {
		case r.Exercised() == 0:
			continue
		case r.Violated > 0:
			violated++
		case r.Held > 0 && r.Inconclusive+r.Undecided == 0:
			clean++
		}
		exercised++
	}
	line := fmt.Sprintf("%s: %d judged, %d of them exercised by this trace (%d violated, %d held whenever exercised), %d not",
		counted(len(all), "requirement"), judged, exercised, violated, clean, judged-exercised)
	for s := rules.SwitchedOff; s <= rules.CannotShow; s++ {
		if others[s] > 0 {
			line += fmt.Sprintf("; %d %s", others[s], s)
		}
	}
	return line
}
