package report

import (
	"fmt"
	"slices"
	"time"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
	"rpcrdma-lint/internal/journal"
	"rpcrdma-lint/rules"
)

// beginning tells how a connection was set up, and by what it was preceded.
func (t *teller) beginning(s, before *rules.Summary) []storyLine {
	c := s.Conn
	at := journal.Mark{Frame: c.FirstFrame, Time: c.FirstTime}
	text := "connected"
	switch {
	case c.End == decode.EndRejected:
		text = "asked for"
	case c.Start == decode.StartInferred:
		text = "the capture begins inside the connection"
	case c.Start == decode.StartPartial:
		text = "connected; the set-up was not captured whole"
	}
	if before != nil {
		text += fmt.Sprintf(", %s after connection %d", lasted(c.FirstTime-endOf(before).Time), before.ID)
	}
	l := storyLine{at: at, text: text}
	if c.Start != decode.StartInferred {
		l.under = terms(c)
		if before != nil && slices.Equal(l.under[1:], terms(before.Conn)[1:]) {
			l.under = append(l.under[:1], "the terms of connection "+fmt.Sprint(before.ID))
		}
	}
	return []storyLine{l}
}

// terms are what the set-up says, in lines.
func terms(c *decode.Conn) []string {
	var out []string
	out = append(out, "queue pairs: client "+qpText(c.Client)+", server "+qpText(c.Server))
	if req := c.CM.Req; req != nil {
		out = append(out, "client: "+privateText(req.Private, req.PrivateState)+retryText(req.RNRRetry))
	}
	if rep := c.CM.Rep; rep != nil {
		out = append(out, "server: "+privateText(rep.Private, rep.PrivateState)+retryText(rep.RNRRetry))
	}
	return out
}

func qpText(e decode.Endpoint) string {
	if !e.Known {
		return "not known"
	}
	return fmt.Sprintf("%#x", e.QPN)
}

// privateText says what a peer announced (RFC 8797).
func privateText(m roce.PrivateMessage, state roce.Presence) string {
	switch {
	case state == roce.NotCaptured:
		return "private data not captured"
	case state != roce.Present || m.Version != 1:
		return "no private data of RFC 8797, so that 1024 bytes are the limit"
	}
	s := fmt.Sprintf("sends up to %d bytes, receives up to %d", m.SendSize, m.ReceiveSize)
	if m.RemoteInvalidation() {
		s += ", remote invalidation"
	}
	return s
}

func retryText(n int) string {
	switch {
	case n < 0:
		return ""
	case n == 7:
		return "; lets the other side retry without end after an RNR NAK"
	}
	return fmt.Sprintf("; lets the other side retry %d times after an RNR NAK", n)
}

// traffic tells of Calls, grants, quiet stretches, and what was out of the
// ordinary.
func (t *teller) traffic(s *rules.Summary) []storyLine {
	k := t.j.Of(s)
	var lines []storyLine
	if k.FirstCall.Frame > 0 {
		lines = append(lines, storyLine{at: k.FirstCall, order: 1, text: "first Call" + named(": ", k.FirstCallName)})
	}
	if k.Resent > 0 {
		lines = append(lines, storyLine{at: k.FirstResent, order: 1, text: fmt.Sprintf("%s sent again that had been outstanding when a connection was lost",
			counted(k.Resent, "Call"))})
	}
	if k.FirstGrant.Frame > 0 {
		lines = append(lines, storyLine{at: k.FirstGrant, order: 1, text: fmt.Sprintf("first answer, after %s: grants %s", counted(k.Before, "Call"),
			counted(int(k.Granted), "credit"))})
	}
	if k.Peak > 1 {
		lines = append(lines, storyLine{at: k.PeakAt, order: 1, text: fmt.Sprintf("most Calls in flight: %d, %s", k.Peak, grantText(k.PeakGrant))})
	}
	for _, q := range k.Quiet {
		lines = append(lines, storyLine{at: q.From, order: 3, text: fmt.Sprintf("quiet for %s, to %s", lasted(q.To.Time-q.From.Time), t.frame(q.To.Frame))})
	}
	for _, e := range k.Events {
		lines = append(lines, storyLine{at: e.Mark, order: 1, text: t.c.Locate(e.Text)})
	}
	return lines
}

