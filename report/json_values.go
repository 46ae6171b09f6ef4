package report

import (
	"net/netip"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rfc8166"
	"rpcrdma-lint/rules"
)

// transport is the only one that is decoded.
const transport = "RoCEv2"

func headOf(c *lint.Capture) jsonHead {
	out := jsonHead{
		Path:     c.Path,
		Frames:   c.Frames,
		Complete: c.Complete,
		Other:    []jsonOther{},
		Dropped:  jsonDropped{ICRC: c.Dropped.ICRC, Limits: c.Dropped.Limits},
		LeftOut:  c.LeftOut,
	}
	if d := c.Damage; d != nil {
		out.Damage = &jsonDamage{Reason: d.Reason, Cut: d.Cut, File: d.File}
		if d.Known {
			out.Damage.Offset, out.Damage.Frame = &d.Offset, &d.Frame
		}
	}
	for _, f := range c.Files {
		out.Files = append(out.Files, jsonFile{f.Path, f.Frames, f.Gap})
	}
	for _, x := range c.Other {
		out.Other = append(out.Other, jsonOther{x.What, x.Frames})
	}
	for _, l := range c.Limits() {
		out.Dropped.Bounds = append(out.Dropped.Bounds, jsonBound(l))
	}
	for _, x := range c.Crashes {
		at := placeOf(c, x.Frame)
		out.Defects = append(out.Defects, jsonDefect{x.In, at.frame, x.Reason, x.Where, x.Count, at.file})
	}
	return out
}

func connectionOf(of *lint.Capture, s *rules.Summary) jsonConnection {
	c := s.Conn
	first, last := placeOf(of, c.FirstFrame), placeOf(of, c.LastFrame)
	return jsonConnection{
		ID:             s.ID,
		Transport:      transport,
		Start:          c.Start.String(),
		RolesKnown:     c.RolesKnown,
		Forgotten:      c.Forgotten,
		Client:         clientOf(c.Client),
		Server:         serverOf(c.Server, c.Port()),
		FirstFrame:     orNull(first.frame),
		FirstFile:      first.file,
		LastFrame:      orNull(last.frame),
		LastFile:       last.file,
		End:            c.End.String(),
		Calls:          s.Calls,
		Replies:        s.Replies,
		RDMAErrors:     s.RDMAErrors,
		ReverseCalls:   s.ReverseCalls,
		ReverseReplies: s.ReverseReplies,
		Unknown:        s.Unknown,
		Reads:          s.Reads,
		Writes:         s.Writes,
		Gaps:           s.Gaps,
	}
}

func clientOf(e decode.Endpoint) *jsonClient {
	address, qpn := addressOf(e.Addr), qpnOf(e)
	if address == nil && qpn == nil {
		return nil
	}
	return &jsonClient{address, qpn}
}

func serverOf(e decode.Endpoint, port int) *jsonServer {
	out := &jsonServer{Address: addressOf(e.Addr), QPN: qpnOf(e)}
	if port >= 0 {
		out.Port = &port
	}
	if out.Address == nil && out.QPN == nil && out.Port == nil {
		return nil
	}
	return out
}

func addressOf(a netip.Addr) *string {
	if !a.IsValid() {
		return nil
	}
	s := a.Unmap().String()
	return &s
}

func qpnOf(e decode.Endpoint) *uint32 {
	if !e.Known {
		return nil
	}
	return &e.QPN
}

func findingOf(c *lint.Capture, f *rules.Finding, o Options) jsonFinding {
	at, decided := placeOf(c, f.Frame), placeOf(c, f.Decided)
	out := jsonFinding{
		Rule:         f.Rule.ID,
		Severity:     f.Severity.String(),
		Certainty:    "proven",
		Blame:        f.Blame.String(),
		Connection:   orNull(connectionID(f)),
		Frame:        orNull(at.frame),
		File:         at.file,
		DecidedFrame: orNull(decided.frame),
		DecidedFile:  decided.file,
		Call:         orNull(f.Call),
		Message:      f.Message,
		Observed:     orNull(f.Observed),
		Expected:     orNull(f.Expected),
		Count:        f.Count,
		Section:      orNull(section(f)),
		Tshark:       orNull(displayFilter(c, f)),
		Evidence:     []jsonEvidence{},
	}
	if !f.Proven() {
		reason := f.Guard.String()
		out.Certainty, out.Reason = "inconclusive", &reason
	}
	if o.Known != nil && f.Proven() {
		reason, known := o.Known(f)
		word := "new"
		if known {
			word = "known"
		}
		out.Baseline, out.KnownBecause = &word, orNull(reason)
	}
	if f.HasXID {
		out.XID = &f.XID
	}
	if f.Time != 0 {
		t := stamp(f.Time)
		out.Time = &t
	}
	out.Requirements = keysOf(f.Requirements)
	for _, e := range f.Evidence {
		out.Evidence = append(out.Evidence, jsonEvidence{orNull(placeOf(c, e.Frame).frame), placeOf(c, e.Frame).file, e.What})
	}
	return out
}

func coverageOf(v *rules.Coverage) jsonCoverage {
	out := jsonCoverage{
		Rule:         v.Rule.ID,
		Unit:         v.Rule.Unit.String(),
		Held:         v.Held,
		Violated:     v.Violated,
		Inconclusive: v.Inconclusive,
		Undecided:    v.Undecided,
		Disabled:     v.Disabled,
		NotListed:    v.Dropped,
	}
	for _, r := range reasonsOf(v.Why) {
		out.Reasons = append(out.Reasons, jsonReason{r.guard.Name(), r.guard.String(), r.count})
	}
	return out
}

// keysOf is never nil, so that JSON has a list.
func keysOf(keys []rfc8166.Key) []string {
	out := []string{}
	for _, k := range keys {
		out = append(out, string(k))
	}
	return out
}

// orNull is nil for the zero value, which stands for "not known".
func orNull[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}
