package rules

import (
	"cmp"
	"slices"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/nfs"
)

const (
	maxFindings = 100 // findings kept of one rule on one connection
	maxPending  = 4096

	// MaxConnections and MaxFindings bound what is reported of the connections of
	// one lane, unless Options say otherwise.
	MaxConnections = 4096
	MaxFindings    = 4096
)

// Options choose what an Engine does.
type Options struct {
	// Enabled says which rules run. Nil runs all that are not off by default.
	Enabled func(*Rule) bool

	// Watch is shown what happens; nil for nobody.
	Watch Watcher

	// Terms, unless nil, says how the connections between two hosts are judged;
	// nil stands for the standard's own terms.
	Terms func(decode.HostPair) *Terms

	// Found, unless nil, is told of each finding as it is decided, in the order of
	// the frames at which they are. The number of its connection may not be known
	// yet, and its Count may grow.
	Found func(*Finding)

	// Connections and Findings are how many of them are kept of each lane; 0
	// stands for MaxConnections and MaxFindings.
	Connections, Findings int

	// Before, unless nil, is what was found of the same capture before. It counts
	// for both.
	Before *Result
}

// An Engine keeps the ledgers of all connections and runs the rules on them.
// It is a decode.Sink.
type Engine struct {
	o        Options
	running  // where no Terms say otherwise
	regimes  map[*Terms]*regime
	cover    []Coverage            // by the rule's place in All
	required []RequirementCoverage // by the requirement's place in rfc8166.All
	facts    facts                 // of the unit that is being judged
	subject  *Transaction          // that it belongs to, or nil
	pairs    map[decode.HostPair]*Pair

	peers      map[peerKey]*Peer
	peersOf    [decode.Lanes]int // how many, by lane
	unprofiled int

	closed     [decode.Lanes]int // transactions that are remembered though closed
	connsOf    [decode.Lanes]int
	findingsOf [decode.Lanes]int
	dropped    Dropped

	conns    []*Summary
	order    []*Pair // by first frame
	findings []*Finding

	last  int // the latest frame that anything happened in
	frame int // the one that is being looked at, 0 where nobody says so

	watch   Watcher
	crashes decode.Crashes

	msg Message // scratch
	cc  CallCredit
	mv  Move

	call      nfs.Call
	args      Arguments
	result    nfs.Result
	results   Results
	resultsOf *Message // that results are of
}

// running are the rules that run, and what was counted of plain messages
// without asking them.
type running struct {
	byUnit [unitCount][]*active
	byRole [roleCount][]*active    // of those about messages
	plain  [roleCount][2]plainKind // without chunks and with some
}

// An active rule is one that runs, with its place in All.
type active struct {
	*Rule
	index int
	cited []citation
}

// New makes an Engine.
func New(o Options) *Engine {
	e := &Engine{
		o: o, regimes: map[*Terms]*regime{}, cover: make([]Coverage, len(All)), pairs: map[decode.HostPair]*Pair{},
		required: requirements(), peers: map[peerKey]*Peer{}, watch: o.Watch,
	}
	e.o.Connections, e.o.Findings = cmp.Or(o.Connections, MaxConnections), cmp.Or(o.Findings, MaxFindings)
	if o.Before != nil {
		for _, s := range o.Before.Connections {
			e.connsOf[s.Conn.Lane()]++
		}
		for _, f := range o.Before.Findings {
			if f.Conn != nil {
				e.findingsOf[f.Conn.Conn.Lane()]++
			}
		}
		e.o.Before = nil
	}
	for i, r := range All {
		on := !r.Off
		if o.Enabled != nil {
			on = o.Enabled(r)
		}
		e.cover[i] = Coverage{Rule: r, Disabled: !on, Why: map[Guard]int{}}
		cited := e.cite(r, on)
		if on {
			e.byUnit[r.Unit] = append(e.byUnit[r.Unit], &active{r, i, cited})
		}
	}
	e.group()
	return e
}

