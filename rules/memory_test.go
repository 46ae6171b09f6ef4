package rules

import (
	"fmt"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/trace"
)

// fed is an Engine and what it knows of the first connection of a trace.
func fed(t *testing.T, notation string) (*Engine, *Conn) {
	t.Helper()
	e := New(Options{})
	d := decode.New(decode.Options{}, e)
	for i, f := range trace.Make(t, notation).Frames() {
		d.Frame(&decode.Frame{Number: i + 1, Time: f.Time.UnixNano(), Link: 1, Length: f.Orig, Data: f.Data})
	}
	return e, e.conns[0].Conn.User.(*Conn)
}

// What is added to the weight of a ledger is taken off again.
func TestWeight(t *testing.T) {
	const many = 400
	for name, piece := range map[string]string{
		"plain":     "C>CALL #; S>REPLY #;",
		"segments":  "C>CALL # v3 READ count=8192 wr=(#,4096)(#,4096); S>WRITE # 0 4096; S>REPLY # wr=(#,4096)(#,4096);",
		"pulls":     "C>CALL # v3 WRITE rd=(p,4096,#); S>READ #; C>RRESP; S>REPLY #;",
		"long Call": "C>NOMSG # v3 WRITE rd=(0,4096,#); S>READ #; C>RRESP; S>REPLY #;",
	} {
		t.Run(name, func(t *testing.T) {
			e, c := fed(t, "est[resp=16 init=16 | resp=16 init=16]; exchange;"+repeat(many, piece))
			d := &c.dirs[decode.ClientSide]
			before := e.Weight(c.Conn)
			e.Shrink(c.Conn)
			if n := d.ring.len(); n != fewClosed {
				t.Errorf("%d are left, want %d", n, fewClosed)
			}
			after := e.Weight(c.Conn)
			if least := (many - fewClosed) * costTransaction; before-after < least {
				t.Errorf("%d bytes less, want at least %d", before-after, least)
			}
			for d.ring.len() > 0 {
				d.forget(d.ring.pop())
			}
			if d.extra != 0 || len(d.memory) != 0 {
				t.Errorf("%d bytes and %d handles are left, want none", d.extra, len(d.memory))
			}
		})
	}
}

// What a forgotten connection still had to be judged is undecided, and what
// waited for proof inconclusive.
func TestForget(t *testing.T) {
	const notation = "est; C>CALL 1; C>CALL 2; C>CALL 3 v3 READ count=4096 wr=(h,4096); S>WRITE x 0 16"
	e, c := fed(t, notation)
	sum, dc := c.Sum, c.Conn
	waiting := c.waiting.n
	if waiting == 0 {
		t.Fatal("nothing waits")
	}
	e.Forget(dc)
	if dc.User != nil || len(c.dirs[0].open) > 0 {
		t.Error("the ledger is still there")
	}
	if sum.Calls != 3 {
		t.Errorf("%d Calls in the summary, want 3", sum.Calls)
	}
	res := e.Finish()
	inconclusive, undecided := 0, 0
	for i := range res.Coverage {
		v := &res.Coverage[i]
		if v.Violated > 0 {
			t.Errorf("%s violated", v.Rule.ID)
		}
		inconclusive += v.Inconclusive
		undecided += v.Why[Forgotten]
	}
	if inconclusive < waiting || undecided < 3 {
		t.Errorf("%d inconclusive, %d for %v in all; want %d and some more", inconclusive, undecided, Forgotten, waiting)
	}
	if got := fmt.Sprint(len(res.Connections)); got != "1" {
		t.Errorf("%s connections, want 1", got)
	}
}
