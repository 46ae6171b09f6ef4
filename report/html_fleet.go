package report

import (
	"cmp"
	"io"
	"slices"

	"rpcrdma-lint/internal/fleet"
	"rpcrdma-lint/report/page"
	"rpcrdma-lint/rules"
)

// Bounds on the page of a fleet. What is beyond them is counted, and the page
// says so.
const (
	pageTraces    = 200_000
	pageLinks     = 1 << 20 // from traces to what is wrong in them
	pageFaults    = 20_000
	pagePeers     = 4000
	pageStretches = 1 << 14 // of time
)

// fleetPage writes many captures as one page for a browser.
type fleetPage struct {
	fleetText
	faults, peers int // bounds
}

func newFleetPage(w io.Writer, o Options) Report {
	return fleetPageWithin(w, o, pageTraces, pageLinks, pageStretches)
}

func fleetPageWithin(w io.Writer, o Options, traces, links, stretches int) *fleetPage {
	f := fleet.New()
	f.KeepTraces(traces, links)
	f.Timeline = fleet.NewTimeline(stretches)
	return &fleetPage{fleetText{w: w, o: o, fleet: f}, pageFaults, pagePeers}
}

// fleetScripts fill the page, each with the help of those before it.
var fleetScripts = []string{
	"dom.js", "text.js", "calendar.js", "columns.js", "theme.js", "list.js", "marks.js", "zoom.js", "charts.js", "plot.js", "about.js", "coverage.js",
	"sheet.js", "matrix.js", "faults.js", "timeline.js", "traces.js", "peers.js", "sums.js", "frame.js", "fleet.js",
}

// Close writes the page.
func (r *fleetPage) Close() error {
	f := r.fleet
	f.Finish()
	data := fleetData{
		Version: r.o.Version, Sum: fleetSumOf(f), Faults: []fleetFault{}, Peers: []fleetPeer{}, Coverage: []jsonCoverage{}, Requirements: []htmlRequirement{},
		FaultsLeftOut: f.FaultsLeftOut, PeersLeftOut: f.PeersLeftOut, FailedLeftOut: f.FailedLeftOut, Unprofiled: f.Unprofiled,
	}
	for _, h := range r.o.Missing {
		data.Missing = append(data.Missing, h.String())
	}
	for i := range f.Coverage {
		v := &f.Coverage[i]
		data.Coverage = append(data.Coverage, coverageOf(v))
		data.explain(v)
		data.Sum.Held += v.Held
		data.Sum.Violated += v.Violated
		data.Sum.Unproven += v.Inconclusive
		data.Sum.Undecided += v.Undecided
	}
	for i := range f.Requirements {
		data.Requirements = append(data.Requirements, htmlRequirementOf(&f.Requirements[i]))
		data.demand(&f.Requirements[i])
	}
	places := r.listFaults(&data)
	r.listPeers(&data)
	data.Timeline = timelineOf(f.Timeline)
	data.Traces = fleetTracesOf(f.Kept, places)
	return page.Write(r.w, page.Page{Title: "rpcrdma-lint", Scripts: fleetScripts, Data: &data})
}

// listFaults adds what is wrong, and returns the place of each that is listed.
func (r *fleetPage) listFaults(data *fleetData) map[*fleet.Fault]int {
	places := map[*fleet.Fault]int{}
	var names interned
	for _, x := range r.fleet.Faults {
		switch {
		case x.Findings == 0 && !r.o.Inconclusive:
			data.Unproven++
		case len(data.Faults) == r.faults:
			data.FaultsCut++
		default:
			places[x] = len(data.Faults)
			data.Faults = append(data.Faults, fleetFaultOf(x, &names))
		}
	}
	data.Names = names.all
	return places
}

// listPeers adds how hosts behaved: where there is no room for all, those that
// are to blame for most findings, and then those with most connections.
func (r *fleetPage) listPeers(data *fleetData) {
	type role struct {
		host string
		side string
	}
	blamed := map[role]int{}
	for _, x := range r.fleet.Faults {
		switch x.Blame {
		case rules.Client:
			blamed[role{host(x.Client), "client"}] += x.Findings
		case rules.Server:
			blamed[role{host(x.Server), "server"}] += x.Findings
		}
	}
	for _, p := range r.fleet.Peers {
		out := fleetPeer{Host: host(p.Addr.Unmap()), Role: p.Side.String(), Connections: p.Connections, Facts: [][2]string{}}
		out.Blamed = blamed[role{out.Host, out.Role}]
		for _, f := range peerFacts(p) {
			if f[1] != "" {
				out.Facts = append(out.Facts, f)
			}
		}
		data.Peers = append(data.Peers, out)
	}
	if left := len(data.Peers) - r.peers; left > 0 {
		slices.SortStableFunc(data.Peers, func(a, b fleetPeer) int {
			return cmp.Or(cmp.Compare(b.Blamed, a.Blamed), cmp.Compare(b.Connections, a.Connections))
		})
		data.Peers, data.PeersLeftOut = data.Peers[:r.peers], data.PeersLeftOut+left
	}
}
