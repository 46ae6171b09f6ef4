package part

import (
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// recordOf is the capture that trace i of a manifest came to.
func recordOf(i int, c *lint.Capture) *record {
	out := &record{
		Kind: "trace", Trace: i, Path: c.Path, Bytes: c.Bytes, Frames: c.Frames, Complete: c.Complete, LeftOut: c.LeftOut,
		Other: c.Other, Dropped: c.Dropped, Crashes: c.Crashes,
	}
	for _, f := range c.Files {
		out.Files = append(out.Files, file(f))
	}
	if c.Damage != nil {
		d := damage(*c.Damage)
		out.Damage = &d
	}
	if r := c.Result; r != nil {
		out.Result = resultOf(r)
	}
	return out
}

func resultOf(r *rules.Result) *result {
	out := &result{
		Connections: []connection{}, Findings: []finding{}, Coverage: []coverage{}, Requirements: []requirement{},
		Peers: r.Peers, Unprofiled: r.Unprofiled, Dropped: r.Dropped, Crashes: r.Crashes,
	}
	for _, s := range r.Connections {
		out.Connections = append(out.Connections, connectionOf(s))
	}
	for _, f := range r.Findings {
		out.Findings = append(out.Findings, findingOf(f))
	}
	for i := range r.Coverage {
		v := &r.Coverage[i]
		if v.Held+v.Violated+v.Inconclusive+v.Undecided+v.Dropped == 0 {
			continue
		}
		out.Coverage = append(out.Coverage, coverage{v.Rule.ID, v.Held, v.Violated, v.Inconclusive, v.Undecided, v.Why, v.Dropped})
	}
	for i := range r.Requirements {
		q := &r.Requirements[i]
		if q.Exercised() == 0 {
			continue
		}
		out.Requirements = append(out.Requirements, requirement{q.Key, q.Held, q.Violated, q.Noted, q.Inconclusive, q.Undecided})
	}
	return out
}

func connectionOf(s *rules.Summary) connection {
	c := s.Conn
	return connection{
		Client: c.Client, Server: c.Server, RolesKnown: c.RolesKnown, Start: c.Start, CM: c.CM,
		FirstFrame: c.FirstFrame, LastFrame: c.LastFrame, FirstTime: c.FirstTime, LastTime: c.LastTime,
		Broken: c.Broken, Forgotten: c.Forgotten, End: c.End, EndFrame: c.EndFrame, EndTime: c.EndTime, EndSide: c.EndSide,
		Packets: c.Packets, Cut: c.Cut, Repeated: c.Repeated, Conflicts: c.Conflicts, Stray: c.Stray, FirstCut: c.FirstCut,
		Calls: s.Calls, Replies: s.Replies, RDMAErrors: s.RDMAErrors,
		ReverseCalls: s.ReverseCalls, ReverseReplies: s.ReverseReplies, Unknown: s.Unknown,
		Reads: s.Reads, Writes: s.Writes, Gaps: s.Gaps,
	}
}

func findingOf(f *rules.Finding) finding {
	out := finding{
		Rule: f.Rule.ID, Severity: f.Severity, Guard: f.Guard, Blame: f.Blame, Call: f.Call,
		Frame: f.Frame, Decided: f.Decided, Time: f.Time,
		Message: f.Message, Observed: f.Observed, Expected: f.Expected, Count: f.Count, Told: f.Told,
		Requirements: f.Requirements, Evidence: f.Evidence,
	}
	if f.Conn != nil {
		out.Connection = f.Conn.ID
	}
	if f.HasXID {
		out.XID = &f.XID
	}
	return out
}
