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
	"merge=1us", "merge=5us", "merge=30us", "merge=1ms",
	"ends=5us/0s/0s", "ends=5us/-20us/1us", "ends=100us/3ms/20us", "ends=5us/20us/1us/cut=128", "ends=5us/-50us/1us/from=17",
	"overlay", "client", "strangers",

	"lose=5%+cut=128", "lose=20%+cut=70", "drop=cm+lose=5%", "drop=cm+cut=128", "drop=acks+lose=5%", "drop=acks+drop=cm",
	"only=client+lose=5%", "only=server+lose=5%", "only=client+cut=128",
	"flip=5%+dup=20%", "flip=5%+lose=5%", "dup=50%+lose=5%", "dup=50%+cut=128", "drop=cm+dup=10%", "dup=5%+drop=acks",
	"swap=5us+lose=1%", "swap=5us+cut=128", "burst=20%+swap=3us", "shake=5us+lose=1%",
	"merge=1us+lose=20%", "merge=30us+lose=10%", "merge=30us+cut=128", "merge=30us+drop=cm",
	"ends=5us/10us/1us+lose=5%",
	"overlay+lose=5%", "overlay+drop=cm", "overlay+cut=128", "overlay+merge=5us",
	"client+lose=5%", "client+drop=cm", "strangers+lose=20%", "strangers+drop=cm",
)

func parsed(texts ...string) []damage.Damage {
	var all []damage.Damage
	for _, t := range texts {
		all = append(all, damage.MustParse(t))
	}
	return all
}

// disorders change the order of frames, or double them.
var disorders = []string{"swap=5us", "shake=5us", "merge=1us", "ends=5us/20us/1us", "merge=30us", "dup=50%", "ends=5us/-20us/1us"}

// PlacesMost is the number of frames of a capture of which every single one is
// damaged.
const PlacesMost = 60

// Places are the damages to every single frame of a capture: it is missing, it
// is the first that was captured, or the last. One of the three goes together
// with a disorder.
func Places(c *damage.Capture) []damage.Damage {
	var all []damage.Damage
	for n := 1; n <= len(c.Frames); n++ {
		three := []string{fmt.Sprintf("drop=%d", n), fmt.Sprintf("from=%d", n), fmt.Sprintf("until=%d", n)}
		all = append(all, parsed(three...)...)
		all = append(all, damage.MustParse(three[n%len(three)]+"+"+disorders[n%len(disorders)]))
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
	place := func() string {
		return fmt.Sprintf("%s=%d", []string{"from", "until", "drop"}[r.IntN(3)], 1+r.IntN(len(c.Frames)+1))
	}
	cut := func() string { return fmt.Sprintf("cut=%d", 40+r.IntN(500)) }
	// slight leaves the traces of a disorder.
	slight := func(disorder string) string {
		if r.IntN(3) == 0 && !strings.Contains(disorder, "flip") {
			return cut()
		}
		return place()
	}
	one := func() string {
		switch r.IntN(8) {
		case 0:
			return fmt.Sprintf("lose=%d%%", 1+r.IntN(95))
		case 1:
			return fmt.Sprintf("burst=%d%%", 1+r.IntN(60))
		case 2:
			return cut()
		case 3, 4, 5:
			return place()
		case 6:
			return fmt.Sprintf("flip=%d%%", 1+r.IntN(20))
		}
		return Every[r.IntN(len(Every))].String()
	}
	text, next := one(), one()
	switch {
	case r.IntN(2) == 0:
	case disordered(text) && !strings.Contains(text, "+"):
		// Of what is doubled the later half of a pair may be left where the capture begins.
		if next = slight(text); !doubled(text) || !strings.HasPrefix(next, "from") {
			text += "+" + next
		}
	case !disordered(text) && disordered(next) && !strings.Contains(next, "+"):
		text = slight(next) + "+" + next
	case !disordered(text) && !disordered(next):
		text += "+" + next
	}
	return damage.MustParse(text)
}

// disordered reports whether a damage changes the order of frames, or doubles or
// changes them. It goes with what it is listed with, and with what leaves it to be
// noticed: a single frame, the beginning or the end is missing, or frames are cut.
// But a frame that was changed and then cut looks like any other.
func disordered(text string) bool {
	return doubled(text) || strings.Contains(text, "swap") || strings.Contains(text, "shake") || strings.Contains(text, "flip")
}

// doubled reports whether a damage captures frames twice.
func doubled(text string) bool {
	return strings.Contains(text, "merge") || strings.Contains(text, "dup") || strings.Contains(text, "ends")
}
