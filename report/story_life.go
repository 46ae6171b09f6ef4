package report

import (
	"fmt"

	"rpcrdma-lint/rules"
)

// lives tells, frame by frame, what belongs to the transaction that was asked
// for.
func (t *teller) lives(conns []*rules.Summary) {
	first := conns[0].Conn
	fmt.Fprintf(t.b, "%s: XID %#08x between client %s and server %s\n", printable(t.c.Path), t.o.XID, first.Client.Addr, serverName(first))
	for _, s := range conns {
		k := t.j.Of(s)
		fmt.Fprintf(t.b, "\nconnection %d\n", s.ID)
		from := k.Steps[0].Time
		last := from
		for _, step := range k.Steps {
			if !t.within(step.Mark) {
				continue
			}
			frames := fmt.Sprint(step.Frame)
			if step.Last.Frame > step.Frame {
				frames = fmt.Sprintf("%d–%d", step.Frame, step.Last.Frame)
			}
			fmt.Fprintf(t.b, "  %12s  %12s  %11s  %s  %s\n", lasted(step.Time-from), "+"+lasted(max(step.Time-last, 0)), frames, step.By, printable(step.Text))
			last = max(last, step.Last.Time)
		}
		if k.StepsLost > 0 {
			fmt.Fprintf(t.b, "  %s more not told\n", grouped(k.StepsLost))
		}
		for _, f := range t.c.Result.Findings {
			if f.Conn == s && f.HasXID && f.XID == t.o.XID && f.Proven() {
				fmt.Fprintf(t.b, "  frame %d: %s\n", f.Frame, printable(told(f)))
			}
		}
	}
}
