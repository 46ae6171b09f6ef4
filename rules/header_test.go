package rules

import (
	"strings"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/trace"
)

// What holds costs nothing: on ordinary messages the rules about headers, XIDs
// and repetitions allocate no memory.
func TestHeldAllocatesNothing(t *testing.T) {
	looked := 0
	probe := &Rule{ID: "probe", Unit: PerMessage, Message: func(c *Conn, m *Message) Outcome {
		looked++
		for _, r := range All {
			area, _, _ := strings.Cut(r.ID, "/")
			if r.Unit != PerMessage || area != "hdr" && area != "xid" && area != "retry" {
				continue
			}
			o := r.Message(c, m)
			if n := testing.AllocsPerRun(10, func() { o = r.Message(c, m) }); n > 0 || o.kind == violated {
				t.Errorf("frame %d, %s: %v allocations, outcome %d, want none and no violation", m.Event.Frame, r.ID, n, o.kind)
			}
		}
		return Held
	}}
	e := New(Options{Enabled: func(*Rule) bool { return false }})
	e.byUnit[PerMessage] = []*active{{Rule: probe}}
	e.group()
	tr := trace.Make(t, `est; exchange 3
		C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096)
		C>NOMSG 2 v3 WRITE rd=(0,5000,k); S>READ k; C>RRESP; S>REPLY 2
		C>CALL 3 v3 READDIR rc=(l,4096); S>WRITE l 0 2000; S>NOMSG 3 rc=(l,2000)`)
	d := decode.New(decode.Options{}, e)
	for i, f := range tr.Frames() {
		d.Frame(&decode.Frame{Number: i + 1, Time: f.Time.UnixNano(), Link: 1, Length: f.Orig, Data: f.Data})
	}
	d.Finish()
	if looked != 12 {
		t.Errorf("looked at %d messages, want 12", looked)
	}
}
