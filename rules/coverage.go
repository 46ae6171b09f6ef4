package rules

import "rpcrdma-lint/rfc8166"

// A Standing says whether rules judge a requirement.
type Standing uint8

// The standings.
const (
	Judged      Standing = iota // a rule that runs judges it
	SwitchedOff                 // all rules that judge it are switched off
	NeedsNoRule                 // see rfc8166.Requirement.Free
	CannotShow                  // see rfc8166.Requirement.Unseen
)

var standingNames = [...]string{"judged", "switched off", "needs no rule", "cannot be seen"}

func (s Standing) String() string { return standingNames[s] }

// A RequirementCoverage counts what became of every unit that exercised a
// requirement, whichever rule looked at it: a unit that two rules judge counts
// twice.
type RequirementCoverage struct {
	rfc8166.Requirement
	Standing Standing
	Rules    []*Rule // that judge it, switched on or off, in the catalogue's order

	Held, Violated, Inconclusive, Undecided int

	// Noted counts what is worth a note at most: it breaks nothing, or nothing
	// that can be laid to a peer.
	Noted int
}

// Exercised is the number of outcomes that concern the requirement.
func (r *RequirementCoverage) Exercised() int {
	return r.Held + r.Violated + r.Noted + r.Inconclusive + r.Undecided
}

// Reason is why no rule judges the requirement, empty where one does or is due.
func (r *RequirementCoverage) Reason() string {
	if r.Unseen != "" {
		return r.Unseen
	}
	return r.Free
}

// A citation is a requirement that a rule judges, by its place in rfc8166.All,
// with what a unit must have to exercise it: something. What every unit of the
// rule exercises is counted with the rule.
type citation struct {
	place int
	needs facts
}

// places has the place of each requirement in rfc8166.All.
var places = func() map[rfc8166.Key]int {
	m := make(map[rfc8166.Key]int, len(rfc8166.All))
	for i := range rfc8166.All {
		m[rfc8166.All[i].Key] = i
	}
	return m
}()

// requirements is the coverage of all requirements before anything is judged.
func requirements() []RequirementCoverage {
	all := make([]RequirementCoverage, len(rfc8166.All))
	for i, q := range rfc8166.All {
		all[i] = RequirementCoverage{Requirement: q, Standing: SwitchedOff}
		switch {
		case q.Unseen != "":
			all[i].Standing = CannotShow
		case q.Free != "":
			all[i].Standing = NeedsNoRule
		}
	}
	return all
}

// cite makes the citations of a rule, and notes at all of its requirements that
// it judges them.
func (e *Engine) cite(r *Rule, on bool) []citation {
	var cited []citation
	for _, k := range r.Covers {
		place, ok := places[k]
		if !ok {
			continue
		}
		q := &e.required[place]
		q.Rules = append(q.Rules, r)
		if on {
			q.Standing = Judged
		}
		if needs := narrowed[r.ID][k]; needs != 0 {
			cited = append(cited, citation{place, needs})
		}
	}
	return cited
}

// exercised counts n units in which the pattern is absent.
func (e *Engine) exercised(cited []citation, decided bool, n int) {
	for _, t := range cited {
		switch {
		case t.needs&^e.facts != 0:
		case decided:
			e.required[t.place].Held += n
		default:
			e.required[t.place].Undecided += n
		}
	}
}

// covered adds to the requirements the units that their rules counted.
func (e *Engine) covered() []RequirementCoverage {
	for i := range e.cover {
		v := &e.cover[i]
		for _, k := range v.Rule.Covers {
			place, ok := places[k]
			if ok && narrowed[v.Rule.ID][k] == 0 {
				e.required[place].Held += v.Held
				e.required[place].Undecided += v.Undecided
			}
		}
	}
	return e.required
}

// claimed counts a claim for the requirements that it names.
func (e *Engine) claimed(a *active, k *claim, proven bool) {
	severity, keys := a.Severity, a.Covers
	if k.hasSeverity {
		severity = k.severity
	}
	if k.covers != nil {
		keys = k.covers
	}
	for _, key := range keys {
		place, ok := places[key]
		if !ok {
			continue
		}
		q := &e.required[place]
		switch {
		case !proven:
			q.Inconclusive++
		case severity == Note:
			q.Noted++
		default:
			q.Violated++
		}
	}
}
