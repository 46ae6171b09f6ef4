package rules

import (
	"cmp"
	"math"
	"slices"
)

// Join adds the result of later frames of the same trace, between which and
// those before something is missing: connections are known anew there. It must
// be of an Engine made with the same options, and is of no use afterwards.
func (r *Result) Join(o *Result) {
	for _, s := range o.Connections {
		s.ID += len(r.Connections)
	}
	r.Connections = append(r.Connections, o.Connections...)
	r.Findings = append(r.Findings, o.Findings...)
	slices.SortStableFunc(r.Findings, compareFindings)
	r.Count(o, math.MaxInt)
	r.Crashes = append(r.Crashes, o.Crashes...)
	r.Dropped.add(o.Dropped)
}

// Count adds the counts of another result: coverage, and peers, of which it
// keeps the first most. It returns how many peers it has left out.
func (r *Result) Count(o *Result, most int) (left int) {
	for i := range o.Coverage {
		r.coverage(i, o.Coverage[i].Rule).add(&o.Coverage[i])
	}
	for i := range o.Requirements {
		r.requirement(i, &o.Requirements[i]).add(&o.Requirements[i])
	}
	for _, p := range o.Peers {
		i, known := slices.BinarySearchFunc(r.Peers, p, comparePeers)
		switch {
		case known:
			r.Peers[i].merge(p)
		case len(r.Peers) >= most:
			left++
		default:
			own := *p
			own.Programs = slices.Clone(p.Programs)
			r.Peers = slices.Insert(r.Peers, i, &own)
		}
	}
	r.Unprofiled += o.Unprofiled
	return left
}

// coverage is that of a rule, which most likely stands at index i.
func (r *Result) coverage(i int, rule *Rule) *Coverage {
	if i >= len(r.Coverage) || r.Coverage[i].Rule != rule {
		i = slices.IndexFunc(r.Coverage, func(v Coverage) bool { return v.Rule == rule })
	}
	if i < 0 {
		i = len(r.Coverage)
		r.Coverage = append(r.Coverage, Coverage{Rule: rule, Disabled: true, Why: map[Guard]int{}})
	}
	return &r.Coverage[i]
}

// requirement is the coverage of the same requirement.
func (r *Result) requirement(i int, o *RequirementCoverage) *RequirementCoverage {
	if i >= len(r.Requirements) || r.Requirements[i].Key != o.Key {
		i = slices.IndexFunc(r.Requirements, func(q RequirementCoverage) bool { return q.Key == o.Key })
	}
	if i < 0 {
		i = len(r.Requirements)
		r.Requirements = append(r.Requirements, RequirementCoverage{Requirement: o.Requirement, Standing: o.Standing, Rules: o.Rules})
	}
	return &r.Requirements[i]
}

func comparePeers(a, b *Peer) int {
	return cmp.Or(a.Addr.Compare(b.Addr), cmp.Compare(a.Side, b.Side))
}
