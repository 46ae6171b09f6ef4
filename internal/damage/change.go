package damage

import (
	"bytes"
	"math/rand/v2"
	"slices"

	"rpcrdma-lint/decode/roce"
)

// flip turns one bit of a packet that the ICRC protects, so that the receiver
// dropped it. Of a frame that was cut nobody can tell; it stays.
func flip(p float64, f []Frame, r *rand.Rand) []Frame {
	for i := range f {
		if r.Float64() >= p || f[i].What == Foreign {
			continue
		}
		var x roce.Packet
		data := bytes.Clone(f[i].Data)
		roce.Split(f[i].Link, data, f[i].Length, &x)
		if x.CheckICRC() != roce.ICRCGood {
			continue
		}
		x.IP[r.IntN(len(x.IP))] ^= 1 << r.IntN(8)
		f[i].Data = data
	}
	return f
}

// ordered sorts by time; frames of one time stay as they were.
func ordered(f []Frame) []Frame {
	slices.SortStableFunc(f, func(a, b Frame) int { return int(min(max(a.Time-b.Time, -1), 1)) })
	return f
}
