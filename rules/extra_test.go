package rules

import "testing"

// The first extras are remembered; from the first one lost on, it is known
// that there were more.
func TestExtrasBound(t *testing.T) {
	var x extras
	for range maxExtras {
		x.add(extra{})
	}
	if x.lost != 0 {
		t.Errorf("%d extras: the first lost is %d, want none", maxExtras, x.lost)
	}
	x.add(extra{})
	x.add(extra{})
	if len(x.list) != maxExtras || x.list[0].n != 1 || x.lost != maxExtras+1 || x.seen != maxExtras+2 {
		t.Errorf("%d kept from %d on, %d lost from %d on; want %d from 1, 2 lost from %d",
			len(x.list), x.list[0].n, x.seen-x.lost+1, x.lost, maxExtras, maxExtras+1)
	}
}

// Too many extras leave the cause open.
func TestExtrasForgotten(t *testing.T) {
	c := &Conn{}
	c.extras[0] = extras{seen: 3, lost: 2}
	for upTo, want := range map[int]Guard{1: 0, 2: Forgotten, 3: Forgotten} {
		r := &Refusal{Sent: &Sent{extras: upTo}}
		if n, _, g := r.unowed(c); n != 0 || g != want {
			t.Errorf("refused behind %d extras: %d proven, guard %q; want 0, %q", upTo, n, g, want)
		}
	}
}
