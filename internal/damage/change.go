package damage

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"slices"

	"rpcrdma-lint/decode"
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

// overlay mixes in the same traffic between two other hosts, on queue pairs of
// the same numbers, a little later.
func overlay(f []Frame, r *rand.Rand) []Frame {
	late := int64(r.IntN(1e6))
	var others []Frame
	for _, x := range f {
		if x.What == Foreign {
			continue
		}
		x.Data, x.Time = elsewhere(x.Frame), x.Time+late
		others = append(others, x)
	}
	return ordered(append(f, others...))
}

// elsewhere is the frame between two other hosts. Its ICRC is right where it
// was.
func elsewhere(f decode.Frame) []byte {
	var p roce.Packet
	data := bytes.Clone(f.Data)
	roce.Split(f.Link, data, f.Length, &p)
	sound := p.CheckICRC() == roce.ICRCGood
	ends := [2]int{12 + 2, 16 + 2} // of IPv4: the third byte of each address
	if len(p.IP) > 0 && p.IP[0]>>4 == 6 {
		ends = [2]int{8 + 14, 24 + 14}
	}
	if len(p.IP) <= ends[1] {
		return data // cut before that, so that it belongs to nobody
	}
	for _, at := range ends {
		p.IP[at] ^= 0x55
	}
	if sound {
		if sum, err := roce.ICRC(p.IP[:len(p.IP)-len(p.ICRC)]); err == nil {
			binary.LittleEndian.PutUint32(p.ICRC, sum)
		}
	}
	return data
}

// ordered sorts by time; frames of one time stay as they were.
func ordered(f []Frame) []Frame {
	slices.SortStableFunc(f, func(a, b Frame) int { return int(min(max(a.Time-b.Time, -1), 1)) })
	return f
}