// Find is the rule with this ID, or nil.
func Find(id string) *Rule {
	for _, r := range All {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// Frame says that the decoder looks at frame n next, so that what is decided
// from here on is decided there, even where a packet before it was waited for.
func (e *Engine) Frame(n int) { e.frame = n }

// Connections are those known so far, in the order in which they were
// recognised. They get their numbers in Finish.
func (e *Engine) Connections() []*Summary { return e.conns }

// SortSummaries orders connections by first frame.
func SortSummaries(s []*Summary) {
	slices.SortStableFunc(s, func(a, b *Summary) int { return cmp.Compare(a.Conn.FirstFrame, b.Conn.FirstFrame) })
}

// compareFindings orders by frame, connection, rule and XID.
func compareFindings(a, b *Finding) int {
	id := func(f *Finding) int {
		if f.Conn == nil {
			return 0
		}
		return f.Conn.ID
	}
	return cmp.Or(
		cmp.Compare(a.Frame, b.Frame),
		cmp.Compare(id(a), id(b)),
		cmp.Compare(a.Rule.ID, b.Rule.ID),
		cmp.Compare(a.XID, b.XID),
		cmp.Compare(a.Decided, b.Decided),
	)
}

// outcome takes what a rule said of a unit of c at frame now.
func (e *Engine) outcome(c *Conn, a *active, o Outcome, now int) {
	switch o.kind {
	case notApplicable:
		return
	case held:
		e.cover[a.index].Held++
		e.exercised(a.cited, true, 1)
		return
	case undecided:
		e.cover[a.index].Undecided++
		e.cover[a.index].Why[o.guard]++
		e.exercised(a.cited, false, 1)
		return
	}
	k := o.claim
	if k.subject = e.subject.named(k); e.subject == nil {
		k.subject = c.named(k)
	}
	if o.guard == 0 && k.waits != [waitCount]bool{} {
		if c.waiting.n < maxPending {
			c.waiting.add(&pending{active: a, outcome: o})
			return
		}
		o.guard = Forgotten
	}
	e.decide(c, a, o, now)
}

// decide counts a claim that waits for nothing more, and keeps its finding.
func (e *Engine) decide(c *Conn, a *active, o Outcome, now int) {
	defer func() {
		if r := recover(); r != nil {
			e.crashed(a, now, r)
		}
	}()
	k, cov := o.claim, &e.cover[a.index]
	if o.guard == 0 && k.check != nil {
		o.guard = k.check()
	}
	if !c.RolesKnown && k.blame != Capture {
		k.blame = NoBlame // which side is the client is a guess
	}
	if o.guard == 0 {
		cov.Violated++
		c.blameFor(a, k)
	} else {
		cov.Inconclusive++
		cov.Why[o.guard]++
	}
	e.claimed(a, k, o.guard == 0)
	if k.hasFold {
		if f := c.folded[foldKey{a.index, k.fold, o.guard == 0}]; f != nil {
			f.Count += k.count
			return
		}
	}
	if c.kept[a.index] == maxFindings {
		cov.Dropped++
		return
	}
	if e.findingsOf[c.Lane()] >= e.o.Findings {
		cov.Dropped++
		e.dropped.Findings++
		return
	}
	f := &Finding{
		Rule: a.Rule, Severity: a.Severity, Guard: o.guard, Blame: k.blame, Conn: c.Sum,
		XID: k.xid, HasXID: k.hasXID, Frame: k.frame, Decided: max(now, k.frame, e.frame), Time: k.time,
		Message: k.message, Observed: k.observed, Expected: k.expected, Count: k.count, Told: k.count,
		Requirements: a.Covers, Evidence: k.evidence,
	}
	if k.subject != nil {
		f.Call = k.subject.Name()
	}
	slices.SortStableFunc(f.Evidence, func(a, b Evidence) int { return cmp.Compare(a.Frame, b.Frame) })
	if k.hasSeverity {
		f.Severity = k.severity
	}
	if s, ok := c.pair.terms.Severity[a.Rule]; ok {
		f.Severity = s
	}
	if k.covers != nil {
		f.Requirements = k.covers
	}
	if !c.Keep(f.cost()) {
		cov.Dropped++
		return
	}
	e.findingsOf[c.Lane()]++
	c.keep(a.index)
	if k.hasFold {
		c.folded[foldKey{a.index, k.fold, o.guard == 0}] = f
	}
	e.findings = append(e.findings, f)
	if e.o.Found != nil {
		e.o.Found(f)
	}
}

// A foldKey names the claims that make one finding.
type foldKey struct {
	rule, fold int
	proven     bool
}

// keep counts a finding of the rule at index.
func (c *Conn) keep(index int) {
	if c.kept == nil {
		c.kept, c.folded = map[int]int{}, map[foldKey]*Finding{}
	}
	c.kept[index]++
}

const maxFaults = 64

// blameFor remembers an error proven against a peer, for the rules about what
// came of it.
func (c *Conn) blameFor(a *active, k *claim) {
	severity := a.Severity
	if k.hasSeverity {
		severity = k.severity
	}
	switch {
	case severity != Error || k.blame != Client && k.blame != Server:
	case len(c.faults) < maxFaults:
		c.faults = append(c.faults, fault{k.frame, k.blame})
	default:
		c.forgotten.faults++
	}
}
