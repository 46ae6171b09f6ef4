package rules

// A queue is a list that grows at its end and is taken from its front. Unlike a
// slice that is cut at the front it uses its memory again.
type queue[T any] struct {
	items []T
	head  int // items[:head] are gone, and zero
}

// all has the items, the oldest first. It is void after the next change.
func (q *queue[T]) all() []T { return q.items[q.head:] }

func (q *queue[T]) len() int { return len(q.items) - q.head }

func (q *queue[T]) push(v T) {
	if len(q.items) == cap(q.items) && q.head > len(q.items)/2 {
		n := copy(q.items, q.all())
		clear(q.items[n:])
		q.items, q.head = q.items[:n], 0
	}
	q.items = append(q.items, v)
}

// pop takes the oldest item off.
func (q *queue[T]) pop() T {
	var none T
	v := q.items[q.head]
	q.items[q.head] = none
	if q.head++; q.head == len(q.items) {
		q.items, q.head = q.items[:0], 0
	}
	return v
}

func (q *queue[T]) clear() {
	clear(q.items)
	q.items, q.head = q.items[:0], 0
}

// keep drops the items that f does not want.
func (q *queue[T]) keep(f func(T) bool) {
	rest := q.items[:0]
	for _, v := range q.all() {
		if f(v) {
			rest = append(rest, v)
		}
	}
	clear(q.items[len(rest):])
	q.items, q.head = rest, 0
}
