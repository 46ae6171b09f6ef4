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
	r.Dropped.Connections += o.Dropped.Connections
	r.Dropped.Findings += o.Dropped.Findings
}

// Count adds the counts of another result: coverage, and peers, of which it
// keeps the first most. It returns how many peers it has left out. An empty
// result may be counted to.
func (r *Result) Count(o *Result, most int) (left int) {
	if r.Coverage == nil {
		r.Coverage, r.Requirements = slices.Clone(o.Coverage), slices.Clone(o.Requirements)
		for i := range r.Coverage {
			r.Coverage[i] = Coverage{Rule: o.Coverage[i].Rule, Disabled: o.Coverage[i].Disabled, Why: map[Guard]int{}}
		}
		for i := range r.Requirements {
			q := &o.Requirements[i]
			r.Requirements[i] = RequirementCoverage{Requirement: q.Requirement, Standing: q.Standing, Rules: q.Rules}
		}
	}
	for i := range r.Coverage {
		r.Coverage[i].add(&o.Coverage[i])
	}
	for i := range r.Requirements {
		r.Requirements[i].add(&o.Requirements[i])
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

func comparePeers(a, b *Peer) int {
	return cmp.Or(a.Addr.Compare(b.Addr), cmp.Compare(a.Side, b.Side))
}
