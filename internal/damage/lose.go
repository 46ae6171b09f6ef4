package damage

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
)

func lose(p float64, f []Frame, r *rand.Rand) []Frame {
	return slices.DeleteFunc(f, func(Frame) bool { return r.Float64() < p })
}

const longestBurst = 16

// burst loses the same portion of frames as lose, in runs.
func burst(p float64, f []Frame, r *rand.Rand) []Frame {
	left := 0
	return slices.DeleteFunc(f, func(Frame) bool {
		if left == 0 && r.Float64() < p*2/longestBurst {
			left = 1 + r.IntN(longestBurst)
		}
		if left == 0 {
			return false
		}
		left--
		return true
	})
}

// dropForm loses one frame, or all of one sort.
func dropForm(arg string) (step, error) {
	if n, err := strconv.Atoi(arg); err == nil {
		return func(f []Frame, _ *rand.Rand) []Frame {
			if n < 1 || n > len(f) {
				return f
			}
			return slices.Delete(f, n-1, n)
		}, nil
	}
	is, err := sort(arg)
	if err != nil {
		return nil, err
	}
	return func(f []Frame, _ *rand.Rand) []Frame { return slices.DeleteFunc(f, is) }, nil
}

// sort is a test for frames of one sort.
func sort(name string) (func(Frame) bool, error) {
	switch name {
	case "calls":
		return func(f Frame) bool { return f.What == Send && f.Client }, nil
	case "replies":
		return func(f Frame) bool { return f.What == Send && !f.Client }, nil
	}
	i := slices.Index(whatNames[:], name)
	if i < 0 {
		return nil, fmt.Errorf("%q is no sort of frame", name)
	}
	return func(f Frame) bool { return f.What == What(i) }, nil
}

// onlyForm keeps one direction.
func onlyForm(arg string) (step, error) {
	if arg != "client" && arg != "server" {
		return nil, fmt.Errorf("%q is no side", arg)
	}
	return func(f []Frame, _ *rand.Rand) []Frame {
		return slices.DeleteFunc(f, func(x Frame) bool { return x.What != Foreign && x.Client != (arg == "client") })
	}, nil
}

func from(n int, f []Frame) []Frame { return f[min(max(n, 1)-1, len(f)):] }

func until(n int, f []Frame) []Frame { return f[:min(n, len(f))] }

func cut(snap int, f []Frame) []Frame {
	for i := range f {
		f[i].Data = f[i].Data[:min(snap, len(f[i].Data))]
	}
	return f
}
