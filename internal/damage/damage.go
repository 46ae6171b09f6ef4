package damage

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"rpcrdma-lint/decode"
)

// A Damage makes an imperfect capture of a whole one.
type Damage struct {
	text  string
	steps []step
}

// A step changes the frames of a capture, which it may keep and overwrite, but
// not their Data.
type step func(f []Frame, r *rand.Rand) []Frame

// forms are the steps by the name they begin with. Each is made of what follows
// the equals sign.
var forms = map[string]func(arg string) (step, error){
	"lose":      portion(lose),
	"burst":     portion(burst),
	"flip":      portion(flip),
	"dup":       portion(repeat),
	"drop":      dropForm,
	"only":      onlyForm,
	"cut":       number(cut),
	"from":      number(from),
	"until":     number(until),
	"swap":      span(swap),
	"shake":     span(shake),
	"merge":     span(merge),
	"ends":      endsForm,
	"overlay":   always(overlay),
	"client":    always(secondClient),
	"strangers": always(strangers),
}

// Parse reads a damage: steps that follow one another, divided by plus signs.
//
//	lose=10%       each frame is missing with that probability
//	burst=10%      the same in runs of up to sixteen frames
//	drop=17        the 17th frame is missing
//	drop=acks      all frames of that sort: cm, calls, replies, sends, reads,
//	               responses, writes, acks, naks
//	only=client    what one side sent
//	cut=128        a snapshot length
//	from=17        the capture begins with the 17th frame
//	until=17       it ends with it
//	flip=10%       one bit of a frame changed on its way, where the ICRC tells
//	dup=10%        a frame was captured twice, the second time a little later
//	swap=5us       neighbours from both directions, no further apart, exchanged
//	shake=5us      time stamps, and with them the order, off by as much
//	merge=30us     captured at both ends, so far apart
//	ends=30us/-5us/1us
//	               the same with the server's frames there as much sooner, its
//	               clock off by the second time and shaking by the third;
//	               /cut=128 or /from=17 at its end alone
//	overlay        two other hosts do the same on queue pairs of the same numbers
//	client         another client does the same at the same server
//	strangers      two other hosts do something else on queue pairs of the same numbers
func Parse(text string) (Damage, error) {
	d := Damage{text: text}
	for part := range strings.SplitSeq(text, "+") {
		name, arg, _ := strings.Cut(part, "=")
		form := forms[name]
		if form == nil {
			return d, fmt.Errorf("damage: %q: no such step", part)
		}
		s, err := form(arg)
		if err != nil {
			return d, fmt.Errorf("damage: %q: %w", part, err)
		}
		d.steps = append(d.steps, s)
	}
	return d, nil
}

// MustParse is Parse of a text that is known to be good.
func MustParse(text string) Damage {
	d, err := Parse(text)
	if err != nil {
		panic(err)
	}
	return d
}

func (d Damage) String() string { return d.text }

// Do damages a capture. The frames are numbered anew; origin[n] is the number
// in the whole capture of frame n.
func (d Damage) Do(c *Capture, seed uint64) (frames []decode.Frame, origin []int) {
	r := rand.New(rand.NewPCG(seed, 0))
	damaged := append([]Frame(nil), c.Frames...)
	for _, s := range d.steps {
		damaged = s(damaged, r)
	}
	frames, origin = make([]decode.Frame, len(damaged)), make([]int, len(damaged)+1)
	for i, f := range damaged {
		frames[i], origin[i+1] = f.Frame, f.Number
		frames[i].Number = i + 1
	}
	return frames, origin
}

// always is a step without an argument.
func always(s step) func(string) (step, error) {
	return func(arg string) (step, error) {
		if arg != "" {
			return nil, fmt.Errorf("%q is for nothing", arg)
		}
		return s, nil
	}
}

// portion makes a step of a percentage.
func portion(do func(p float64, f []Frame, r *rand.Rand) []Frame) func(string) (step, error) {
	return func(arg string) (step, error) {
		p, err := strconv.ParseFloat(strings.TrimSuffix(arg, "%"), 64)
		if err != nil || !strings.HasSuffix(arg, "%") || p < 0 || p > 100 {
			return nil, fmt.Errorf("%q is no percentage", arg)
		}
		return func(f []Frame, r *rand.Rand) []Frame { return do(p/100, f, r) }, nil
	}
}

// number makes a step of a number.
func number(do func(n int, f []Frame) []Frame) func(string) (step, error) {
	return func(arg string) (step, error) {
		n, err := strconv.Atoi(arg)
		if err != nil || n < 0 {
			return nil, fmt.Errorf("%q is no number of frames or bytes", arg)
		}
		return func(f []Frame, _ *rand.Rand) []Frame { return do(n, f) }, nil
	}
}

// span makes a step of a duration.
func span(do func(ns int64, f []Frame, r *rand.Rand) []Frame) func(string) (step, error) {
	return func(arg string) (step, error) {
		d, err := time.ParseDuration(arg)
		if err != nil || d <= 0 {
			return nil, fmt.Errorf("%q is no duration", arg)
		}
		return func(f []Frame, r *rand.Rand) []Frame { return do(int64(d), f, r) }, nil
	}
}
