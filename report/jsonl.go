package report

import (
	"bytes"
	"cmp"
	"io"
	"slices"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// jsonLines writes an object a line. A finding is written as soon as it is
// decided; what is known only at the end of a capture follows then. The field
// kind says what a line is, and path which capture it is about.
type jsonLines struct {
	w    io.Writer
	o    Options
	path string
	of   *lint.Capture          // nil before its end
	seen map[*rules.Finding]int // the count that was told, where it may have grown
}

func newJSONLines(w io.Writer, o Options) Report { return &jsonLines{w: w, o: o} }

// A jsonKind stands before the fields of each line.
type jsonKind struct {
	Kind string `json:"kind"`
	Path string `json:"path"`
}

type (
	jsonLineBegin struct {
		jsonKind
		Version int `json:"version"`
	}
	jsonLineFinding struct {
		jsonKind
		jsonFinding
	}
	jsonLineConnection struct {
		jsonKind
		jsonConnection
	}
	jsonLineCoverage struct {
		jsonKind
		jsonCoverage
	}
	jsonLineRequirement struct {
		jsonKind
		jsonRequirement
	}
	jsonLinePeer struct {
		jsonKind
		jsonPeer
	}
	// A recount corrects the count of a finding that was written before it was
	// known how often the same would be seen again.
	jsonLineRecount struct {
		jsonKind
		Rule       string `json:"rule"`
		Connection *int   `json:"connection"`
		Frame      *int   `json:"frame"`
		File       string `json:"file,omitempty"`
		Count      int    `json:"count"`
	}
	// The line of the capture is its last.
	jsonLineCapture struct {
		jsonKind
		Frames     int         `json:"frames"`
		Complete   bool        `json:"complete"`
		Damage     *jsonDamage `json:"damage"`
		Other      []jsonOther `json:"other"`
		Dropped    jsonDropped `json:"dropped"`
		LeftOut    int         `json:"left_out,omitempty"`
		Findings   int         `json:"findings"`
		Unprofiled int         `json:"unprofiled_connections"`
		Files      []jsonFile  `json:"files,omitempty"`

		Defects []jsonDefect `json:"defects,omitempty"`
	}
)

// Begin says which capture the next lines are about.
func (r *jsonLines) Begin(path string) error {
	r.path, r.seen = path, map[*rules.Finding]int{}
	return r.line(jsonLineBegin{r.kind("begin"), 1})
}

func (r *jsonLines) kind(k string) jsonKind { return jsonKind{k, r.path} }

// Finding writes a finding.
func (r *jsonLines) Finding(f *rules.Finding, count int) error {
	if !f.Proven() && !r.o.Inconclusive {
		return nil
	}
	r.seen[f] = count
	line := jsonLineFinding{r.kind("finding"), findingOf(r.of, f, r.o)}
	line.Count = count
	return r.line(line)
}

// Capture writes what is known of a capture at its end. Findings that nobody
// handed out before are among it.
func (r *jsonLines) Capture(c *lint.Capture) error {
	if r.path != c.Path || r.seen == nil {
		if err := r.Begin(c.Path); err != nil {
			return err
		}
	}
	r.of = c
	if err := r.result(c); err != nil {
		return err
	}
	r.of = nil
	h := headOf(c)
	last := jsonLineCapture{
		jsonKind: r.kind("capture"), Frames: h.Frames, Complete: h.Complete, Damage: h.Damage,
		Other: h.Other, Dropped: h.Dropped, LeftOut: h.LeftOut, Findings: len(r.seen), Defects: h.Defects, Files: h.Files,
	}
	if c.Result != nil {
		last.Unprofiled = c.Result.Unprofiled
	}
	r.seen = nil
	return r.line(last)
}

func (r *jsonLines) result(c *lint.Capture) error {
	if c.Result == nil {
		return nil
	}
	var lines []any
	found := byDecision(listed(c, r.o))
	for _, f := range found {
		if _, ok := r.seen[f]; ok {
			continue
		}
		if err := r.Finding(f, cmp.Or(f.Told, f.Count)); err != nil {
			return err
		}
	}
	for _, f := range found {
		if r.seen[f] != f.Count {
			lines = append(lines, jsonLineRecount{r.kind("recount"), f.Rule.ID, orNull(connectionID(f)), orNull(placeOf(c, f.Frame).frame), placeOf(c, f.Frame).file, f.Count})
		}
	}
	for _, s := range c.Result.Connections {
		lines = append(lines, jsonLineConnection{r.kind("connection"), connectionOf(c, s)})
	}
	for i := range c.Result.Coverage {
		lines = append(lines, jsonLineCoverage{r.kind("coverage"), coverageOf(&c.Result.Coverage[i])})
	}
	if r.o.Coverage {
		for i := range c.Result.Requirements {
			lines = append(lines, jsonLineRequirement{r.kind("requirement"), requirementOf(&c.Result.Requirements[i])})
		}
	}
	for _, p := range c.Result.Peers {
		lines = append(lines, jsonLinePeer{r.kind("peer"), peerOf(p)})
	}
	for _, l := range lines {
		if err := r.line(l); err != nil {
			return err
		}
	}
	return nil
}

// byDecision orders findings as they are handed out.
func byDecision(fs []*rules.Finding) []*rules.Finding {
	slices.SortStableFunc(fs, func(a, b *rules.Finding) int {
		return cmp.Or(
			cmp.Compare(a.Decided, b.Decided),
			cmp.Compare(connectionID(a), connectionID(b)),
			cmp.Compare(a.Rule.ID, b.Rule.ID),
			cmp.Compare(a.XID, b.XID),
		)
	})
	return fs
}

func (r *jsonLines) line(v any) error {
	b, err := marshal(v)
	if err != nil {
		return err
	}
	_, err = r.w.Write(append(bytes.TrimSpace(b), '\n'))
	return err
}

// Close has nothing to add: each line stands for itself.
func (r *jsonLines) Close() error { return nil }
