package report

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/journal"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// StoryOptions narrow a story.
type StoryOptions struct {
	// Connections are the numbers of those to tell of; none tells of all.
	Connections []int

	// From and To bound what is told, in frames or in ns since the capture's
	// first frame of a connection; zero values bound nothing.
	From, To Bound

	XID    uint32
	HasXID bool
}

// A Bound is a place in a capture: a frame, or a time since the beginning.
type Bound struct {
	Frame int
	Time  int64
	Timed bool
}

// set reports whether it bounds anything.
func (b Bound) set() bool { return b.Frame > 0 || b.Timed }

// A teller writes the story of one capture.
type teller struct {
	b     *bytes.Buffer
	c     *lint.Capture
	j     *journal.Journal
	o     StoryOptions
	start int64 // time of the first connection
}

// Story writes what happened in a capture, for each two hosts in time order,
// and who is most likely at fault.
func Story(b *bytes.Buffer, c *lint.Capture, o StoryOptions) {
	t := &teller{b: b, c: c, j: c.Journal, o: o}
	if c.Result == nil {
		fmt.Fprintf(b, "%s: not read: %s\n", printable(c.Path), printable(c.Damage.Reason))
		return
	}
	conns := t.selected()
	if len(conns) == 0 {
		fmt.Fprintf(b, "%s: %s\n", printable(c.Path), t.nothing())
		return
	}
	t.start = startTime(c.Result.Connections)
	for i, group := range byHosts(conns) {
		if i > 0 {
			b.WriteByte('\n')
		}
		if o.HasXID {
			t.lives(group)
		} else {
			t.pair(group)
		}
	}
	if c.Damage != nil {
		fmt.Fprintf(b, "\n%s: not read to its end: %s\n", printable(c.Path), printable(c.Damage.String()))
	}
}

// startTime is when the first of the connections began.
func startTime(all []*rules.Summary) int64 {
	start := all[0].Conn.FirstTime
	for _, s := range all {
		start = min(start, s.Conn.FirstTime)
	}
	return start
}

func (t *teller) nothing() string {
	if len(t.c.Result.Connections) == 0 {
		return "no RPC-over-RDMA connection in it"
	}
	return "nothing that was asked for in it"
}

// selected are the connections to tell of.
func (t *teller) selected() []*rules.Summary {
	var out []*rules.Summary
	for _, s := range t.c.Result.Connections {
		switch {
		case len(t.o.Connections) > 0 && !slices.Contains(t.o.Connections, s.ID):
		case t.o.HasXID && len(t.j.Of(s).Steps) == 0:
		default:
			out = append(out, s)
		}
	}
	return out
}

// byHosts groups connections by client and server, in the order of their
// first.
func byHosts(all []*rules.Summary) [][]*rules.Summary {
	var groups [][]*rules.Summary
	at := map[[2]string]int{}
	for _, s := range all {
		key := [2]string{s.Conn.Client.Addr.String(), s.Conn.Server.Addr.String()}
		i, known := at[key]
		if !known {
			i = len(groups)
			at[key] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], s)
	}
	return groups
}

// pair tells of the connections between two hosts.
func (t *teller) pair(conns []*rules.Summary) {
	fmt.Fprintf(t.b, "%s: %s\nbegins %s\n", printable(t.c.Path), hosts(conns), stamp(t.start))
	var before *rules.Summary
	for i := 0; i < len(conns); {
		n := refusedInARow(conns[i:])
		if n > 1 {
			t.refusals(conns[i : i+n])
		} else {
			n = 1
			t.connection(conns[i], before)
		}
		before = conns[i+n-1]
		i += n
	}
	t.verdict(conns)
}

// hosts says between whom the connections are, and how many.
func hosts(conns []*rules.Summary) string {
	calls, lost := 0, 0
	for _, s := range conns {
		calls += s.Calls
		if isLoss(s.Conn.End) {
			lost++
		}
	}
	first := conns[0].Conn
	text := fmt.Sprintf("client %s, server %s: %s, %s", first.Client.Addr, serverName(first),
		counted(len(conns), "connection"), counted(calls, "Call"))
	if lost > 0 {
		text += fmt.Sprintf("; %s lost", counted(lost, "connection"))
	}
	return text
}

// refusedInARow counts the connections at the beginning that were refused for
// the same reason.
func refusedInARow(conns []*rules.Summary) int {
	n := 0
	for n < len(conns) && conns[n].Conn.End == decode.EndRejected && conns[n].Conn.CM.Reason == conns[0].Conn.CM.Reason {
		n++
	}
	return n
}

