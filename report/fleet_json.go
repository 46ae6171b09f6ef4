package report

import (
	"bytes"
	"fmt"
	"io"

	"rpcrdma-lint/internal/fleet"
	"rpcrdma-lint/rules"
)

// fleetJSON writes a fleet as one object, an element of each list a line.
type fleetJSON struct{ fleetText }

func newFleetJSON(w io.Writer, o Options) Report {
	return &fleetJSON{fleetText{w: w, o: o, fleet: fleet.New()}}
}

type jsonFleet struct {
	Version      int     `json:"version"`
	Traces       int     `json:"traces"`
	Unread       int     `json:"unread"`
	Gapped       int     `json:"gapped"`
	Unchecked    int     `json:"unchecked"`
	Frames       int     `json:"frames"`
	Connections  int     `json:"connections"`
	Pairs        int     `json:"pairs"`
	MorePairs    bool    `json:"more_pairs,omitempty"`
	First        *string `json:"first"`
	Last         *string `json:"last"`
	Errors       int     `json:"errors"`
	Warnings     int     `json:"warnings"`
	Notes        int     `json:"notes"`
	Known        int     `json:"known"`
	Inconclusive int     `json:"inconclusive"`
	LeftOut      int     `json:"left_out"`

	FaultsLeftOut int `json:"faults_left_out"`
	PeersLeftOut  int `json:"peers_left_out"`
	FailedLeftOut int `json:"failed_left_out"`
	Unprofiled    int `json:"unprofiled_connections"`
}

type jsonFault struct {
	Rule         string         `json:"rule"`
	Severity     string         `json:"severity"`
	Blame        string         `json:"blame"`
	Client       *string        `json:"client"`
	Server       *string        `json:"server"`
	RolesKnown   bool           `json:"roles_known"`
	Findings     int            `json:"findings"`
	Units        int            `json:"units"`
	Known        int            `json:"known"`
	Inconclusive int            `json:"inconclusive"`
	Traces       int            `json:"traces"`
	First        jsonOccurrence `json:"first"`
	Last         jsonOccurrence `json:"last"`
	Example      jsonOccurrence `json:"example"`
}

type jsonOccurrence struct {
	Trace   string  `json:"trace"`
	File    string  `json:"file"`
	Frame   *int    `json:"frame"`
	Time    *string `json:"time"`
	Message string  `json:"message"`
}

type jsonFailure struct {
	Trace  string `json:"trace"`
	Reason string `json:"reason"`
}

type jsonHole struct {
	First  int `json:"first"`
	Last   int `json:"last"`
	Shards int `json:"shards"`
	Traces int `json:"traces"`
}

// Close writes the object.
func (r *fleetJSON) Close() error {
	f := r.fleet
	f.Finish()
	f.Missing = r.o.Missing
	head, err := marshal(jsonFleet{
		Version: 1, Traces: f.Traces, Unread: f.Unread, Gapped: f.Gapped, Unchecked: f.Unchecked,
		Frames: f.Frames, Connections: f.Connections, Pairs: f.Pairs, MorePairs: f.MorePairs, First: timeOf(f.First), Last: timeOf(f.Last),
		Errors: f.Findings[rules.Error], Warnings: f.Findings[rules.Warning], Notes: f.Findings[rules.Note],
		Known: f.Known, Inconclusive: f.Inconclusive, LeftOut: f.LeftOut,
		FaultsLeftOut: f.FaultsLeftOut, PeersLeftOut: f.PeersLeftOut, FailedLeftOut: f.FailedLeftOut, Unprofiled: f.Unprofiled,
	})
	if err != nil {
		return err
	}
	var b bytes.Buffer
	b.Write(bytes.TrimSuffix(head, []byte("}")))
	if err := r.lists(&b, f); err != nil {
		return err
	}
	b.WriteString("}\n")
	_, err = r.w.Write(b.Bytes())
	return err
}

func (r *fleetJSON) lists(b *bytes.Buffer, f *fleet.Fleet) error {
	var missing []jsonHole
	for _, h := range f.Missing {
		missing = append(missing, jsonHole(h))
	}
	var failed []jsonFailure
	for _, x := range f.Failed {
		failed = append(failed, jsonFailure(x))
	}
	var faults []jsonFault
	for _, x := range f.Faults {
		faults = append(faults, faultOf(x))
	}
	var coverage []jsonCoverage
	for i := range f.Coverage {
		coverage = append(coverage, coverageOf(&f.Coverage[i]))
	}
	var requirements []jsonRequirement
	for i := range f.Requirements {
		requirements = append(requirements, requirementOf(&f.Requirements[i]))
	}
	var peers []jsonPeer
	for _, p := range f.Peers {
		peers = append(peers, peerOf(p))
	}
	for _, err := range []error{
		writeList(b, "missing", missing), writeList(b, "failed", failed), writeList(b, "faults", faults),
		writeList(b, "coverage", coverage), writeList(b, "requirements", requirements), writeList(b, "peers", peers),
	} {
		if err != nil {
			return fmt.Errorf("report: %w", err)
		}
	}
	return nil
}

func faultOf(x *fleet.Fault) jsonFault {
	return jsonFault{
		Rule: x.Rule.ID, Severity: x.Severity.String(), Blame: x.Blame.String(),
		Client: addressOf(x.Client), Server: addressOf(x.Server), RolesKnown: x.RolesKnown,
		Findings: x.Findings, Units: x.Units, Known: x.Known, Inconclusive: x.Inconclusive, Traces: x.Traces,
		First: occurrenceOf(&x.First), Last: occurrenceOf(&x.Last), Example: occurrenceOf(&x.Example),
	}
}

func occurrenceOf(o *fleet.Occurrence) jsonOccurrence {
	return jsonOccurrence{o.Trace, o.File, orNull(o.Frame), timeOf(o.Time), o.Message}
}

// timeOf is a time as JSON has it, null where it is not known.
func timeOf(ns int64) *string {
	if ns == 0 {
		return nil
	}
	s := stamp(ns)
	return &s
}
