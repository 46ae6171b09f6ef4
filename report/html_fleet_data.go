package report

import (
	"strings"
	"unicode/utf16"

	"rpcrdma-lint/internal/fleet"
	"rpcrdma-lint/rules"
)

// fleetData is all that the scripts of a fleet's page know. Only they read it.
// What there may be very many of is in columns.
type fleetData struct {
	Version  string   `json:"version"`
	Sum      fleetSum `json:"sum"`
	Missing  []string `json:"missing,omitempty"`
	Unproven int      `json:"unproven,omitempty"` // faults with inconclusive findings only, not listed

	Names    []string      `json:"names"` // of traces and files, that faults refer to
	Faults   []fleetFault  `json:"faults"`
	Timeline fleetTimeline `json:"timeline"`
	Peers    []fleetPeer   `json:"peers"`
	Traces   fleetTraces   `json:"traces"`

	Coverage     []jsonCoverage    `json:"coverage"`
	Requirements []htmlRequirement `json:"requirements"`
	htmlTexts

	FaultsCut     int `json:"faults_cut,omitempty"`      // rows that are not in the page
	FaultsLeftOut int `json:"faults_left_out,omitempty"` // findings that are in no row
	PeersLeftOut  int `json:"peers_left_out,omitempty"`
	FailedLeftOut int `json:"failed_left_out,omitempty"`
	Unprofiled    int `json:"unprofiled,omitempty"`
}

type fleetSum struct {
	Traces    int     `json:"traces"`
	Unread    int     `json:"unread"`
	Gapped    int     `json:"gapped"`
	Unchecked int     `json:"unchecked"`
	Bytes     int64   `json:"bytes"`
	Frames    int     `json:"frames"`
	Pairs     int     `json:"pairs"`
	MorePairs bool    `json:"more_pairs,omitempty"`
	First     *string `json:"first"`
	Last      *string `json:"last"`
	LeftOut   int     `json:"left_out"`
	htmlSum
}

func fleetSumOf(f *fleet.Fleet) fleetSum {
	return fleetSum{
		Traces: f.Traces, Unread: f.Unread, Gapped: f.Gapped, Unchecked: f.Unchecked, Bytes: f.Bytes, Frames: f.Frames,
		Pairs: f.Pairs, MorePairs: f.MorePairs, First: timeOf(f.First), Last: timeOf(f.Last), LeftOut: f.LeftOut,
		htmlSum: htmlSum{
			Connections: f.Connections, Known: f.Known, Inconclusive: f.Inconclusive,
			Errors: f.Findings[rules.Error], Warnings: f.Findings[rules.Warning], Notes: f.Findings[rules.Note],
		},
	}
}

// fleetFault is a row of the matrix of rules and hosts.
type fleetFault struct {
	Rule         string  `json:"rule"`
	Severity     string  `json:"severity"`
	Blame        string  `json:"blame"`
	Client       string  `json:"client"`
	Server       string  `json:"server"`
	RolesKnown   bool    `json:"roles_known"`
	Findings     int     `json:"findings"`
	Known        int     `json:"known,omitempty"`
	Inconclusive int     `json:"inconclusive,omitempty"`
	Traces       int     `json:"traces"`
	First        fleetAt `json:"first"`
	Last         fleetAt `json:"last"`
	Example      fleetAt `json:"example"`
	Message      string  `json:"message"`
	Proof        []int   `json:"proof,omitempty"`
}

// fleetAt is where a finding is: trace and file by their place among the names,
// microseconds since the Unix epoch.
type fleetAt struct {
	Trace int    `json:"trace"`
	File  int    `json:"file"`
	Frame int    `json:"frame,omitempty"`
	Time  *int64 `json:"time,omitempty"`
}

func fleetFaultOf(x *fleet.Fault, names *interned) fleetFault {
	at := func(o *fleet.Occurrence) fleetAt {
		out := fleetAt{Trace: names.of(o.Trace), File: names.of(o.File), Frame: o.Frame}
		if o.Time != 0 {
			us := o.Time / 1000
			out.Time = &us
		}
		return out
	}
	return fleetFault{
		Rule: x.Rule.ID, Severity: x.Severity.String(), Blame: x.Blame.String(),
		Client: host(x.Client), Server: host(x.Server), RolesKnown: x.RolesKnown,
		Findings: x.Findings, Known: x.Known, Inconclusive: x.Inconclusive, Traces: x.Traces,
		First: at(&x.First), Last: at(&x.Last), Example: at(&x.Example), Message: x.Example.Message, Proof: x.Proof,
	}
}

// interned are strings that are told once.
type interned struct {
	all   []string
	place map[string]int
}

func (n *interned) of(s string) int {
	if i, known := n.place[s]; known {
		return i
	}
	if n.place == nil {
		n.place = map[string]int{}
	}
	n.place[s] = len(n.all)
	n.all = append(n.all, s)
	return len(n.all) - 1
}

// fleetTimeline has microseconds, and counts by severity.
type fleetTimeline struct {
	Width    int64             `json:"width"`
	Points   int               `json:"points"`
	Unplaced int               `json:"unplaced,omitempty"`
	Columns  map[string]column `json:"columns"`
}

