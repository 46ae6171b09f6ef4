// Package fleet adds up what linting many traces came to: what is wrong between
// which hosts, how each host behaves, and what of the standard was exercised.
package fleet

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// What is kept is bounded, and what goes beyond is counted. Traces come in the
// same order each time, so that the same is kept.
const (
	maxFaults = 1 << 18
	maxPeers  = 1 << 16
	maxFailed = 1 << 16
	maxPairs  = 1 << 20
)

// A Fleet is many traces in numbers. Add it traces in their order, and look at it
// after Finish.
type Fleet struct {
	Traces      int
	Unread      int   // not read to their end
	Gapped      int   // with files missing in their middle
	Unchecked   int   // that no rule could be applied to
	Bytes       int64 // of their files, as they lie on disk
	Frames      int
	Connections int
	Pairs       int   // of hosts that had a connection
	MorePairs   bool  // there are more than were counted
	First, Last int64 // frames of connections, ns since the Unix epoch; 0 for none

	Findings     [rules.Error + 1]int // proven ones, by severity
	Known        int                  // of these: the baseline has them
	Inconclusive int                  // findings
	LeftOut      int                  // proven, of the side that is not under test

	// Faults are what findings come to: the worst first, then those in most traces.
	Faults []*Fault

	// Failed are the traces that were not read to their end, in their order.
	Failed []Failure

	// Missing are the parts that nobody had.
	Missing []Hole

	// Coverage, Requirements and Peers are sums over all traces. Without a trace
	// that could be read there are none.
	Coverage     []rules.Coverage
	Requirements []rules.RequirementCoverage
	Peers        []*rules.Peer
	Unprofiled   int

	FaultsLeftOut, PeersLeftOut, FailedLeftOut int

	// Kept and Timeline are nil unless they are asked for.
	Kept     *Kept
	Timeline *Timeline

	faults map[key]*Fault
	pairs  map[[2]netip.Addr]bool
	total  rules.Result
	found  []*Fault // of which the trace that is added has a proven finding
}

// A Fault is what the findings of one rule come to that blame one side, of the
// connections between two hosts.
type Fault struct {
	Rule           *rules.Rule
	Severity       rules.Severity // the worst
	Blame          rules.Blame
	Client, Server netip.Addr // zero where the findings are of no connection
	RolesKnown     bool       // false where client and server are only in order of address

	Findings     int // proven ones
	Units        int // that these stand for
	Known        int // of the findings: the baseline has them
	Inconclusive int // findings
	Traces       int // with a proven finding

	// First and Last are the proven findings with the earliest and the latest
	// time, Example the first in the order of traces. Where nothing is proven,
	// they are of the inconclusive findings.
	First, Last, Example Occurrence

	// Proof are the first frames that prove the Example, as Wireshark numbers them
	// in the file that it is in.
	Proof []int

	latest int // trace that was counted last
}

// An Occurrence is one finding.
type Occurrence struct {
	Trace   string // its ID
	File    string // in which it is; that of the trace where it is one file
	Frame   int    // as Wireshark numbers it in the file; 0 where there is none
	Time    int64  // ns since the Unix epoch; 0 where that is not known
	Message string
}

// A Failure is a trace that was not read to its end.
type Failure struct{ Trace, Reason string }

// A Hole is a run of shards that no part is of, and how many traces they have.
type Hole struct{ First, Last, Shards, Traces int }

// String names the shards.
func (h Hole) String() string {
	what := fmt.Sprintf("shard %d", h.First)
	if h.Last > h.First {
		what = fmt.Sprintf("shards %d to %d", h.First, h.Last)
	}
	return fmt.Sprintf("%s of %d, with %d traces", what, h.Shards, h.Traces)
}

type key struct {
	rule           *rules.Rule
	blame          rules.Blame
	client, server netip.Addr
	roles          bool
}

// New is a Fleet without traces.
func New() *Fleet {
	return &Fleet{faults: map[key]*Fault{}, pairs: map[[2]netip.Addr]bool{}}
}

// Add adds the next trace. Known says which findings the baseline has.
func (f *Fleet) Add(c *lint.Capture, known func(*rules.Finding) bool) {
	f.Traces++
	f.Bytes += c.Bytes
	f.Frames += c.Frames
	f.LeftOut += c.LeftOut
	if gapped(c) {
		f.Gapped++
	}
	if c.Damage != nil {
		f.Unread++
		if len(f.Failed) < maxFailed {
			f.Failed = append(f.Failed, Failure{c.Path, c.Damage.String()})
		} else {
			f.FailedLeftOut++
		}
	}
	if unchecked(c) {
		f.Unchecked++
	}
	f.found = f.found[:0]
	if c.Result != nil {
		f.connections(c.Result.Connections)
		for _, x := range c.Result.Findings {
			f.finding(c, x, x.Proven() && known(x))
		}
		f.PeersLeftOut += f.total.Count(c.Result, maxPeers)
	}
	t := trace(c)
	if f.Kept != nil {
		f.Kept.add(t, f.found)
	}
	if f.Timeline != nil {
		f.Timeline.trace(&t)
	}
}

func gapped(c *lint.Capture) bool {
	return slices.ContainsFunc(c.Files, func(x lint.FileFrames) bool { return x.Gap != "" })
}

func unchecked(c *lint.Capture) bool { return !c.RPCRDMA() || !c.Applied() }

