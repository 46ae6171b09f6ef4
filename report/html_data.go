package report

import (
	"bytes"
	"strings"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/journal"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// htmlData is all that the page's scripts know. Only they read it: unlike the
// JSON report it may change in any way.
type htmlData struct {
	Version  string        `json:"version"`
	Captures []htmlCapture `json:"captures"`
	htmlTexts
}

type htmlCapture struct {
	jsonHead
	Before  []int    `json:"before,omitempty"` // frames of the files before each, where there are several
	Read    bool     `json:"read"`
	Damaged string   `json:"damaged,omitempty"`
	Crashed []string `json:"crashed,omitempty"`
	Limited []string `json:"limited,omitempty"`

	Start        string            `json:"start,omitempty"` // of the first connection
	StartTime    int64             `json:"-"`
	Sum          htmlSum           `json:"sum"`
	Pairs        []htmlPair        `json:"pairs"`
	Findings     []htmlFinding     `json:"findings"`
	Connections  []*htmlConnection `json:"connections"`
	Coverage     []jsonCoverage    `json:"coverage"`
	Requirements []htmlRequirement `json:"requirements"`

	Unlisted           int `json:"unlisted,omitempty"` // inconclusive findings
	FindingsLeftOut    int `json:"findings_left_out,omitempty"`
	ConnectionsLeftOut int `json:"connections_left_out,omitempty"`
	PairsLeftOut       int `json:"pairs_left_out,omitempty"`

	found []*rules.Finding // that Findings are made of
}

type htmlSum struct {
	Connections  int `json:"connections"`
	Errors       int `json:"errors"`
	Warnings     int `json:"warnings"`
	Notes        int `json:"notes"`
	Known        int `json:"known"`
	Inconclusive int `json:"inconclusive"` // findings
	Held         int `json:"held"`
	Violated     int `json:"violated"`
	Unproven     int `json:"unproven"` // inconclusive outcomes
	Undecided    int `json:"undecided"`
}

// htmlFinding has the numbers that frames have in the whole trace, as the rest
// of the page has: the scripts tell file and number in it. Only the filters are
// for one file each.
type htmlFinding struct {
	jsonFinding
	Filters []htmlFilter `json:"filters"`
}

type htmlFilter struct {
	File   string `json:"file,omitempty"`
	Filter string `json:"filter"`
}

func wholeFinding(c *lint.Capture, f *rules.Finding, o Options) htmlFinding {
	out := htmlFinding{findingOf(c, f, o), []htmlFilter{}}
	out.Frame, out.DecidedFrame, out.File, out.DecidedFile, out.Tshark = orNull(f.Frame), orNull(f.Decided), "", "", nil
	for i, e := range f.Evidence {
		out.Evidence[i].Frame, out.Evidence[i].File = orNull(e.Frame), ""
	}
	for _, x := range displayFilters(c, f) {
		out.Filters = append(out.Filters, htmlFilter(x))
	}
	return out
}

func wholeConnection(c *lint.Capture, s *rules.Summary) jsonConnection {
	out := connectionOf(c, s)
	out.FirstFrame, out.LastFrame, out.FirstFile, out.LastFile = orNull(s.Conn.FirstFrame), orNull(s.Conn.LastFrame), "", ""
	return out
}

func sumOf(t *tally) htmlSum {
	return htmlSum{
		Connections: t.connections, Errors: t.proven[rules.Error], Warnings: t.proven[rules.Warning], Notes: t.proven[rules.Note],
		Known: t.known, Inconclusive: t.inconclusive,
		Held: t.held, Violated: t.violated, Unproven: t.unproven, Undecided: t.undecided,
	}
}

// htmlPair is what the story says of two hosts in the end.
type htmlPair struct {
	Hosts   string   `json:"hosts"`
	Verdict []string `json:"verdict"`
}

func pairOf(t *teller, group []*rules.Summary) htmlPair {
	var b bytes.Buffer
	t.b = &b
	t.verdict(group)
	text := strings.TrimPrefix(strings.TrimSpace(b.String()), "verdict: ")
	return htmlPair{hosts(group), strings.Split(text, "\n")}
}

type htmlConnection struct {
	jsonConnection
	Facts [][2]string `json:"facts"`
	Story []htmlLine  `json:"story"`
	Marks []htmlMark  `json:"marks"`
	Lost  int         `json:"marks_left_out,omitempty"`

	Arrows        []htmlArrow `json:"arrows"`
	ArrowsLeftOut int         `json:"arrows_left_out,omitempty"`
	Plots         *htmlPlots  `json:"plots,omitempty"`

	pictures *journal.Pictures
	start    int64
}

// htmlLine is a line of the story: seconds since the start, frame, text, and
// what stands beneath it.
type htmlLine struct {
	At    float64  `json:"at"`
	Frame int      `json:"frame"`
	Text  string   `json:"text"`
	Times int      `json:"times,omitempty"`
	Under []string `json:"under,omitempty"`
}

// htmlMark is something out of the ordinary on the plots.
type htmlMark struct {
	At    float64 `json:"at"`
	Frame int     `json:"frame"`
	Kind  string  `json:"kind"`
	Text  string  `json:"text"`
}

var markKinds = map[journal.EventKind]string{journal.RNR: "rnr", journal.NAK: "nak", journal.Gap: "gap"}

// htmlArrow is a row of a ladder.
type htmlArrow struct {
	N      int      `json:"n"`
	Frame  int      `json:"frame"`
	Last   int      `json:"last,omitempty"`
	At     *float64 `json:"at"`
	By     string   `json:"by"`
	Kind   string   `json:"kind"`
	Label  string   `json:"label"`
	XID    *uint32  `json:"xid,omitempty"`
	Length int      `json:"length,omitempty"`
	Credit *uint32  `json:"credit,omitempty"`
}

func seconds(ns int64) float64 { return float64(ns) / 1e9 }

func (r *htmlReport) connection(t *teller, s, before *rules.Summary) *htmlConnection {
	k := t.j.Of(s)
	out := &htmlConnection{
		jsonConnection: wholeConnection(t.c, s), Facts: t.facts(s), Story: []htmlLine{}, Marks: []htmlMark{}, Arrows: []htmlArrow{},
		Lost: k.Lost, start: t.start,
	}
	for _, l := range t.lines(s, before) {
		if n := len(out.Story); n > 0 && out.Story[n-1].Text == l.text {
			out.Story[n-1].Times = max(out.Story[n-1].Times, 1) + 1
			continue
		}
		out.Story = append(out.Story, htmlLine{At: seconds(l.at.Time - t.start), Frame: l.at.Frame, Text: l.text, Under: l.under})
	}
	for _, e := range k.Events {
		out.Marks = append(out.Marks, htmlMark{seconds(e.Time - t.start), e.Frame, markKinds[e.Kind], t.c.Locate(e.Text)})
	}
	if s.Conn.End != decode.EndCapture {
		at := endOf(s)
		out.Marks = append(out.Marks, htmlMark{seconds(at.Time - t.start), at.Frame, "end", endText(s.Conn, k.Open, t.lossTold(s))})
	}
	r.arrows(out, t.c, s, k.Pictures)
	if p := k.Pictures; p != nil {
		out.pictures = p
		p.Settle()
		r.pictures = append(r.pictures, p)
		r.points += p.Points()
		for r.points > r.most {
			n := journal.Thin(r.pictures)
			if n == 0 {
				break
			}
			r.points -= n
		}
	}
	return out
}

// arrows adds those of the connection's set-up and around its findings.
func (r *htmlReport) arrows(out *htmlConnection, c *lint.Capture, s *rules.Summary, p *journal.Pictures) {
	var all []journal.Arrow
	var names []string
	count := 0
	if p != nil {
		all, names, count, out.ArrowsLeftOut = p.Kept(), p.Names, p.Count, p.NotKept
	}
	for _, a := range append(all, journal.SetUp(s, count)...) {
		if r.room.arrows == 0 {
			out.ArrowsLeftOut++
			continue
		}
		r.room.arrows--
		x := htmlArrow{N: a.N, Frame: a.Frame, By: a.By.String(), Kind: a.Kind.String(), Label: c.Locate(a.Label(names)), Length: a.Length}
		if a.Last != a.Frame {
			x.Last = a.Last
		}
		if a.Time != 0 {
			at := seconds(a.Time - out.start)
			x.At = &at
		}
		if a.HasXID {
			x.XID = &a.XID
		}
		if a.HasCredit {
			x.Credit = &a.Credit
		}
		out.Arrows = append(out.Arrows, x)
	}
}
