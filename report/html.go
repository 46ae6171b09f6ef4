package report

import (
	"io"
	"slices"

	"rpcrdma-lint/internal/journal"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/report/page"
	"rpcrdma-lint/rules"
)

// Bounds on one page. What is beyond them is counted, and the page says so.
const (
	htmlPoints      = 1 << 20 // of all curves
	htmlArrows      = 1 << 16
	htmlFindings    = 10000
	htmlConnections = 4000
	htmlPairs       = 100 // of hosts, of each capture
)

// htmlReport collects the captures, because they share one page and its bounds.
type htmlReport struct {
	w io.Writer
	o Options

	data     htmlData
	pictures []*journal.Pictures
	points   int
	most     int                                         // points
	room     struct{ arrows, findings, connections int } // that is left
}

func newHTML(w io.Writer, o Options) Report {
	r := &htmlReport{w: w, o: o, most: htmlPoints}
	r.data.Version = o.Version
	r.room.arrows, r.room.findings, r.room.connections = htmlArrows, htmlFindings, htmlConnections
	return r
}

// Capture adds a capture.
func (r *htmlReport) Capture(c *lint.Capture) error {
	var t tally
	t.add(c, r.o)
	out := htmlCapture{
		jsonHead: headOf(c), Sum: sumOf(&t), Connections: []*htmlConnection{}, Findings: []htmlFinding{},
		Pairs: []htmlPair{}, Coverage: []jsonCoverage{}, Requirements: []htmlRequirement{},
	}
	for _, f := range c.Files {
		out.Before = append(out.Before, f.Before)
	}
	for _, x := range c.Crashes {
		out.Crashed = append(out.Crashed, c.Describe(x))
	}
	for _, l := range c.Limits() {
		out.Limited = append(out.Limited, l.String())
	}
	if c.Damage != nil {
		out.Damaged = c.Damage.String()
	}
	if c.Result != nil {
		out.Read = true
		r.findings(c, &out)
		r.connections(c, &out)
		out.found = nil
		for i := range c.Result.Coverage {
			out.Coverage = append(out.Coverage, coverageOf(&c.Result.Coverage[i]))
			r.data.explain(&c.Result.Coverage[i])
		}
		for i := range c.Result.Requirements {
			out.Requirements = append(out.Requirements, htmlRequirementOf(&c.Result.Requirements[i]))
			r.data.demand(&c.Result.Requirements[i])
		}
	}
	r.data.Captures = append(r.data.Captures, out)
	return nil
}

// Close writes the page.
func (r *htmlReport) Close() error {
	for i := range r.data.Captures {
		for _, c := range r.data.Captures[i].Connections {
			c.draw()
		}
	}
	return page.Write(r.w, page.Page{Title: "rpcrdma-lint", Scripts: htmlScripts, Data: &r.data})
}

// htmlScripts fill the page, each with the help of those before it.
var htmlScripts = []string{
	"dom.js", "text.js", "columns.js", "frames.js", "theme.js", "list.js", "marks.js", "zoom.js", "charts.js", "plot.js", "plots.js",
	"ladder.js", "filter.js", "about.js", "findings.js", "coverage.js", "connections.js", "summary.js", "frame.js", "report.js",
}

// findings adds those that are listed: the heaviest, where there is no room for
// all.
func (r *htmlReport) findings(c *lint.Capture, out *htmlCapture) {
	all := listed(c, r.o)
	for _, f := range c.Result.Findings {
		if !f.Proven() && !r.o.Inconclusive {
			out.Unlisted++
		}
	}
	if len(all) > r.room.findings {
		out.FindingsLeftOut = len(all) - r.room.findings
		heaviest := slices.Clone(all)
		slices.SortStableFunc(heaviest, func(a, b *rules.Finding) int { return weight(b) - weight(a) })
		kept := make(map[*rules.Finding]bool, r.room.findings)
		for _, f := range heaviest[:r.room.findings] {
			kept[f] = true
		}
		all = slices.DeleteFunc(all, func(f *rules.Finding) bool { return !kept[f] })
	}
	r.room.findings -= len(all)
	for _, f := range all {
		out.Findings = append(out.Findings, wholeFinding(c, f, r.o))
	}
	out.found = all
}

func weight(f *rules.Finding) int {
	if !f.Proven() {
		return -1
	}
	return int(f.Severity)
}

// connections adds those that have a listed finding, and of the others the
// first, as many as there is room for.
func (r *htmlReport) connections(c *lint.Capture, out *htmlCapture) {
	all := c.Result.Connections
	if len(all) == 0 {
		return
	}
	t := &teller{c: c, j: c.Journal, start: startTime(all)}
	out.Start, out.StartTime = stamp(t.start), t.start
	wanted := map[*rules.Summary]bool{}
	want := func(s *rules.Summary) {
		if !wanted[s] && s != nil && r.room.connections > 0 {
			wanted[s] = true
			r.room.connections--
		}
	}
	for _, f := range out.found {
		want(f.Conn)
	}
	for _, s := range all {
		want(s)
	}
	out.ConnectionsLeftOut = len(all) - len(wanted)
	for i, group := range byHosts(all) {
		if i < htmlPairs {
			out.Pairs = append(out.Pairs, pairOf(t, group))
		} else {
			out.PairsLeftOut++
		}
		var before *rules.Summary
		for _, s := range group {
			if wanted[s] {
				out.Connections = append(out.Connections, r.connection(t, s, before))
			}
			before = s
		}
	}
	slices.SortFunc(out.Connections, func(a, b *htmlConnection) int { return a.ID - b.ID })
}
