// Package soundness asks of the whole program what makes a checker trusted:
// that no damage to a capture makes it accuse anyone whom the whole capture
// does not accuse, and what becomes of true accusations under damage.
package soundness

import (
	"fmt"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/damage"
	"rpcrdma-lint/rules"
)

// A Subject is a capture, and what is found in it while it is whole.
type Subject struct {
	*damage.Capture
	Whole map[damage.Accusation]bool
	Rule  *rules.Rule // whose trace it is, nil for others

	owners []int // connection of the whole capture by frame number, 0 for none
}

// NewSubject lints the whole capture.
func NewSubject(c *damage.Capture) *Subject {
	frames, _ := damage.Damage{}.Do(c, 0)
	result := Lint(frames)
	s := &Subject{Capture: c, Whole: map[damage.Accusation]bool{}, owners: owners(c, result.Connections)}
	for _, f := range result.Findings {
		if !f.Proven() || damage.AboutCapture(f.Rule.ID) {
			continue
		}
		a := damage.Accusation{Rule: f.Rule.ID, Blame: f.Blame.String()}
		if f.Conn != nil {
			a.Conn = f.Conn.ID
		}
		s.Whole[a] = true
	}
	return s
}

// Lint runs all rules over frames.
func Lint(frames []decode.Frame) *rules.Result {
	engine := rules.New(rules.Options{Enabled: func(*rules.Rule) bool { return true }})
	decoder := decode.New(decode.Options{}, engine)
	for i := range frames {
		decoder.Frame(&frames[i])
	}
	decoder.Finish()
	return engine.Finish()
}

// accusation is what a finding says of a peer, of the connection that the frames
// belong to in the whole capture; ok is false where it speaks of the capture.
func (s *Subject) accusation(f *rules.Finding, origin []int) (a damage.Accusation, ok bool) {
	a = damage.Accusation{Rule: f.Rule.ID, Blame: f.Blame.String(), Conn: s.owner(f, origin)}
	return a, !damage.AboutCapture(f.Rule.ID)
}

// A Trial is one damage done to a subject, and what came of it.
type Trial struct {
	Subject *Subject
	Damage  damage.Damage
	Seed    uint64
	Frames  int // of the damaged capture

	False        []False                    // what the whole capture does not say
	Proven       map[damage.Accusation]bool // what both say
	Inconclusive map[Suspicion]bool
}

// A Suspicion is a rule's, without proof, of a connection of the whole capture.
type Suspicion struct {
	Rule string
	Conn int
}

// A False is a finding that damage has made.
type False struct {
	damage.Accusation
	Frame   int // in the whole capture
	Message string
}

func (f False) String() string {
	return fmt.Sprintf("%v at frame %d: %s", f.Accusation, f.Frame, f.Message)
}

// Try damages a subject and lints what is left.
func Try(s *Subject, d damage.Damage, seed uint64) *Trial {
	frames, origin := d.Do(s.Capture, seed)
	t := &Trial{
		Subject: s, Damage: d, Seed: seed, Frames: len(frames),
		Proven: map[damage.Accusation]bool{}, Inconclusive: map[Suspicion]bool{},
	}
	for _, f := range Lint(frames).Findings {
		switch a, ok := s.accusation(f, origin); {
		case !ok:
		case !f.Proven():
			t.Inconclusive[Suspicion{a.Rule, a.Conn}] = true
		case a.Follows(s.Whole):
			t.Proven[a] = true
		default:
			t.False = append(t.False, False{a, origin[f.Frame], f.Message})
		}
	}
	return t
}

// Replay is the command that does the same again, in the project's directory.
func (t *Trial) Replay() string {
	s := t.Subject
	what := fmt.Sprintf("-subject '%s'", s.Name)
	switch {
	case s.Path != "":
		what = fmt.Sprintf("-frames %d %s", s.Most, what)
	case s.Rule == nil:
		what = fmt.Sprintf("-trace '%s'", s.Notation)
	}
	command := fmt.Sprintf("go run ./internal/soak -replay %s -damage '%s' -seed %d", what, t.Damage, t.Seed)
	if s.Path != "" {
		command += fmt.Sprintf(" '%s'", s.Path)
	}
	return command
}
