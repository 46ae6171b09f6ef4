package soundness

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"rpcrdma-lint/internal/damage"
	"rpcrdma-lint/rules"
)

// Every lists the damages that must not make a finding. Losses come at every
// rate. The directions are disordered by microseconds, and then not so many
// frames missing that nothing of the disorder would show. Where frames are
// doubled and missing, many are doubled: if the only one that is lacks its first
// copy, nothing shows that the second one stands too late.
var Every = parsed(
	"lose=1%", "lose=5%", "lose=20%", "lose=50%", "lose=90%", "burst=5%", "burst=30%",
	"only=client", "only=server",
	"drop=cm", "drop=calls", "drop=replies", "drop=sends", "drop=reads", "drop=responses", "drop=writes", "drop=acks", "drop=naks",
	"cut=54", "cut=62", "cut=70", "cut=90", "cut=110", "cut=128", "cut=150", "cut=200", "cut=256", "cut=330", "cut=512", "cut=1024",
	"flip=1%", "flip=5%", "flip=20%", "dup=5%", "dup=50%",
	"swap=1us", "swap=5us", "swap=10us", "shake=2us", "shake=5us", "shake=20us",
	"merge=1us", "merge=5us", "merge=30us", "merge=1ms", "overlay",

	"lose=5%+cut=128", "lose=20%+cut=70", "drop=cm+lose=5%", "drop=cm+cut=128", "drop=acks+lose=5%", "drop=acks+drop=cm",
	"only=client+lose=5%", "only=server+lose=5%", "only=client+cut=128",
	"flip=5%+dup=20%", "flip=5%+lose=5%", "dup=50%+lose=5%", "dup=50%+cut=128", "drop=cm+dup=10%", "dup=5%+drop=acks",
	"swap=5us+lose=1%", "swap=5us+cut=128", "burst=20%+swap=3us", "shake=5us+lose=1%",
	"merge=1us+lose=20%", "merge=30us+lose=10%", "merge=30us+cut=128", "merge=30us+drop=cm",
	"overlay+lose=5%", "overlay+drop=cm", "overlay+cut=128", "overlay+merge=5us",
)

func parsed(texts ...string) []damage.Damage {
	var all []damage.Damage
	for _, t := range texts {
		all = append(all, damage.MustParse(t))
	}
	return all
}

// Places are the damages to every single frame of a capture: it is missing, it
// is the first that was captured, or the last.
func Places(c *damage.Capture) []damage.Damage {
	var all []damage.Damage
	for n := 1; n <= len(c.Frames); n++ {
		all = append(all, parsed(fmt.Sprintf("drop=%d", n), fmt.Sprintf("from=%d", n), fmt.Sprintf("until=%d", n))...)
	}
	return all
}

// Traces are the conforming and violating traces of the rules.
func Traces() ([]*Subject, error) {
	var all []*Subject
	done := map[string]bool{}
	for _, r := range rules.All {
		for _, x := range []struct{ kind, notation string }{{"bad", r.Doc.Bad}, {"good", r.Doc.Good}} {
			if done[x.notation] {
				continue
			}
			done[x.notation] = true
			c, err := damage.Make(r.ID+"/"+x.kind, x.notation)
			if err != nil {
				return nil, fmt.Errorf("soundness: the %s trace of %s: %w", x.kind, r.ID, err)
			}
			all = append(all, NewSubject(c))
			all[len(all)-1].Rule = r
		}
	}
	return all, nil
}

// Corpus are the captures among files, as far as the first frames of each.
func Corpus(files []string, most int) ([]*Subject, error) {
	var all []*Subject
	for _, path := range files {
		c, err := damage.Load(path, most)
		if err != nil {
			return nil, fmt.Errorf("soundness: %w", err)
		}
		all = append(all, NewSubject(c))
	}
	return all, nil
}

// Random is a damage of any size.
func Random(r *rand.Rand, c *damage.Capture) damage.Damage {
	one := func() string {
		switch n := 1 + r.IntN(len(c.Frames)+1); r.IntN(8) {
		case 0:
			return fmt.Sprintf("lose=%d%%", 1+r.IntN(95))
		case 1:
			return fmt.Sprintf("burst=%d%%", 1+r.IntN(60))
		case 2:
			return fmt.Sprintf("cut=%d", 40+r.IntN(500))
		case 3:
			return fmt.Sprintf("from=%d", n)
		case 4:
			return fmt.Sprintf("until=%d", n)
		case 5:
			return fmt.Sprintf("drop=%d", n)
		case 6:
			return fmt.Sprintf("flip=%d%%", 1+r.IntN(20))
		}
		return Every[r.IntN(len(Every))].String()
	}
	text := one()
	// A frame that was changed and then cut looks like any other.
	if next := one(); r.IntN(2) == 0 && !disorders(text) && !disorders(next) && !strings.HasPrefix(text, "flip") {
		text += "+" + next
	}
	return damage.MustParse(text)
}

// disorders reports whether a damage changes the order of frames, or doubles
// them, and goes with what it is listed with.
func disorders(text string) bool {
	for _, s := range []string{"swap", "shake", "merge", "dup", "flip"} {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}
