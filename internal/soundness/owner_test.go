package soundness

import (
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/damage"
	"rpcrdma-lint/internal/trace"
	"rpcrdma-lint/rules"
)

// Frames belong to the connection that made them.
func TestOwners(t *testing.T) {
	for _, notation := range []string{
		"est; exchange 2; C>DREQ; S>DREP; est; @2 exchange 2; @1 C>DREQ",
		"est; est; @1 C>CALL 1; @2 C>CALL 1; @2 S>REPLY 1; @1 S>REPLY 1; @2 exchange; @1 exchange",
		"host C1 S1; est; host C2 S1; est; @1 exchange 2; @2 exchange 2; @2 S>DREQ; @1 C>DREQ",
		"C>REQ; C>again REQ; S>REJ(28); est; exchange 2",
		"drop est; exchange 2; drop est; @2 exchange 2",
		"set ip=6; est; exchange; est; exchange",
	} {
		tr, err := trace.Parse(notation)
		if err != nil {
			t.Fatal(err)
		}
		c, err := damage.Make(notation, notation)
		if err != nil {
			t.Fatal(err)
		}
		s := NewSubject(c)
		for i, f := range tr.Frames() {
			if got := s.owners[i+1]; got != f.Conn {
				t.Errorf("%s: frame %d (%s) belongs to connection %d, want %d", notation, i+1, f.Label, got, f.Conn)
			}
		}
	}
}

// Of connections with the same numbers the frames tell by when each began.
func TestOwnersOfSameNumbers(t *testing.T) {
	c, err := damage.Make("again", "est; exchange 2; C>DREQ; S>DREP")
	if err != nil {
		t.Fatal(err)
	}
	n := len(c.Frames)
	for _, f := range c.Frames[:n] {
		f.Number += n
		c.Frames = append(c.Frames, f)
	}
	result := Lint(undamaged(c)[:n])
	later := *result.Connections[0].Conn
	later.FirstFrame += n
	conns := append(result.Connections, &rules.Summary{ID: 2, Conn: &later})
	for i, got := range owners(c, conns)[1:] {
		if want := 1 + i/n; got != want {
			t.Errorf("frame %d belongs to connection %d, want %d", i+1, got, want)
		}
	}
}

func undamaged(c *damage.Capture) []decode.Frame {
	frames, _ := damage.Damage{}.Do(c, 0)
	return frames
}

// The connection of a frame at fault is the one that a finding names, while
// nothing is damaged.
func TestOwnerOfFindings(t *testing.T) {
	subjects, err := Traces()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range append(subjects, corpus(t)...) {
		frames, origin := damage.Damage{}.Do(s.Capture, 0)
		for _, f := range Lint(frames).Findings {
			if f.Conn != nil && f.Proven() && s.owner(f, origin) != f.Conn.ID {
				t.Errorf("%s: %s at frame %d belongs to connection %d, want %d", s.Name, f.Rule.ID, f.Frame, s.owner(f, origin), f.Conn.ID)
			}
		}
	}
}
