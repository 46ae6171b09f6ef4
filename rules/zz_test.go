package rules

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/trace"
)

type spy struct{ *Engine }

func (s spy) Event(c *decode.Conn, e *decode.Event) {
	fmt.Printf("  ev conn@%d kind=%d side=%v frame=%d-%d sent=%d psn=%x-%x early=%v ref=%v", c.FirstFrame, e.Kind, e.Side, e.Frame, e.LastFrame, e.SentFrame, e.PSN, e.EndPSN, e.Early, e.RefFound)
	if e.Message != nil {
		fmt.Printf(" xid=%x cr=%d", e.Message.Header.XID, e.Message.Header.Credit)
	}
	fmt.Println()
	s.Engine.Event(c, e)
}
func (s spy) Opened(c *decode.Conn) { fmt.Println("  opened", c.Start, c.RolesKnown); s.Engine.Opened(c) }
func (s spy) Closed(c *decode.Conn) { fmt.Println("  closed", c.End); s.Engine.Closed(c) }

func TestZZ(t *testing.T) {
	b, err := os.ReadFile("/tmp/zz.txt")
	if err != nil {
		t.Skip()
	}
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	tr := trace.Make(t, lines[0])
	for _, l := range lines[1:] {
		var a, c int
		switch w := strings.Fields(l); w[0] {
		case "without":
			fmt.Sscan(w[1], &a)
			tr = tr.WithoutFrame(a)
			if len(w) > 3 {
				fmt.Sscan(w[3], &c)
				tr = tr.WithoutFrame(c - 1)
			}
		case "until":
			fmt.Sscan(w[1], &a)
			tr = tr.Until(a)
		case "from":
			fmt.Sscan(w[1], &a)
			tr = tr.From(a)
		case "snap":
			fmt.Sscan(w[1], &a)
			tr = tr.Cut(a)
		}
	}
	for i, f := range tr.Frames() {
		fmt.Println(i+1, f.Label)
	}
	e := New(Options{Enabled: func(*Rule) bool { return true }})
	d := decode.New(decode.Options{}, spy{e})
	for i, f := range tr.Frames() {
		d.Frame(&decode.Frame{Number: i + 1, Time: f.Time.UnixNano(), Link: 1, Length: f.Orig, Data: f.Data})
	}
	d.Finish()
	for _, f := range e.Finish().Findings {
		fmt.Println(listed(f), f.Message, f.Evidence)
	}
}
