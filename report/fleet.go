package report

import (
	"bytes"
	"fmt"
	"io"
	"net/netip"
	"time"

	"rpcrdma-lint/internal/fleet"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// fleetText writes many captures in a few tables: what is wrong between which
// hosts, and what it rests on.
type fleetText struct {
	w     io.Writer
	o     Options
	fleet *fleet.Fleet
}

func newFleet(w io.Writer, o Options) Report {
	return &fleetText{w: w, o: o, fleet: fleet.New()}
}

// Capture adds a capture.
func (r *fleetText) Capture(c *lint.Capture) error {
	r.fleet.Add(c, r.o.isKnown)
	return nil
}

// isKnown is known without the reason.
func (o Options) isKnown(f *rules.Finding) bool {
	_, known := o.known(f)
	return known
}

// Close writes the tables.
func (r *fleetText) Close() error {
	f := r.fleet
	f.Finish()
	f.Missing = r.o.Missing
	var b bytes.Buffer
	if err := r.faults(&b); err != nil {
		return err
	}
	if err := ruleTable(&b, f.Coverage, r.o.Width); err != nil {
		return err
	}
	if r.o.Coverage {
		if err := coverage(&b, f.Requirements, r.o.Width); err != nil {
			return err
		}
	}
	if r.o.Profile {
		peers(&b, &rules.Result{Peers: f.Peers, Unprofiled: f.Unprofiled})
	}
	reasons(&b, f.Coverage)
	notInFleet(&b, f)
	fmt.Fprintf(&b, "%s\n", fleetLine(f))
	_, err := r.w.Write(b.Bytes())
	return err
}

func (r *fleetText) faults(b *bytes.Buffer) error {
	t := table{
		head: []string{"severity", "rule", "blame", "client", "server", "findings", "traces", "first", "last", "example"},
		left: 5,
		text: true,
	}
	listed, more, unproven := 0, 0, 0
	for _, x := range r.fleet.Faults {
		switch {
		case x.Findings == 0 && !r.o.Inconclusive:
			unproven++
			continue
		case listed == maxRows:
			more++
			continue
		}
		listed++
		severity, n := x.Severity.String(), x.Findings
		if n == 0 {
			severity, n = "inconclusive "+severity, x.Inconclusive
		}
		t.row(severity, x.Rule.ID, x.Blame.String(), host(x.Client), host(x.Server), grouped(n), grouped(x.Traces),
			day(x.First.Time), day(x.Last.Time), exampleOf(&x.Example))
	}
	if listed > 0 {
		if err := t.write(b, r.o.Width); err != nil {
			return err
		}
	}
	if more > 0 {
		fmt.Fprintf(b, "and %s; --format fleet-json lists all\n", counted(more, "more row"))
	}
	if unproven > 0 {
		fmt.Fprintf(b, "%s with inconclusive findings only: --inconclusive shows them\n", counted(unproven, "more row"))
	}
	if listed+more+unproven > 0 {
		b.WriteByte('\n')
	}
	return nil
}

func host(a netip.Addr) string {
	if !a.IsValid() {
		return "-"
	}
	return a.String()
}

// day is a time to the second.
func day(ns int64) string {
	if ns == 0 {
		return "-"
	}
	return time.Unix(0, ns).UTC().Format("2006-01-02 15:04:05")
}

// exampleOf is where to look for a finding.
func exampleOf(o *fleet.Occurrence) string {
	if o.Frame == 0 {
		return printable(o.File)
	}
	return fmt.Sprintf("%s:%d", printable(o.File), o.Frame)
}

// notInFleet says what the tables lack.
func notInFleet(b *bytes.Buffer, f *fleet.Fleet) {
	begun := b.Len()
	for _, h := range f.Missing {
		fmt.Fprintf(b, "missing: %s\n", h)
	}
	for i, x := range f.Failed {
		if i == maxRows {
			fmt.Fprintf(b, "and %s not read to their end; --format fleet-json lists all\n", counted(len(f.Failed)-i, "more trace"))
			break
		}
		fmt.Fprintf(b, "not read to its end: %s: %s\n", printable(x.Trace), printable(x.Reason))
	}
	for _, x := range [...]struct {
		n           int
		what, which string
	}{
		{f.Gapped, "trace", "with files missing in the middle"},
		{f.Unchecked, "trace", "with nothing to check"},
		{f.LeftOut, "finding", "not of the side under test"},
		{f.FaultsLeftOut, "finding", "in no row: there are too many"},
		{f.PeersLeftOut, "peer", "left out: there are too many"},
		{f.FailedLeftOut, "failed trace", "not named: there are too many"},
	} {
		if x.n > 0 {
			fmt.Fprintf(b, "%s %s\n", counted(x.n, x.what), x.which)
		}
	}
	if b.Len() > begun {
		b.WriteByte('\n')
	}
}

// fleetLine is the fleet in one line.
func fleetLine(f *fleet.Fleet) string {
	line := fmt.Sprintf("%s, %s, %s", counted(f.Findings[rules.Error], "error"),
		counted(f.Findings[rules.Warning], "warning"), counted(f.Findings[rules.Note], "note"))
	if f.Known > 0 {
		line += fmt.Sprintf(", %s of them known", grouped(f.Known))
	}
	line += fmt.Sprintf("; %s", counted(f.Traces, "trace"))
	if f.Unread > 0 {
		line += fmt.Sprintf(", %s not read to the end", grouped(f.Unread))
	}
	atLeast := ""
	if f.MorePairs {
		atLeast = "at least "
	}
	line += fmt.Sprintf("; %s, %s between %s%s of hosts", counted(f.Frames, "frame"), counted(f.Connections, "connection"),
		atLeast, counted(f.Pairs, "pair"))
	if f.First != 0 {
		line += fmt.Sprintf("; %s to %s", day(f.First), day(f.Last))
	}
	return line
}
