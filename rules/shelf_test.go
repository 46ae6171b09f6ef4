package rules

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// advertised is a direction with Calls of per segments under one handle, at
// random addresses or side by side.
func advertised(calls, per int, at func(i int) (offset uint64, length uint32)) (*direction, []*Transaction) {
	d := &direction{}
	var all []*Transaction
	for range calls {
		t := &Transaction{open: true}
		h := &rfc8166.Header{Writes: []rfc8166.Chunk{nil}}
		for range per {
			offset, length := at(d.offers + len(h.Writes[0]))
			h.Writes[0] = append(h.Writes[0], rfc8166.Segment{Handle: 7, Length: length, Offset: offset})
		}
		d.advertise(t, h)
		all = append(all, t)
	}
	return d, all
}

// plainly finds what an operation fits best by looking at every segment.
func plainly(all []*Transaction, e *decode.Event) (fit Fit, best *Segment) {
	fit = FitUnknown
	for _, t := range all {
		for i := range t.Segments {
			s := &t.Segments[i]
			f := FitUnknown
			switch inside := s.Contains(e.VA, e.DMALen); {
			case t.open && inside && s.List != ReadList:
				f = FitInside
			case t.open:
				f = FitOutside
			case inside && s.List != ReadList:
				f = FitClosed
			default:
				continue
			}
			if f <= fit {
				fit, best = f, s
			}
		}
	}
	return fit, best
}

// With an index a segment is found as without one, while transactions are
// closed and forgotten.
func TestShelf(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, calls := range []int{3, 40, 150} {
		d, all := advertised(calls, 5, func(int) (uint64, uint32) { return r.Uint64N(1 << 14), r.Uint32N(1 << (3 + r.IntN(10))) })
		c := &Conn{}
		c.dirs[decode.ClientSide] = *d
		d = &c.dirs[decode.ClientSide]
		for len(all) > 0 {
			for range 20 {
				e := &decode.Event{Kind: decode.KindWrite, Key: 7, VA: r.Uint64N(1 << 15), DMALen: r.Uint32N(100)}
				m := c.place(e, decode.ServerSide)
				if fit, s := plainly(all, e); m.Fit != fit || m.Segment != s || m.crowd {
					t.Fatalf("%d Calls, %d bytes at %d: got fit %d in %v, want %d in %v", len(all), e.DMALen, e.VA, m.Fit, m.Segment, fit, s)
				}
			}
			i := r.IntN(len(all))
			if old := all[i]; old.open {
				old.open = false
			} else {
				d.retire(old)
				all = append(all[:i], all[i+1:]...)
			}
		}
		if len(d.memory) != 0 {
			t.Errorf("%d handles are left", len(d.memory))
		}
	}
}

// However many segments a handle has, one is found after few steps; and where
// they are all in the way, the search ends and says so.
func TestShelfSteps(t *testing.T) {
	for _, tt := range []struct {
		name string
		at   func(i int) (uint64, uint32)
		most int
		all  bool
	}{
		{"side by side", func(i int) (uint64, uint32) { return uint64(i) * 4096, 4096 }, 4, true},
		{"of all sizes", func(i int) (uint64, uint32) { return uint64(i) * 4096, 1 << (i % 13) }, 30, true},
		{"all over one address", func(i int) (uint64, uint32) { return 0, uint32(1<<20 + i) }, maxLooked + 1, false},
	} {
		for _, n := range []int{2000, 4000, 8000} {
			t.Run(fmt.Sprintf("%s/%d", tt.name, n), func(t *testing.T) {
				d, _ := advertised(n/100, 100, tt.at)
				h := d.memory[7]
				worst := 0
				for va := uint64(0); va < 4096*uint64(n); va += 4096 * 37 {
					steps := 0
					all := h.holding(va, func(*Segment) bool { steps++; return false })
					if va == 0 && all != tt.all {
						t.Errorf("all looked at: %t, want %t", all, tt.all)
					}
					worst = max(worst, steps)
				}
				if worst > tt.most {
					t.Errorf("%d steps among %d segments, want at most %d", worst, n, tt.most)
				}
			})
		}
	}
}

// To forget all segments takes few steps for each, in whatever order.
func TestRetireSteps(t *testing.T) {
	for _, n := range []int{1000, 2000} {
		d, all := advertised(n, 10, func(i int) (uint64, uint32) { return uint64(i) * 16, 16 })
		rand.New(rand.NewPCG(1, 2)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		steps := 0
		for _, x := range all {
			before := d.memory[7]
			d.retire(x)
			if after := d.memory[7]; len(after.list) < len(before.list) {
				steps += len(before.list) // cleared up
			}
		}
		if most := 3 * 10 * n; steps > most {
			t.Errorf("%d steps for %d segments, want at most %d", steps, 10*n, most)
		}
	}
}
