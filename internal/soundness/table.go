package soundness

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"rpcrdma-lint/internal/damage"
)

// A Row counts what became of the true accusations under one damage, and the
// false ones that it made.
type Row struct {
	Damage                          string
	Captures, Accusations           int
	Found, Inconclusive, Vanished   int
	OtherRule, OtherSide, OtherConn int // false findings
	Healthy                         int // captures in which nothing is wrong
	Counterexamples                 []*Trial
}

// Count tries one damage on all subjects, with seeds from 0.
func Count(subjects []*Subject, d damage.Damage, seeds int) *Row {
	row := &Row{Damage: d.String()}
	for _, s := range subjects {
		for seed := range uint64(seeds) {
			row.add(Try(s, d, seed))
		}
	}
	return row
}

// CountPlaces tries the damages to every single frame of the subjects that have
// no more than PlacesMost, and counts them by their sorts.
func CountPlaces(subjects []*Subject) []*Row {
	rows := []*Row{{Damage: "drop=N"}, {Damage: "from=N"}, {Damage: "until=N"}, {Damage: "N+disorder"}}
	for _, s := range subjects {
		if len(s.Frames) > PlacesMost {
			continue
		}
		for _, d := range Places(s.Capture) {
			sort, _, _ := strings.Cut(d.String(), "=")
			i := slices.IndexFunc(rows, func(r *Row) bool { return r.Damage == sort+"=N" })
			if strings.Contains(d.String(), "+") {
				i = len(rows) - 1
			}
			rows[i].add(Try(s, d, 0))
		}
	}
	return rows
}

func (row *Row) add(t *Trial) {
	row.Captures++
	if len(t.Subject.Whole) == 0 {
		row.Healthy++
	}
	for a := range t.Subject.Whole {
		row.Accusations++
		switch {
		case t.Proven[a]:
			row.Found++
		case t.Inconclusive[Suspicion{a.Rule, a.Conn}]:
			row.Inconclusive++
		default:
			row.Vanished++
		}
	}
	for _, f := range t.False {
		switch {
		case t.Subject.accused(f, true):
			row.OtherSide++
		case t.Subject.accused(f, false):
			row.OtherConn++
		default:
			row.OtherRule++
		}
	}
	if len(t.False) > 0 {
		row.Counterexamples = append(row.Counterexamples, t)
	}
}

// accused reports whether the whole capture has findings of the rule of a false
// one, of the same connection or of any.
func (s *Subject) accused(f False, same bool) bool {
	for a := range s.Whole {
		if a.Rule == f.Rule && (!same || a.Conn == f.Conn) {
			return true
		}
	}
	return false
}

// WriteTable writes rows as a Markdown table, with their sum at its end.
func WriteTable(w io.Writer, rows []*Row) error {
	var b strings.Builder
	b.WriteString("| damage | captures | of healthy peers | findings | found | inconclusive | vanished | of another rule | against the other side | on another connection |\n")
	b.WriteString("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n")
	var sum Row
	for _, r := range rows {
		r.write(&b, "`"+r.Damage+"`")
		sum.Captures += r.Captures
		sum.Healthy += r.Healthy
		sum.Accusations += r.Accusations
		sum.Found += r.Found
		sum.Inconclusive += r.Inconclusive
		sum.Vanished += r.Vanished
		sum.OtherRule += r.OtherRule
		sum.OtherSide += r.OtherSide
		sum.OtherConn += r.OtherConn
	}
	sum.write(&b, "all")
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *Row) write(b *strings.Builder, name string) {
	fmt.Fprintf(b, "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d |\n", name, r.Captures, r.Healthy, r.Accusations,
		r.Found, r.Inconclusive, r.Vanished, r.OtherRule, r.OtherSide, r.OtherConn)
}
