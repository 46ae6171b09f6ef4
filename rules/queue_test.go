package rules

import (
	"slices"
	"testing"
)

// A queue holds what a slice would, whatever is pushed and popped.
func TestQueue(t *testing.T) {
	var q queue[int]
	var want []int
	for i := range 10000 {
		if i%7 < 4 || len(want) == 0 {
			q.push(i)
			want = append(want, i)
		} else if got := q.pop(); got != want[0] {
			t.Fatalf("step %d: popped %d, want %d", i, got, want[0])
		} else {
			want = want[1:]
		}
		if i%1000 == 999 {
			odd := func(v int) bool { return v%2 == 1 }
			q.keep(odd)
			want = slices.DeleteFunc(slices.Clone(want), func(v int) bool { return !odd(v) })
		}
		if !slices.Equal(q.all(), want) || q.len() != len(want) {
			t.Fatalf("step %d: got %d items %v, want %v", i, q.len(), q.all(), want)
		}
	}
}

// A queue of constant length allocates nothing.
func TestQueueReuses(t *testing.T) {
	var q queue[*int]
	for range 100 {
		q.push(new(int))
	}
	v := new(int)
	round := func() {
		for range 1000 {
			q.pop()
			q.push(v)
		}
	}
	round()
	if n := testing.AllocsPerRun(10, round); n > 0 {
		t.Errorf("got %v allocations in 1000 rounds, want none", n)
	}
	gone := q.items[len(q.items):cap(q.items)]
	if slices.ContainsFunc(gone, func(p *int) bool { return p != nil }) {
		t.Error("an item that is gone is still held")
	}
}
