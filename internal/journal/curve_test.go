package journal

import (
	"slices"
	"testing"
)

type point struct{ at, value int64 }

func (p point) height() int64 { return p.value }

// However often a curve is halved, its highest and lowest points stay, and time
// never runs backwards.
func TestCurve(t *testing.T) {
	for _, halvings := range []int{0, 1, 2, 5} {
		var c Curve[point]
		const n = 10007
		every := n / (halvings + 1)
		for i := range int64(n) {
			v := i * 7919 % 1000
			switch i {
			case 1234:
				v = 5000
			case n - 3:
				v = -5000
			}
			c.add(point{i, v})
			if int(i)%every == every-1 && c.Each < 2<<halvings {
				c.Halve()
			}
		}
		ps := c.Points()
		if c.Total != n || len(ps) != c.Len() || c.Each != 2<<halvings {
			t.Errorf("%d halvings: got %d points, says %d of %d, 2 of %d", halvings, len(ps), c.Len(), c.Total, c.Each)
		}
		if !slices.Contains(ps, point{1234, 5000}) || !slices.Contains(ps, point{n - 3, -5000}) {
			t.Errorf("%d halvings: an extreme is gone", halvings)
		}
		if !slices.IsSortedFunc(ps, func(a, b point) int { return int(a.at - b.at) }) {
			t.Errorf("%d halvings: points are out of order", halvings)
		}
		if halvings == 0 && len(ps) != n {
			t.Errorf("got %d of %d points", len(ps), n)
		}
		if halvings > 0 && len(ps) > n*3/4 {
			t.Errorf("%d halvings: %d points are left", halvings, len(ps))
		}
	}
}

// Points does not disturb what comes later.
func TestCurveIsReadMidway(t *testing.T) {
	var once, often Curve[point]
	for i := range int64(500) {
		p := point{i, i * 31 % 17}
		for _, c := range []*Curve[point]{&once, &often} {
			c.add(p)
			if c.Len() > 64 {
				c.Halve()
			}
		}
		often.Points()
	}
	if !slices.Equal(once.Points(), often.Points()) {
		t.Error("got other points")
	}
}

// Bytes are never lost, wherever they fall and however wide buckets become.
func TestMoved(t *testing.T) {
	var m Moved
	var want Bytes
	for i := range uint64(20000) {
		b := Bytes{i, 2 * i}
		at := int64(1e9) + int64(i)*int64(i)*1000
		if i == 77 {
			at = 0 // a clock that steps backwards
		}
		m.add(at, b)
		want.Read += b.Read
		want.Written += b.Written
	}
	m.Halve()
	var got Bytes
	for _, b := range m.Buckets {
		got.Read += b.Read
		got.Written += b.Written
	}
	if got != want || m.Len() > maxBuckets || m.Len() < maxBuckets/8 || m.From != 1e9 {
		t.Errorf("got %v in %d buckets from %d, want %v", got, m.Len(), m.From, want)
	}
}

// Thin takes from the longest curve, and leaves short ones alone.
func TestThin(t *testing.T) {
	l := &lane{}
	a, b := newPictures(l), newPictures(l)
	for i := range 1000 {
		a.Load.add(Load{InFlight: int32(i)})
		b.Answers.add(Answered{Took: int64(i % 50)})
	}
	for range 200 {
		b.Answers.add(Answered{})
	}
	before := a.Points() + b.Points()
	n := Thin(l.all)
	if got := a.Points() + b.Points(); before-got != n || a.Load.Len() != 1000 || b.Answers.Len() > 620 {
		t.Errorf("got %d and %d points, said %d fewer than %d", a.Points(), b.Points(), n, before)
	}
	for Thin(l.all) > 0 {
	}
	if a.Load.Len() > fewPoints || a.Load.Len() < fewPoints/4 || a.Load.Total != 1000 {
		t.Errorf("got %d points in the end", a.Load.Len())
	}
}
