package manifest

import (
	"math/bits"
	"sort"
)

// Shard is the range of traces of shard i of n, counted from 0. A trace belongs
// where its middle lies when all bytes are cut into n equal pieces, so that each
// shard is a run of the manifest and none outweighs another by more than one
// trace.
func (m *Manifest) Shard(i, n int) (first, end int) {
	return m.begin(i, n), m.begin(i+1, n)
}

// begin is the first trace of which the middle does not lie before piece i.
func (m *Manifest) begin(i, n int) int {
	return sort.Search(len(m.places), func(k int) bool {
		// (2·before + weight) · n >= 2 · i · total, in 128 bits
		middle := m.before(k) + m.before(k+1)
		hi, lo := bits.Mul64(middle, uint64(n))
		wantHi, wantLo := bits.Mul64(2*m.total, uint64(i))
		return hi > wantHi || hi == wantHi && lo >= wantLo
	})
}
