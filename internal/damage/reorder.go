package damage

import "math/rand/v2"

const soon = 100_000 // ns until a frame is captured again, at the most

// repeat captures frames twice.
func repeat(p float64, f []Frame, r *rand.Rand) []Frame {
	for _, x := range f[:len(f):len(f)] {
		if r.Float64() < p {
			x.Time += r.Int64N(soon)
			f = append(f, x)
		}
	}
	return ordered(f)
}

// merge captures each frame at both ends of the path, ns apart.
func merge(ns int64, f []Frame, _ *rand.Rand) []Frame {
	for _, x := range f[:len(f):len(f)] {
		x.Time += ns
		f = append(f, x)
	}
	return ordered(f)
}

// swap exchanges half of the neighbours that travel in different directions and
// were captured within ns. The time stamps stay where they were.
func swap(ns int64, f []Frame, r *rand.Rand) []Frame {
	for i := 0; i+1 < len(f); i++ {
		a, b := &f[i], &f[i+1]
		if a.What == Foreign || b.What == Foreign || a.Client == b.Client || b.Time-a.Time > ns || r.IntN(2) == 0 {
			continue
		}
		*a, *b = *b, *a
		a.Time, b.Time = b.Time, a.Time
		i++ // a frame moves by one place only
	}
	return f
}

// shake gives one direction time stamps that are off by up to ns, as two
// capture queues do. The order within the direction stays.
func shake(ns int64, f []Frame, r *rand.Rand) []Frame {
	late := int64(0)
	for i := range f {
		if f[i].Client {
			continue
		}
		if r.IntN(8) == 0 {
			late = r.Int64N(ns + 1)
		}
		f[i].Time += late
		if last := lastBefore(f, i); f[i].Time < last {
			f[i].Time = last
		}
	}
	return ordered(f)
}

// lastBefore is the time of the latest frame of that direction before i.
func lastBefore(f []Frame, i int) int64 {
	for k := i - 1; k >= 0; k-- {
		if f[k].Client == f[i].Client {
			return f[k].Time
		}
	}
	return f[i].Time
}