func timelineOf(l *fleet.Timeline) fleetTimeline {
	all := l.Stretches()
	count := func(value func(*fleet.Stretch) int) column {
		return columnOf(all, func(s **fleet.Stretch) int64 { return int64(value(*s)) })
	}
	return fleetTimeline{Width: l.Width / 1000, Points: len(all), Unplaced: l.Unplaced, Columns: map[string]column{
		"at":      columnOf(all, func(s **fleet.Stretch) int64 { return (*s).At / 1000 }),
		"error":   count(func(s *fleet.Stretch) int { return s.Findings[rules.Error] }),
		"warning": count(func(s *fleet.Stretch) int { return s.Findings[rules.Warning] }),
		"note":    count(func(s *fleet.Stretch) int { return s.Findings[rules.Note] }),
		"broken":  count(func(s *fleet.Stretch) int { return s.Traces[rules.Error] }),
		"warned":  count(func(s *fleet.Stretch) int { return s.Traces[rules.Warning] }),
		"clean":   count(func(s *fleet.Stretch) int { return s.Traces[rules.Note] }),
		"unread":  count(func(s *fleet.Stretch) int { return s.Unread }),
	}}
}

// fleetPeer is how one host behaved in one role.
type fleetPeer struct {
	Host        string      `json:"host"`
	Role        string      `json:"role"`
	Connections int         `json:"connections"`
	Blamed      int         `json:"blamed"` // proven findings
	Facts       [][2]string `json:"facts"`
}

// fleetTraces are the traces in columns. A path is told by how much of it, in
// UTF-16 units, is that of the path before, and the rest.
type fleetTraces struct {
	Count    int               `json:"count"`
	LeftOut  int               `json:"left_out,omitempty"`
	NoFaults int               `json:"no_faults,omitempty"`
	Columns  map[string]column `json:"columns"`
	Rest     []string          `json:"rest"`
	Reasons  []fleetReason     `json:"reasons"` // of those that were not read to their end
	Links    int               `json:"links"`
	Faults   column            `json:"faults"` // of the traces one after the other, as many as the column says
}

type fleetReason struct {
	Trace  int    `json:"trace"` // by its place
	Reason string `json:"reason"`
}

// What column state says of a trace.
const (
	stateUnread = 1 << iota
	stateCut
	stateGapped
	stateUnchecked
)

func fleetTracesOf(k *fleet.Kept, places map[*fleet.Fault]int) fleetTraces {
	all := k.Traces
	out := fleetTraces{Count: len(all), LeftOut: k.LeftOut, Rest: make([]string, len(all)), Reasons: []fleetReason{}}
	shared, linked := make([]int, len(all)), make([]int, len(all))
	var links []int
	before := ""
	for i := range all {
		t := &all[i]
		path := strings.ToValidUTF8(t.Path, "\ufffd")
		shared[i], out.Rest[i] = behind(before, path)
		before = path
		if t.Reason != "" {
			out.Reasons = append(out.Reasons, fleetReason{i, t.Reason})
		}
		if t.Unlinked {
			out.NoFaults++
		}
		for _, x := range t.Faults {
			if place, listed := places[x]; listed {
				links = append(links, place)
				linked[i]++
			}
		}
	}
	number := func(values []int) column { return columnOf(values, func(n *int) int64 { return int64(*n) }) }
	of := func(value func(*fleet.Trace) int64) column { return columnOf(all, value) }
	out.Links, out.Faults = len(links), number(links)
	out.Columns = map[string]column{
		"shared": number(shared), "linked": number(linked),
		"bytes":        of(func(t *fleet.Trace) int64 { return t.Bytes }),
		"frames":       of(func(t *fleet.Trace) int64 { return int64(t.Frames) }),
		"connections":  of(func(t *fleet.Trace) int64 { return int64(t.Connections) }),
		"first":        of(func(t *fleet.Trace) int64 { return t.First / 1000 }),
		"last":         of(func(t *fleet.Trace) int64 { return t.Last / 1000 }),
		"error":        of(func(t *fleet.Trace) int64 { return int64(t.Findings[rules.Error]) }),
		"warning":      of(func(t *fleet.Trace) int64 { return int64(t.Findings[rules.Warning]) }),
		"note":         of(func(t *fleet.Trace) int64 { return int64(t.Findings[rules.Note]) }),
		"inconclusive": of(func(t *fleet.Trace) int64 { return int64(t.Inconclusive) }),
		"state":        of(stateOf),
	}
	return out
}

func stateOf(t *fleet.Trace) (state int64) {
	for _, x := range []struct {
		is  bool
		bit int64
	}{{t.Reason != "", stateUnread}, {t.Cut, stateCut}, {t.Gapped, stateGapped}, {t.Unchecked, stateUnchecked}} {
		if x.is {
			state |= x.bit
		}
	}
	return state
}

// behind is what follows in path where it goes other ways than the one before,
// and how many UTF-16 units the two share.
func behind(before, path string) (shared int, rest string) {
	for i, c := range path {
		if !strings.HasPrefix(before[min(i, len(before)):], string(c)) {
			return shared, path[i:]
		}
		shared += utf16.RuneLen(c)
	}
	return shared, ""
}
