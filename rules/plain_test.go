package rules

import (
	"io"
	"path/filepath"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/capture"
	"rpcrdma-lint/internal/trace"
)

// A promises holds rules to what their Roles and Plain say.
type promises struct {
	t      *testing.T
	source string

	said        map[promise]Outcome
	plain, left int // messages
}

// A promise is about the plain messages of one role that have chunks or not.
type promise struct {
	rule   string
	role   Role
	chunks bool
}

func (p *promises) check(c *Conn, m *Message) Outcome {
	plain := c.plain(m)
	if plain {
		p.plain++
	} else {
		p.left++
	}
	for _, a := range All {
		if a.Unit != PerMessage {
			continue
		}
		if !a.judges(m.Role) {
			if o := a.Message(c, m); o != NotApplicable {
				p.t.Errorf("%s, frame %d: %s says %+v of a %s, which it does not judge", p.source, m.Event.Frame, a.ID, o, m.Role)
			}
			continue
		}
		if !plain || a.Plain == NotPlain || a.Plain == PlainWithoutChunks && m.withChunks() {
			continue
		}
		o, key := a.Message(c, m), promise{a.ID, m.Role, m.withChunks()}
		first, known := p.said[key]
		switch {
		case o != Held && o != NotApplicable:
			p.t.Errorf("%s, frame %d: %s says %+v of a plain message", p.source, m.Event.Frame, a.ID, o)
		case known && o != first:
			p.t.Errorf("%s, frame %d: %s says %+v of a plain message, and of another %+v", p.source, m.Event.Frame, a.ID, o, first)
		}
		p.said[key] = o
	}
	return NotApplicable
}

// engine makes one that runs no rule but asks all what they say of messages.
func (p *promises) engine(source string) *Engine {
	p.source = source
	e := New(Options{Enabled: func(*Rule) bool { return false }})
	e.byUnit[PerMessage] = []*active{{Rule: &Rule{ID: "test/promises", Unit: PerMessage, Message: p.check}}}
	e.group()
	return e
}

// The rules keep what they promise on all captures and on all traces that they
// are explained with.
func TestPlain(t *testing.T) {
	p := &promises{t: t, said: map[promise]Outcome{}}
	files, err := filepath.Glob("../captures/*.pcap*")
	if err != nil || len(files) == 0 {
		t.Fatalf("got %d captures, error %v", len(files), err)
	}
	for _, f := range files {
		p.file(f)
	}
	for _, r := range All {
		for _, notation := range []string{r.Doc.Bad, r.Doc.Good} {
			p.trace(r.ID, notation)
		}
	}
	if p.plain < 10_000 || p.left < 1000 {
		t.Errorf("%d messages were plain and %d not, want more of both", p.plain, p.left)
	}
}

func (p *promises) file(path string) {
	p.t.Helper()
	r, err := capture.Open(path)
	if err != nil {
		p.t.Fatal(err)
	}
	defer r.Close()
	d := decode.New(decode.Options{}, p.engine(path))
	for f := (capture.Frame{}); ; {
		if err := r.Next(&f); err == io.EOF {
			break
		} else if err != nil {
			p.t.Fatal(err)
		}
		d.Frame(&decode.Frame{Number: f.Number, Time: f.Time, Link: uint16(f.Link), Length: f.Length, Data: f.Data})
	}
	d.Finish()
}

func (p *promises) trace(source, notation string) {
	p.t.Helper()
	d := decode.New(decode.Options{}, p.engine(source))
	for i, f := range trace.Make(p.t, notation).Frames() {
		d.Frame(&decode.Frame{Number: i + 1, Time: f.Time.UnixNano(), Link: 1, Length: f.Orig, Data: f.Data})
	}
	d.Finish()
}

// Plain messages are counted as if each rule had been asked about each.
func TestPlainCounts(t *testing.T) {
	tr := trace.Make(t, `est; exchange 5; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096)
		C>CALL 2 v4 NULL; S>REPLY 2; C>CALL 3 cr=0; S>REPLY 3; exchange 3`)
	got := lint(t, tr, nil)
	old := All
	defer func() { All = old }()
	All = nil
	for _, r := range old {
		asked := *r
		asked.Plain, asked.Roles = NotPlain, nil
		All = append(All, &asked)
	}
	want := lint(t, tr, nil)
	for i := range want.Coverage {
		g, w := &got.Coverage[i], &want.Coverage[i]
		if g.Held != w.Held || g.Violated != w.Violated || g.Undecided != w.Undecided || g.Inconclusive != w.Inconclusive {
			t.Errorf("%s: got %+v, want %+v", w.Rule.ID, g, w)
		}
	}
	for i := range want.Requirements {
		g, w := &got.Requirements[i], &want.Requirements[i]
		if g.Held != w.Held || g.Exercised() != w.Exercised() {
			t.Errorf("%s: got %d held of %d, want %d of %d", w.Key, g.Held, g.Exercised(), w.Held, w.Exercised())
		}
	}
}