func (f *Fleet) connections(all []*rules.Summary) {
	f.Connections += len(all)
	for _, s := range all {
		a, b := s.Conn.Client.Addr.Unmap(), s.Conn.Server.Addr.Unmap()
		if b.Less(a) {
			a, b = b, a
		}
		if pair := [2]netip.Addr{a, b}; len(f.pairs) < maxPairs {
			f.pairs[pair] = true
		} else if !f.pairs[pair] {
			f.MorePairs = true
		}
		if t := s.Conn.FirstTime; t != 0 && (f.First == 0 || t < f.First) {
			f.First = t
		}
		f.Last = max(f.Last, s.Conn.LastTime)
	}
}

func (f *Fleet) finding(c *lint.Capture, x *rules.Finding, known bool) {
	fault := f.fault(x)
	if x.Proven() {
		f.Findings[x.Severity]++
		if f.Timeline != nil {
			f.Timeline.finding(x.Time, x.Severity)
		}
	} else {
		f.Inconclusive++
	}
	if known {
		f.Known++
	}
	if fault == nil {
		return
	}
	before := fault.Traces
	fault.add(c, x, known, f.Traces)
	if fault.Traces > before {
		f.found = append(f.found, fault)
	}
}

// fault is the one that a finding belongs to, nil where there are too many.
func (f *Fleet) fault(x *rules.Finding) *Fault {
	k := key{rule: x.Rule, blame: x.Blame}
	if x.Conn != nil {
		c := x.Conn.Conn
		k.client, k.server, k.roles = c.Client.Addr.Unmap(), c.Server.Addr.Unmap(), c.RolesKnown
		if !k.roles && k.server.Less(k.client) {
			k.client, k.server = k.server, k.client
		}
	}
	if fault := f.faults[k]; fault != nil {
		return fault
	}
	if len(f.faults) == maxFaults {
		f.FaultsLeftOut++
		return nil
	}
	fault := &Fault{Rule: k.rule, Blame: k.blame, Client: k.client, Server: k.server, RolesKnown: k.roles}
	f.faults[k] = fault
	return fault
}

// add adds a finding of the trace that is so many of all.
func (f *Fault) add(c *lint.Capture, x *rules.Finding, known bool, trace int) {
	if !x.Proven() {
		if f.Findings+f.Inconclusive == 0 {
			f.Severity = x.Severity
		}
		if f.Inconclusive++; f.Findings == 0 {
			f.see(c, x, f.Inconclusive == 1)
		}
		return
	}
	if f.Findings == 0 {
		f.Severity = x.Severity
	}
	f.Findings++
	f.Units += x.Count
	f.Severity = max(f.Severity, x.Severity)
	if known {
		f.Known++
	}
	if f.latest != trace {
		f.latest = trace
		f.Traces++
	}
	f.see(c, x, f.Findings == 1)
}

// see takes an occurrence, the first of its kind or another.
func (f *Fault) see(c *lint.Capture, x *rules.Finding, first bool) {
	o := occurrence(c, x)
	if first {
		f.First, f.Last, f.Example = o, o, o
		f.Proof = proof(c, x, o.File)
		return
	}
	if o.Time == 0 {
		return
	}
	if f.First.Time == 0 || o.Time < f.First.Time {
		f.First = o
	}
	if o.Time > f.Last.Time {
		f.Last = o
	}
}

func occurrence(c *lint.Capture, x *rules.Finding) Occurrence {
	o := Occurrence{Trace: c.Path, File: c.Path, Frame: x.Frame, Time: x.Time, Message: x.Message}
	if len(c.Files) > 0 && x.Frame > 0 {
		file, n := c.File(x.Frame)
		o.File, o.Frame = file.Path, n
	}
	return o
}

// mostProof is how many frames of an example are told.
const mostProof = 32

// proof are the frames of a finding's evidence that are in one file.
func proof(c *lint.Capture, x *rules.Finding, in string) []int {
	var out []int
	for _, e := range x.Evidence {
		if e.Frame <= 0 || len(out) == mostProof {
			continue
		}
		n := e.Frame
		if len(c.Files) > 0 {
			var file *lint.FileFrames
			if file, n = c.File(e.Frame); file.Path != in {
				continue
			}
		}
		out = append(out, n)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Finish puts what was added in order.
func (f *Fleet) Finish() {
	if f.Kept != nil {
		f.Kept.prune()
	}
	f.Pairs = len(f.pairs)
	f.Coverage, f.Requirements = f.total.Coverage, f.total.Requirements
	f.Peers, f.Unprofiled = f.total.Peers, f.total.Unprofiled
	place := map[*rules.Rule]int{}
	for i, r := range rules.All {
		place[r] = i
	}
	f.Faults = nil
	for _, x := range f.faults {
		f.Faults = append(f.Faults, x)
	}
	slices.SortFunc(f.Faults, func(a, b *Fault) int {
		return cmp.Or(
			cmp.Compare(min(b.Findings, 1), min(a.Findings, 1)),
			cmp.Compare(b.Severity, a.Severity),
			cmp.Compare(b.Traces, a.Traces),
			cmp.Compare(b.Findings, a.Findings),
			cmp.Compare(place[a.Rule], place[b.Rule]),
			a.Client.Compare(b.Client),
			a.Server.Compare(b.Server),
			cmp.Compare(a.Blame, b.Blame),
			strings.Compare(a.Example.Trace, b.Example.Trace),
			cmp.Compare(a.Example.Frame, b.Example.Frame),
		)
	})
}
