package decode

import (
	"cmp"
	"slices"
)

// DefaultMemory is how many bytes a Decoder and its Sink remember, unless
// Options say otherwise.
const DefaultMemory = 128 << 20

// An Accountant is a Sink that remembers much of a connection. The Decoder
// counts that in, and says what has to go when there is too much.
type Accountant interface {
	// Weight is how many bytes are remembered of c, about. It is asked often.
	Weight(c *Conn) int

	// Shrink lets go of what a connection that goes on can do without.
	Shrink(c *Conn)

	// Forget lets go of all that is remembered of c. It may be open still: then
	// nothing more comes of it, not even its end.
	Forget(c *Conn)
}

// A budget bounds what a Decoder and its Sink remember of the hosts of one lane.
// What is kept to the end of the capture has a quota, which the lane gets when
// its first packet comes. What can be forgotten has a limit, an equal part for
// each lane that the capture has so far. Neither depends on who works on which
// lane.
type budget struct {
	pairs int
	flows int
	kept  int // bytes of packets that wait until their connection is known

	quota, fixed int     // bytes that may be kept to the end, and are
	limit, used  int     // bytes of what can be forgotten that there may be, and are
	conns        []*Conn // of which something can be forgotten
	over         int     // what was forgotten or left out to stay within both
	reported     int     // bytes of fixed that outlive the Decoder
	full         bool    // something has to be forgotten
}

// What is kept to the end costs about so many bytes.
const (
	costPair   = 1000
	costHalf   = 250
	costConn   = 2150
	costVote   = 80
	costShaken = 400 // a CM exchange
)

// Three fifths are for what can be forgotten. Of the rest, half is shared out in
// equal parts, half so that the nth lane gets the nth part of the first one's:
// the sum of 1/n over all lanes is 4.06.
func (d *Decoder) share() {
	first := d.memory / 5 * 100 / 406
	for lane := range d.budgets {
		b := &d.budgets[lane]
		if !d.lanes[lane] {
			continue
		}
		if b.quota == 0 {
			b.quota = d.memory/5/Lanes + first/d.laneCount
		}
		b.limit = d.memory / 5 * 3 / d.laneCount
		b.full = b.full || b.used > b.ledgers()
	}
	d.relieve()
}

// See says that the capture goes on with a packet of this lane. A Decoder that
// does not get it has to know of it all the same.
func (d *Decoder) See(lane int) {
	if !d.lanes[lane] {
		d.lanes[lane] = true
		d.laneCount++
		d.share()
	}
}

// waiting is how many bytes of packets may wait until their connection is known.
func (b *budget) waiting() int { return min(maxKept, b.limit/4) }

// crowded is the bound that bites where more bytes wait than may: the memory,
// where its part for them is the smaller one.
func (b *budget) crowded() Bound {
	if b.limit/4 < maxKept {
		return BoundMemory
	}
	return BoundKept
}

// ledgers is how much is left for connections that are known: of the limit, and
// a little of what is kept to the end.
func (b *budget) ledgers() int {
	return b.limit + min(b.limit/6, b.quota-b.fixed) - min(b.kept, b.waiting())
}

// keep takes n bytes for something that stays, and reports whether there is
// room.
func (b *budget) keep(n int) bool {
	if !b.room(n) {
		return false
	}
	b.fixed += n
	b.full = b.full || b.used > b.ledgers()
	return true
}

// room reports whether n more bytes may be kept.
func (b *budget) room(n int) bool {
	if b.fixed+n > b.quota {
		b.over++
		return false
	}
	return true
}

// Keep counts n bytes that the sink keeps of the connection to the end of the
// capture, and the connection with them. It reports whether there is room.
func (c *Conn) Keep(n int) bool {
	b := c.pair.budget
	if !b.keep(n) {
		return false
	}
	if !c.reported {
		c.reported = true
		b.reported += costConn + 2*costHalf
	}
	b.reported += n
	return true
}

// An Account is what is kept of a capture to its end. Where the capture goes on
// with another Decoder, it counts there.
type Account struct{ lanes [Lanes]laneAccount }

type laneAccount struct{ quota, reported int }

// Account is that of the lanes that d has taken packets of, and of what was
// decoded before.
func (d *Decoder) Account() (a Account) {
	for lane := range d.budgets {
		a.lanes[lane] = laneAccount{d.budgets[lane].quota, d.budgets[lane].reported}
	}
	return a
}

