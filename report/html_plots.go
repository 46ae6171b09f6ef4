package report

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/journal"
	"rpcrdma-lint/rules"
)

// htmlPlots are the columns that the plots of a connection are drawn from.
// Times are in ns since the capture's start.
type htmlPlots struct {
	Load    htmlCurve `json:"load"`
	Answers htmlCurve `json:"answers"`
	Moved   htmlMoved `json:"moved"`
	Names   []string  `json:"names"`
}

// htmlCurve says beside its columns how much of it was thinned out: of Each
// points in a row two are left.
type htmlCurve struct {
	Points  int               `json:"points"`
	Total   int               `json:"total"`
	Each    int               `json:"each"`
	Columns map[string]column `json:"columns"`
}

type htmlMoved struct {
	Points  int               `json:"points"`
	From    int64             `json:"from"`
	Width   int64             `json:"width"`
	Columns map[string]column `json:"columns"`
}

// A column is whole numbers: the difference of each to the one before, as
// binary.AppendVarint writes it, in Base64. Neighbours differ by little.
type column string

func columnOf[T any](rows []T, value func(*T) int64) column {
	var b []byte
	last := int64(0)
	for i := range rows {
		v := value(&rows[i])
		b = binary.AppendVarint(b, v-last)
		last = v
	}
	return column(base64.StdEncoding.EncodeToString(b))
}

// draw makes the columns, when the curves are as thin as they need to be.
func (c *htmlConnection) draw() {
	p := c.pictures
	if p == nil {
		return
	}
	load, answers := p.Load.Points(), p.Answers.Points()
	c.Plots = &htmlPlots{
		Names: p.Names,
		Load: htmlCurve{len(load), p.Load.Total, p.Load.Each, map[string]column{
			"time":     columnOf(load, func(l *journal.Load) int64 { return l.Time - c.start }),
			"frame":    columnOf(load, func(l *journal.Load) int64 { return int64(l.Frame) }),
			"inflight": columnOf(load, func(l *journal.Load) int64 { return int64(l.InFlight) }),
			"granted":  columnOf(load, func(l *journal.Load) int64 { return l.Granted }),
			"asked":    columnOf(load, func(l *journal.Load) int64 { return int64(l.Asked) }),
		}},
		Answers: htmlCurve{len(answers), p.Answers.Total, p.Answers.Each, map[string]column{
			"time":  columnOf(answers, func(a *journal.Answered) int64 { return a.Time - c.start }),
			"frame": columnOf(answers, func(a *journal.Answered) int64 { return int64(a.Frame) }),
			"took":  columnOf(answers, func(a *journal.Answered) int64 { return a.Took }),
			"call":  columnOf(answers, func(a *journal.Answered) int64 { return int64(a.Call) }),
			"name":  columnOf(answers, func(a *journal.Answered) int64 { return int64(a.Name) }),
		}},
		Moved: htmlMoved{len(p.Moved.Buckets), p.Moved.From - c.start, p.Moved.Width, map[string]column{
			"read":    columnOf(p.Moved.Buckets, func(b *journal.Bytes) int64 { return int64(b.Read) }),
			"written": columnOf(p.Moved.Buckets, func(b *journal.Bytes) int64 { return int64(b.Written) }),
		}},
	}
}

// facts are what there is to know of a connection beside its numbers.
func (t *teller) facts(s *rules.Summary) [][2]string {
	c, k := s.Conn, t.j.Of(s)
	facts := [][2]string{
		{"Client", endpoint(c.Client, -1)},
		{"Server", endpoint(c.Server, c.Port())},
		{"Set-up", setUpText(c)},
		{"End", endText(c, k.Open, t.lossTold(s))},
	}
	add := func(name, format string, args ...any) {
		facts = append(facts, [2]string{name, fmt.Sprintf(format, args...)})
	}
	if q := c.CM.Req; q != nil {
		add("Client announces", "%s%s", privateText(q.Private, q.PrivateState), retryText(q.RNRRetry))
	}
	if q := c.CM.Rep; q != nil {
		add("Server announces", "%s%s", privateText(q.Private, q.PrivateState), retryText(q.RNRRetry))
	}
	for side, x := range k.Thresholds {
		if x.Known {
			add("Inline limit, "+decode.Side(side).String(), "%s bytes%s", grouped(x.Bytes), agreed(x))
		}
	}
	if k.FirstGrant.Frame > 0 {
		add("First grant", "%s, after %s (%s)", counted(int(k.Granted), "credit"), counted(k.Before, "Call"), t.frame(k.FirstGrant.Frame))
	}
	if k.Peak > 0 {
		add("Most Calls in flight", "%s, %s (%s)", grouped(k.Peak), grantText(k.PeakGrant), t.frame(k.PeakAt.Frame))
	}
	if s.Reads > 0 {
		add("RDMA Reads", "%s, %s in all", grouped(s.Reads), size(k.BytesRead))
	}
	if s.Writes > 0 {
		add("RDMA Writes", "%s, %s in all", grouped(s.Writes), size(k.BytesWritten))
	}
	if x := k.Slowest; x.Call.Frame > 0 {
		add("Slowest RPC", "%s, XID %#08x%s (%s)", lasted(x.Took()), x.XID, named(" ", x.Name), t.frames(x.Call.Frame, x.Answer.Frame))
	}
	return facts
}

// setUpText says how the beginning is known.
func setUpText(c *decode.Conn) string {
	text := "captured"
	switch c.Start {
	case decode.StartPartial:
		text = "captured in part"
	case decode.StartInferred:
		text = "not captured"
	}
	if !c.RolesKnown {
		text += "; which side is the client is a guess"
	}
	return text
}

func agreed(t rules.Threshold) string {
	if t.Negotiated {
		return ""
	}
	return ", by default"
}
