package journal

// A height is what a curve must not lose when it is thinned out.
type height interface{ height() int64 }

// A Curve is points in time order. When there are too many it is thinned out:
// of so many in a row only the lowest and the highest are kept, so that what
// stands out stays.
type Curve[T height] struct {
	kept  []T
	Each  int // points in a row of which two are kept; 2 keeps all
	Total int // points that there were

	group     int // points since the latest that are kept
	low, high T
	lowFirst  bool
}

// add appends a point.
func (c *Curve[T]) add(p T) {
	c.Total++
	if c.Each <= 2 {
		c.Each = 2
		c.kept = append(c.kept, p)
		return
	}
	switch {
	case c.group == 0:
		c.low, c.high, c.lowFirst = p, p, true
	case p.height() < c.low.height():
		c.low, c.lowFirst = p, false
	case p.height() >= c.high.height():
		c.high, c.lowFirst = p, true
	}
	if c.group++; c.group == c.Each {
		c.kept = c.ends(c.kept)
		c.group = 0
	}
}

// ends appends the lowest and the highest point of the group.
func (c *Curve[T]) ends(to []T) []T {
	if c.group == 1 {
		return append(to, c.low)
	}
	if c.lowFirst {
		return append(to, c.low, c.high)
	}
	return append(to, c.high, c.low)
}

// Points are what is left, in time order.
func (c *Curve[T]) Points() []T {
	if c.group == 0 {
		return c.kept
	}
	return c.ends(c.kept[:len(c.kept):len(c.kept)])
}

// Len is how many points are left.
func (c *Curve[T]) Len() int { return len(c.kept) + min(c.group, 2) }

// Halve leaves about half of the points.
func (c *Curve[T]) Halve() {
	if c.group > 0 { // it becomes points like the others
		c.kept = c.ends(c.kept)
		c.group = 0
	}
	all := c.kept
	half := Curve[T]{kept: all[:0], Each: 4}
	for _, p := range all {
		half.add(p)
	}
	c.kept = half.kept
	if half.group > 0 {
		c.kept = half.ends(c.kept)
	}
	c.Each *= 2
}