// Join takes in what another Decoder has kept of other lanes of the same frames.
func (a *Account) Join(o Account) {
	for lane := range a.lanes {
		a.lanes[lane].quota = max(a.lanes[lane].quota, o.lanes[lane].quota)
		a.lanes[lane].reported = max(a.lanes[lane].reported, o.lanes[lane].reported)
	}
}

// goOn begins with what was kept before.
func (d *Decoder) goOn(a *Account) {
	for lane, l := range a.lanes {
		if l.quota == 0 {
			continue
		}
		d.lanes[lane] = true
		d.laneCount++
		b := &d.budgets[lane]
		b.quota, b.fixed, b.reported = l.quota, l.reported, l.reported
	}
	if d.laneCount > 0 {
		d.share()
	}
}

// refer counts one more that knows the connection: itself, as long as it is
// open, and its halves. When there is none left it takes no memory, unless it is
// reported.
func (c *Conn) refer() { c.known++ }

func (c *Conn) unrefer() {
	if c.known--; c.known == 0 && !c.reported {
		c.pair.budget.fixed -= costConn
	}
}

// A connection is weighed anew when what came since may have made it a quarter
// heavier: the Sink makes at most so much of a packet and of each byte of a
// Send.
const (
	packetGrowth = 1 << 10
	byteGrowth   = 8
	weighStep    = 4 << 10
)

// grow counts a packet that was delivered.
func (c *Conn) grow(d *Decoder, p *packet) {
	c.stale += packetGrowth + byteGrowth*len(p.data)
	if c.stale > c.load/4+weighStep {
		c.weigh(d)
	}
}

// weigh brings the account of the lane up to date.
func (c *Conn) weigh(d *Decoder) {
	if d.books == nil || c.proto != protoRPCRDMA {
		return
	}
	n := c.weight() + d.books.Weight(c)
	if n == 0 {
		c.Free()
		return
	}
	b := c.pair.budget
	if c.load == 0 {
		c.place = len(b.conns)
		b.conns = append(b.conns, c)
	}
	b.used += n - c.load
	c.load, c.stale = n, 0
	b.full = b.used > b.ledgers()
}

// weight is what the Decoder itself remembers of an open connection.
func (c *Conn) weight() int {
	n := c.holdLen
	for i := range c.streams {
		s := &c.streams[i]
		n += (cap(s.recent)+cap(s.sums))*costRequest + cap(s.reads)*costRead + cap(s.named)*costNaming + cap(s.cur.data)
		for j := range s.reads {
			n += cap(s.reads[j].data)
		}
	}
	return n
}

const (
	costRequest = 40
	costRead    = 96
	costNaming  = 24
)

// Free says that nothing is remembered any more that could be forgotten.
func (c *Conn) Free() {
	if c.load == 0 {
		return
	}
	b := c.pair.budget
	b.used -= c.load
	last := len(b.conns) - 1
	moved := b.conns[last]
	b.conns[c.place], moved.place = moved, c.place
	b.conns[last] = nil
	b.conns = b.conns[:last]
	c.load = 0
}

// relieve forgets, where there is too much of it: first the ledgers of ended
// connections, the oldest first; then of the open ones what they can do without;
// then these as a whole, beginning with the one that has been idle for longest.
func (d *Decoder) relieve() {
	if d.books == nil {
		return
	}
	for lane := range d.budgets {
		if b := &d.budgets[lane]; b.full {
			b.full = false
			d.relieveLane(b)
		}
	}
}

func (d *Decoder) relieveLane(b *budget) {
	enough := func() bool { return b.used <= b.ledgers()/8*7 } // so that it is not soon too much again
	all := slices.Clone(b.conns)
	slices.SortFunc(all, func(a, b *Conn) int {
		return cmp.Or(cmp.Compare(a.LastFrame, b.LastFrame), cmp.Compare(a.FirstFrame, b.FirstFrame), cmp.Compare(a.place, b.place))
	})
	open := all[:0]
	for _, c := range all {
		switch {
		case !c.ended:
			open = append(open, c)
		case !enough():
			b.over++
			d.books.Forget(c)
			c.Free()
		}
	}
	for _, c := range open {
		if enough() {
			return
		}
		d.books.Shrink(c)
		c.weigh(d)
	}
	for _, c := range open {
		if enough() {
			return
		}
		b.over++
		d.forget(c)
	}
	b.full = false
}

// forget gives up an open connection. Its packets are counted from here on and
// nothing else.
func (d *Decoder) forget(c *Conn) {
	c.Forgotten = true
	d.books.Forget(c)
	c.Free()
	c.proto = protoForgotten
	c.discard(d)
}
