package report

import (
	"bytes"
	"fmt"
	"net/netip"
	"strconv"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// maxRows bounds the table of connections: a capture may hold a million.
const maxRows = 50

// summary writes the tables of a capture, why verdicts are missing, what was
// left out, and last the capture in one line.
func summary(b *bytes.Buffer, c *lint.Capture, o Options) error {
	files(b, c)
	if c.Result != nil {
		if err := connectionTable(b, c, o.Width); err != nil {
			return err
		}
		if err := ruleTable(b, c.Result.Coverage, o.Width); err != nil {
			return err
		}
		if o.Coverage {
			if err := coverage(b, c.Result.Requirements, o.Width); err != nil {
				return err
			}
		}
		if o.Profile {
			peers(b, c.Result)
		}
		reasons(b, c.Result.Coverage)
		notListed(b, c, o)
	}
	leftOut(b, c)
	for _, x := range c.Crashes {
		fmt.Fprintf(b, "%s: %s\n", printable(c.Path), printable(c.Describe(x)))
	}
	if c.Result == nil {
		fmt.Fprintf(b, "%s: not read: %s\n", printable(c.Path), printable(c.Damage.Reason))
		return nil
	}
	var t tally
	t.add(c, o)
	fmt.Fprintf(b, "%s: %s\n", printable(c.Path), t.String())
	if c.Damage != nil {
		fmt.Fprintf(b, "%s: not read to its end: %s\n", printable(c.Path), printable(c.Damage.String()))
	}
	return nil
}

// files says of which files a trace consists, and what is missing between them.
func files(b *bytes.Buffer, c *lint.Capture) {
	if len(c.Files) == 0 {
		return
	}
	last := c.Files[len(c.Files)-1]
	fmt.Fprintf(b, "%s: one trace of %s, up to %s\n", printable(c.Path), counted(len(c.Files), "file"), printable(last.Path))
	for _, f := range c.Files {
		if f.Gap != "" {
			fmt.Fprintf(b, "    before %s: %s; connections begin anew\n", printable(f.Path), printable(f.Gap))
		}
	}
	b.WriteByte('\n')
}

func connectionTable(b *bytes.Buffer, of *lint.Capture, width int) error {
	all := of.Result.Connections
	if len(all) == 0 {
		return nil
	}
	t := table{
		head: []string{"connection", "client", "server", "start", "end", "frames",
			"calls", "replies", "reverse", "errors", "reads", "writes", "gaps"},
		left: 5,
		wrap: []int{1, 2, 3, 4},
		cut:  6,
	}
	for _, s := range all[:min(len(all), maxRows)] {
		c := s.Conn
		t.row(strconv.Itoa(s.ID), endpoint(c.Client, -1), endpoint(c.Server, c.Port()),
			startOf(c), c.End.String(), frames(of, c),
			grouped(s.Calls), grouped(s.Replies), grouped(s.ReverseCalls+s.ReverseReplies),
			grouped(s.RDMAErrors), grouped(s.Reads), grouped(s.Writes), grouped(s.Gaps))
	}
	if err := t.write(b, width); err != nil {
		return err
	}
	if more := len(all) - maxRows; more > 0 {
		fmt.Fprintf(b, "and %s; --format json lists all\n", counted(more, "more connection"))
	}
	b.WriteByte('\n')
	return nil
}

// startOf says how the beginning is known, whether the table's columns for
// client and server are only assumed, and whether one of them is.
func startOf(c *decode.Conn) string {
	start := c.Start.String()
	if !c.RolesKnown {
		start += ", roles unknown"
	}
	if c.Unpaired() > 0 {
		start += ", unpaired"
	}
	return start
}

func frames(of *lint.Capture, c *decode.Conn) string {
	first, last := placeOf(of, c.FirstFrame), placeOf(of, c.LastFrame)
	if c.FirstFrame == c.LastFrame {
		return first.String()
	}
	return fmt.Sprintf("%s-%s", first, last)
}

func endpoint(e decode.Endpoint, port int) string {
	address := "?"
	switch {
	case e.Addr.IsValid() && port >= 0:
		address = netip.AddrPortFrom(e.Addr.Unmap(), uint16(port)).String()
	case e.Addr.IsValid():
		address = e.Addr.Unmap().String()
	}
	if !e.Known {
		return address + " qp ?"
	}
	return fmt.Sprintf("%s qp %#x", address, e.QPN)
}

// ruleTable lists the rules that did not simply hold, and the sum of all.
func ruleTable(b *bytes.Buffer, all []rules.Coverage, width int) error {
	if len(all) == 0 {
		return nil
	}
	t := table{
		head: []string{"rule", "per", "held", "violated", "inconclusive", "undecided"},
		left: 2,
	}
	var sum rules.Coverage
	used, off := 0, 0
	for i := range all {
		v := &all[i]
		if v.Disabled {
			off++
			continue
		}
		if v.Held+v.Violated+v.Inconclusive+v.Undecided > 0 {
			used++
		}
		sum.Held += v.Held
		sum.Violated += v.Violated
		sum.Inconclusive += v.Inconclusive
		sum.Undecided += v.Undecided
		if v.Violated+v.Inconclusive+v.Undecided > 0 {
			t.row(v.Rule.ID, v.Rule.Unit.String(), grouped(v.Held), grouped(v.Violated),
				grouped(v.Inconclusive), grouped(v.Undecided))
		}
	}
	if used > 0 {
		t.row("all rules", "", grouped(sum.Held), grouped(sum.Violated), grouped(sum.Inconclusive), grouped(sum.Undecided))
		if err := t.write(b, width); err != nil {
			return err
		}
	}
	fmt.Fprintf(b, "%d of %s had something to judge; %d switched off\n\n", used, counted(len(all)-off, "rule"), off)
	return nil
}

// reasons says why outcomes are inconclusive or undecided, so that a mute
// checker does not look like a clean trace.
func reasons(b *bytes.Buffer, all []rules.Coverage) {
	why := make(map[rules.Guard]int)
	for i := range all {
		for g, n := range all[i].Why {
			why[g] += n
		}
	}
	rs := reasonsOf(why)
	if len(rs) == 0 {
		return
	}
	b.WriteString("inconclusive or undecided, because\n")
	for _, r := range rs {
		fmt.Fprintf(b, "%9s  %s\n", grouped(r.count), r.guard)
	}
	b.WriteByte('\n')
}

// notListed says which findings exist that were not written.
func notListed(b *bytes.Buffer, c *lint.Capture, o Options) {
	for i := range c.Result.Coverage {
		if v := &c.Result.Coverage[i]; v.Dropped > 0 {
			fmt.Fprintf(b, "%s: %s not listed\n", v.Rule.ID, counted(v.Dropped, "further finding"))
		}
	}
	if c.LeftOut > 0 {
		fmt.Fprintf(b, "%s not of the side under test\n", counted(c.LeftOut, "finding"))
	}
	n := 0
	for _, f := range c.Result.Findings {
		if !f.Proven() {
			n++
		}
	}
	if n > 0 && !o.Inconclusive {
		fmt.Fprintf(b, "%s not listed: --inconclusive shows them\n", counted(n, "inconclusive finding"))
	}
}

func leftOut(b *bytes.Buffer, c *lint.Capture) {
	for _, x := range c.Other {
		fmt.Fprintf(b, "seen and not linted: %s, %s\n", printable(x.What), counted(x.Frames, "frame"))
	}
	if n := c.Dropped.ICRC; n > 0 {
		fmt.Fprintf(b, "left out: %s with a wrong ICRC\n", counted(n, "frame"))
	}
	if n := c.Dropped.Limits; n > 0 {
		fmt.Fprintf(b, "left out to stay within bounds: %s frames or messages\n", grouped(n))
	}
	for _, l := range c.Limits() {
		fmt.Fprintf(b, "    more than %s %s: %s left out\n", grouped(l.Most), l.What, grouped(l.Count))
	}
}
