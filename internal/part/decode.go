package part

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rfc8166"
	"rpcrdma-lint/rules"
)

// A blank is what a result is before anything is judged: what all captures of a
// part have in common.
type blank struct {
	*rules.Result
	rule  map[string]int // its place in Coverage
	place map[rfc8166.Key]int
	h     *Header
}

func newBlank(h *Header) *blank {
	on := map[string]bool{}
	for _, id := range h.Rules {
		on[id] = true
	}
	b := &blank{
		Result: rules.New(rules.Options{Enabled: func(r *rules.Rule) bool { return on[r.ID] }}).Finish(),
		rule:   map[string]int{}, place: map[rfc8166.Key]int{}, h: h,
	}
	for i := range b.Coverage {
		b.rule[b.Coverage[i].Rule.ID] = i
	}
	for i := range b.Requirements {
		b.place[b.Requirements[i].Key] = i
	}
	return b
}

// capture is what a record was made of.
func (b *blank) capture(x *record) (*lint.Capture, error) {
	c := lint.NewCapture(x.Path, lint.Options{Connections: b.h.Connections, Findings: b.h.Findings, Memory: b.h.Memory})
	c.Bytes, c.Frames, c.Complete, c.LeftOut, c.Other, c.Dropped, c.Crashes = x.Bytes, x.Frames, x.Complete, x.LeftOut, x.Other, x.Dropped, x.Crashes
	for _, f := range x.Files {
		c.Files = append(c.Files, lint.FileFrames(f))
	}
	if x.Damage != nil {
		d := lint.Damage(*x.Damage)
		c.Damage = &d
	}
	switch {
	case x.Path == "":
		return nil, errors.New("no path")
	case x.Complete == (x.Damage != nil):
		return nil, errors.New("a trace that was read to its end has no damage, and any other has")
	case x.Result == nil:
		if x.Complete {
			return nil, errors.New("no result of a trace that was read to its end")
		}
		return c, nil
	}
	var err error
	c.Result, err = b.result(x.Result)
	return c, err
}

func (b *blank) result(x *result) (*rules.Result, error) {
	r := &rules.Result{
		Coverage: slices.Clone(b.Coverage), Requirements: slices.Clone(b.Requirements),
		Peers: x.Peers, Unprofiled: x.Unprofiled, Dropped: x.Dropped, Crashes: x.Crashes,
	}
	for i := range x.Connections {
		s, err := x.Connections[i].summary(i + 1)
		if err != nil {
			return nil, fmt.Errorf("connection %d: %w", i+1, err)
		}
		r.Connections = append(r.Connections, s)
	}
	for i := range x.Findings {
		f, err := x.Findings[i].finding(r.Connections)
		if err != nil {
			return nil, fmt.Errorf("finding %d: %w", i+1, err)
		}
		r.Findings = append(r.Findings, f)
	}
	for _, v := range x.Coverage {
		i, ok := b.rule[v.Rule]
		if !ok || b.Coverage[i].Disabled {
			return nil, fmt.Errorf("coverage of %q, which did not run", v.Rule)
		}
		if g, ok := strangeGuard(v.Why); ok {
			return nil, fmt.Errorf("coverage of %q: there is no guard %d", v.Rule, g)
		}
		why := maps.Clone(v.Why)
		if why == nil {
			why = map[rules.Guard]int{}
		}
		r.Coverage[i] = rules.Coverage{
			Rule: r.Coverage[i].Rule, Held: v.Held, Violated: v.Violated, Inconclusive: v.Inconclusive, Undecided: v.Undecided,
			Why: why, Dropped: v.Dropped,
		}
	}
	for _, v := range x.Requirements {
		i, ok := b.place[v.Key]
		if !ok {
			return nil, fmt.Errorf("there is no requirement %q", v.Key)
		}
		q := &r.Requirements[i]
		q.Held, q.Violated, q.Noted, q.Inconclusive, q.Undecided = v.Held, v.Violated, v.Noted, v.Inconclusive, v.Undecided
	}
	for i, p := range x.Peers {
		if p == nil || p.Side > decode.ServerSide {
			return nil, fmt.Errorf("peer %d has no role", i+1)
		}
		for _, f := range [...]*rules.Offer{&p.ReadChunks, &p.WriteChunks} {
			if f.Chunks != 0 && f.Segments.N == 0 {
				return nil, fmt.Errorf("peer %d has %d chunks without segments", i+1, f.Chunks)
			}
		}
	}
	return r, nil
}

func strangeGuard(why map[rules.Guard]int) (rules.Guard, bool) {
	for g := range why {
		if !g.Valid() {
			return g, true
		}
	}
	return 0, false
}

func (x *connection) summary(id int) (*rules.Summary, error) {
	if x.Start > decode.StartCM || x.End > decode.EndRejected || x.EndSide > decode.ServerSide {
		return nil, fmt.Errorf("begins in way %d and ends in way %d by side %d", x.Start, x.End, x.EndSide)
	}
	return &rules.Summary{
		ID: id,
		Conn: &decode.Conn{
			Client: x.Client, Server: x.Server, RolesKnown: x.RolesKnown, Start: x.Start, CM: x.CM,
			FirstFrame: x.FirstFrame, LastFrame: x.LastFrame, FirstTime: x.FirstTime, LastTime: x.LastTime,
			Broken: x.Broken, Forgotten: x.Forgotten, End: x.End, EndFrame: x.EndFrame, EndTime: x.EndTime, EndSide: x.EndSide,
			Packets: x.Packets, Cut: x.Cut, Repeated: x.Repeated, Conflicts: x.Conflicts, Stray: x.Stray, FirstCut: x.FirstCut,
		},
		Calls: x.Calls, Replies: x.Replies, RDMAErrors: x.RDMAErrors,
		ReverseCalls: x.ReverseCalls, ReverseReplies: x.ReverseReplies, Unknown: x.Unknown,
		Reads: x.Reads, Writes: x.Writes, Gaps: x.Gaps,
	}, nil
}

func (x *finding) finding(conns []*rules.Summary) (*rules.Finding, error) {
	f := &rules.Finding{
		Rule: rules.Find(x.Rule), Severity: x.Severity, Guard: x.Guard, Blame: x.Blame, Call: x.Call,
		Frame: x.Frame, Decided: x.Decided, Time: x.Time,
		Message: x.Message, Observed: x.Observed, Expected: x.Expected, Count: x.Count, Told: x.Told,
		Requirements: x.Requirements, Evidence: x.Evidence,
	}
	switch {
	case f.Rule == nil:
		return nil, fmt.Errorf("there is no rule %q", x.Rule)
	case f.Severity > rules.Error:
		return nil, fmt.Errorf("there is no severity %d", f.Severity)
	case f.Blame > rules.Capture:
		return nil, fmt.Errorf("there is no side %d to blame", f.Blame)
	case f.Guard != 0 && !f.Guard.Valid():
		return nil, fmt.Errorf("there is no guard %d", f.Guard)
	case x.Connection < 0 || x.Connection > len(conns):
		return nil, fmt.Errorf("connection %d of %d", x.Connection, len(conns))
	}
	for _, k := range x.Requirements {
		if _, ok := rfc8166.Find(k); !ok {
			return nil, fmt.Errorf("there is no requirement %q", k)
		}
	}
	if x.Connection > 0 {
		f.Conn = conns[x.Connection-1]
	}
	if x.XID != nil {
		f.XID, f.HasXID = *x.XID, true
	}
	return f, nil
}