// refusals tells of connections that were asked for in vain.
func (t *teller) refusals(conns []*rules.Summary) {
	first, last := conns[0], conns[len(conns)-1]
	fmt.Fprintf(t.b, "\nconnections %d to %d, frames %d to %d\n", first.ID, last.ID, first.Conn.FirstFrame, endOf(last).Frame)
	t.line(storyLine{
		at: journal.Mark{Frame: first.Conn.FirstFrame, Time: first.Conn.FirstTime},
		text: fmt.Sprintf("asked for %d times within %s, and rejected each time: %s", len(conns), lasted(endOf(last).Time-first.Conn.FirstTime),
			first.Conn.CM.Reason),
	}, 1)
}

func isLoss(end decode.EndKind) bool { return end == decode.EndLost || end == decode.EndReplaced }

func serverName(c *decode.Conn) string {
	if port := c.Port(); port >= 0 {
		return fmt.Sprintf("%s port %d", c.Server.Addr, port)
	}
	return c.Server.Addr.String()
}

// A line of a story: what happened at a frame. Lines of one frame keep their
// order.
type storyLine struct {
	at    journal.Mark
	order int
	text  string
	under []string
}

// connection tells of one connection.
func (t *teller) connection(s, before *rules.Summary) {
	lines := t.lines(s, before)
	fmt.Fprintf(t.b, "\nconnection %d, frames %d to %d\n", s.ID, s.Conn.FirstFrame, max(s.Conn.LastFrame, s.Conn.EndFrame))
	left := 0
	for i, l := range lines {
		if !t.within(l.at) {
			left++
			continue
		}
		if i > 0 && l.text == lines[i-1].text {
			continue
		}
		n := 1
		for i+n < len(lines) && lines[i+n].text == l.text {
			n++
		}
		t.line(l, n)
	}
	if left > 0 {
		fmt.Fprintf(t.b, "  (%s outside of what was asked for)\n", counted(left, "line"))
	}
}

// lines are all that is told of a connection, in order.
func (t *teller) lines(s, before *rules.Summary) []storyLine {
	lines := slices.Concat(t.beginning(s, before), t.traffic(s), t.findings(s), t.ending(s))
	slices.SortStableFunc(lines, func(a, b storyLine) int {
		return cmp.Or(cmp.Compare(a.at.Frame, b.at.Frame), cmp.Compare(a.order, b.order))
	})
	return lines
}

func (t *teller) line(l storyLine, times int) {
	text := printable(l.text)
	if times > 1 {
		text += fmt.Sprintf(" (%d times)", times)
	}
	fmt.Fprintf(t.b, "  %13s  %7d  %s\n", t.since(l.at.Time), l.at.Frame, text)
	for _, u := range l.under {
		fmt.Fprintf(t.b, "  %13s  %7s      %s\n", "", "", printable(u))
	}
}

// since is the time since the beginning, in seconds.
func (t *teller) since(at int64) string { return fmt.Sprintf("%+.6f s", float64(at-t.start)/1e9) }

// within reports whether a place is inside the bounds.
func (t *teller) within(at journal.Mark) bool {
	return !t.before(at, t.o.From) && !t.behind(at, t.o.To)
}

func (t *teller) before(at journal.Mark, b Bound) bool {
	return b.set() && (b.Timed && at.Time-t.start < b.Time || !b.Timed && at.Frame < b.Frame)
}

func (t *teller) behind(at journal.Mark, b Bound) bool {
	return b.set() && (b.Timed && at.Time-t.start > b.Time || !b.Timed && at.Frame > b.Frame)
}

// findings are the lines of what rules proved of a connection.
func (t *teller) findings(s *rules.Summary) []storyLine {
	var lines []storyLine
	for _, f := range t.c.Result.Findings {
		if f.Conn == s && f.Proven() {
			lines = append(lines, storyLine{at: journal.Mark{Frame: f.Frame, Time: f.Time}, order: 2, text: told(f)})
		}
	}
	return lines
}

// told is a finding in a line.
func told(f *rules.Finding) string {
	text := strings.ToUpper(f.Severity.String())
	if f.Blame == rules.Client || f.Blame == rules.Server {
		text += ", the " + f.Blame.String()
	}
	text += ": " + f.Message + " [" + f.Rule.ID
	if name := section(f); name != "" {
		text += ", " + name
	}
	return text + "]"
}