func grantText(n int64) string {
	if n < 0 {
		return "with a grant that is not known"
	}
	return fmt.Sprintf("with a grant of %d", n)
}

// ending tells how a connection ended, after its traffic in numbers.
func (t *teller) ending(s *rules.Summary) []storyLine {
	k, at := t.j.Of(s), endOf(s)
	sum := fmt.Sprintf("in all %s, %s", counted(s.Calls, "Call"), counted(s.Replies, "Reply"))
	if s.Replies != 1 {
		sum = fmt.Sprintf("in all %s, %s Replies", counted(s.Calls, "Call"), grouped(s.Replies))
	}
	for _, x := range []struct {
		n    int
		what string
	}{{s.RDMAErrors, "RDMA_ERROR"}, {s.ReverseCalls, "reverse Call"}, {s.Unknown, "other message"}} {
		if x.n > 0 {
			sum += ", " + counted(x.n, x.what)
		}
	}
	if s.Reads > 0 {
		sum += fmt.Sprintf("; %s of %s", counted(s.Reads, "RDMA Read"), size(k.BytesRead))
	}
	if s.Writes > 0 {
		sum += fmt.Sprintf("; %s of %s", counted(s.Writes, "RDMA Write"), size(k.BytesWritten))
	}
	lines := []storyLine{{at: at, order: 4, text: sum}}
	if x := k.Slowest; x.Call.Frame > 0 {
		lines = append(lines, storyLine{at: at, order: 5, text: fmt.Sprintf("slowest: XID %#08x%s, %s, %s", x.XID, named(" ", x.Name),
			lasted(x.Took()), t.frames(x.Call.Frame, x.Answer.Frame))})
	}
	if k.Lost > 0 {
		lines = append(lines, storyLine{at: at, order: 5, text: fmt.Sprintf("%s more out of the ordinary not told", grouped(k.Lost))})
	}
	return append(lines, storyLine{at: at, order: 6, text: endText(s.Conn, k.Open, t.lossTold(s))})
}

// endOf is the place where a connection ended.
func endOf(s *rules.Summary) journal.Mark {
	c := s.Conn
	if c.EndFrame > 0 {
		return journal.Mark{Frame: max(c.EndFrame, c.LastFrame), Time: max(c.EndTime, c.LastTime)}
	}
	return journal.Mark{Frame: c.LastFrame, Time: c.LastTime}
}

// lossTold reports whether a finding says what was outstanding when the
// connection ended.
func (t *teller) lossTold(s *rules.Summary) bool {
	return slices.ContainsFunc(t.c.Result.Findings, func(f *rules.Finding) bool { return f.Conn == s && f.Rule.ID == lossRule && f.Proven() })
}

func endText(c *decode.Conn, open int, told bool) string {
	left := ""
	if open > 0 && !told {
		left = " with " + counted(open, "Call") + " outstanding"
	}
	switch c.End {
	case decode.EndDisconnected:
		return "disconnected by the " + c.EndSide.String() + left
	case decode.EndLost:
		return "lost" + left
	case decode.EndReplaced:
		return "replaced by a new connection" + left
	case decode.EndRejected:
		return "rejected: " + c.CM.Reason.String()
	}
	return "the capture ends" + left
}

func named(before, name string) string {
	if name == "" {
		return ""
	}
	return before + name
}

// lasted is a duration for reading.
func lasted(ns int64) string {
	d := time.Duration(ns)
	switch {
	case d >= 10*time.Second:
		return d.Round(100 * time.Millisecond).String()
	case d >= time.Second:
		return d.Round(time.Millisecond).String()
	}
	return d.Round(time.Microsecond).String()
}

// size is a number of bytes for reading.
func size(n uint64) string {
	switch {
	case n >= 10<<30:
		return fmt.Sprintf("%d GiB", n>>30)
	case n >= 10<<20:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 10<<10:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}
