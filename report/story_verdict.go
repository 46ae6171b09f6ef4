package report

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
	"rpcrdma-lint/rules"
)

// verdict says who is most likely at fault between two hosts, by which
// sentence, and which frames show it.
func (t *teller) verdict(conns []*rules.Summary) {
	found := t.accusing(conns)
	fmt.Fprintf(t.b, "\nverdict: ")
	if len(found) == 0 {
		fmt.Fprintf(t.b, "%s\n", t.acquitted(conns))
		return
	}
	side, lost := culprit(conns, found)
	fmt.Fprintf(t.b, "most likely the %s", side)
	if lost > 0 {
		fmt.Fprintf(t.b, ": %s can be laid to it", counted(lost, "lost connection"))
	}
	t.b.WriteString(".\n")
	for _, f := range strongest(found, side) {
		t.reason(f)
	}
	if other := len(found) - count(found, side); other > 0 {
		fmt.Fprintf(t.b, "  %s against the other side, too; see above.\n", counted(other, "finding"))
	}
}

// accusing are the proven errors and warnings against a peer, and losses that
// are laid to one.
func (t *teller) accusing(conns []*rules.Summary) []*rules.Finding {
	var out []*rules.Finding
	for _, f := range t.c.Result.Findings {
		blames := f.Blame == rules.Client || f.Blame == rules.Server
		if f.Proven() && blames && slices.Contains(conns, f.Conn) && (f.Severity > rules.Note || f.Rule.ID == lossRule) {
			out = append(out, f)
		}
	}
	return out
}

const lossRule = "conn/loss"

func count(found []*rules.Finding, side rules.Blame) (n int) {
	for _, f := range found {
		if f.Blame == side {
			n++
		}
	}
	return n
}

// culprit is the side that lost connections are laid to, or else the one with
// the heavier findings, with the number of losses.
func culprit(conns []*rules.Summary, found []*rules.Finding) (rules.Blame, int) {
	var losses, weight [4]int
	for _, f := range found {
		if f.Rule.ID == lossRule {
			losses[f.Blame]++
			continue
		}
		weight[f.Blame] += 1 + 99*int(f.Severity-rules.Warning)
	}
	side := rules.Client
	if cmp.Or(cmp.Compare(losses[rules.Server], losses[rules.Client]), cmp.Compare(weight[rules.Server], weight[rules.Client])) > 0 {
		side = rules.Server
	}
	return side, losses[side]
}

// strongest are the findings to begin with: of each rule against the side the
// first, errors before warnings, three at the most.
func strongest(found []*rules.Finding, side rules.Blame) []*rules.Finding {
	var out []*rules.Finding
	for _, f := range found {
		same := func(o *rules.Finding) bool { return o.Rule == f.Rule }
		if f.Blame == side && f.Rule.ID != lossRule && !slices.ContainsFunc(out, same) {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b *rules.Finding) int { return cmp.Compare(b.Severity, a.Severity) })
	return out[:min(len(out), 3)]
}

// reason tells of one finding: what it is, what the standard says, and where
// to look.
func (t *teller) reason(f *rules.Finding) {
	fmt.Fprintf(t.b, "  %s at %s: %s [%s]\n", f.Severity, t.frame(f.Frame), printable(f.Message), f.Rule.ID)
	if len(f.Requirements) > 0 {
		if q, ok := rfc8166.Find(f.Requirements[0]); ok {
			fmt.Fprintf(t.b, "    %s: %s\n", f.Requirements[0].Section(), strings.TrimSpace(q.Text))
		}
	}
	if n := t.times(f); n > 1 {
		fmt.Fprintf(t.b, "    %s between these hosts\n", counted(n, "finding")+" of this rule")
	}
	for _, x := range displayFilters(t.c, f) {
		in := ""
		if x.File != "" {
			in = printable(filepath.Base(x.File)) + ": "
		}
		fmt.Fprintf(t.b, "    open: %s%s\n", in, x.Filter)
	}
}

// times counts the proven findings of a rule between the hosts of one of them.
func (t *teller) times(f *rules.Finding) (n int) {
	for _, o := range t.c.Result.Findings {
		if o.Rule == f.Rule && o.Proven() && o.Blame == f.Blame && o.Conn != nil && f.Conn != nil && sameHosts(o.Conn.Conn, f.Conn.Conn) {
			n++
		}
	}
	return n
}

func sameHosts(a, b *decode.Conn) bool {
	return a.Client.Addr == b.Client.Addr && a.Server.Addr == b.Server.Addr ||
		a.Client.Addr == b.Server.Addr && a.Server.Addr == b.Client.Addr
}

// acquitted says that nothing is proven against anyone, and what is left to
// doubt.
func (t *teller) acquitted(conns []*rules.Summary) string {
	text := "nothing is proven against either side"
	inconclusive, gaps, lost := 0, 0, 0
	for _, f := range t.c.Result.Findings {
		if !f.Proven() && slices.Contains(conns, f.Conn) {
			inconclusive++
		}
	}
	for _, s := range conns {
		gaps += s.Gaps
		if s.Conn.End == decode.EndLost {
			lost++
		}
	}
	for _, x := range []struct {
		n    int
		what string
	}{{lost, "connection lost without a proven cause"}, {inconclusive, "finding that is inconclusive (--inconclusive lists it)"}, {gaps, "gap in the capture"}} {
		if x.n > 0 {
			text += fmt.Sprintf("; %d × %s", x.n, x.what)
		}
	}
	return text + "."
}
