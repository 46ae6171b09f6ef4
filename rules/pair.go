package rules

import (
	"iter"
	"slices"

	"rpcrdma-lint/decode"
)

// maxEnded is the number of ended connections that a pair of hosts remembers.
const maxEnded = 8

// A Pair is the ledger of all connections between two hosts. Nothing looks
// across pairs.
type Pair struct {
	e     *Engine
	terms *regime
	lane  int
	open  []*Conn
	ended []*Conn // by end, the latest last
}

func (e *Engine) pairOf(c *decode.Conn) *Pair {
	key := c.Hosts()
	p := e.pairs[key]
	if p == nil {
		p = &Pair{e: e, terms: e.regimeOf(key), lane: c.Lane()}
		e.pairs[key] = p
		e.order = append(e.order, p)
	}
	return p
}

// end moves c to the connections that are over.
func (p *Pair) end(c *Conn) {
	if i := slices.Index(p.open, c); i >= 0 {
		p.open = slices.Delete(p.open, i, i+1)
	}
	if len(p.ended) == maxEnded {
		p.e.settle(p.ended[0], waitFinish, 0, c.now)
		p.ended[0].release()
		p.ended = slices.Delete(p.ended, 0, 1)
	}
	p.ended = append(p.ended, c)
}

// release lets go of the ledger: what is reported of the connection is in its
// Summary and findings.
func (c *Conn) release() {
	dc := c.Conn
	for side := range c.dirs {
		*c.dirs[side].inLane -= c.dirs[side].ring.len()
	}
	*c = Conn{Conn: dc}
	dc.User = nil
	dc.Free()
}

// wasLost reports whether a transaction with this XID was open when another
// connection of the same client ended, or when it began to, and whether that was
// certainly before c.
func (p *Pair) wasLost(c *Conn, requester decode.Side, xid uint32) (lost, before bool) {
	look := func(o *Conn) {
		if before || o.End == decode.EndCapture || o.Client.Addr != c.Client.Addr || o.dirs[requester].find(xid) == nil {
			return
		}
		lost = true
		if before = c.follows(o); before {
			o.resent = true
		}
	}
	for _, o := range p.ended {
		look(o)
	}
	ending := c.Ending()
	for _, dc := range ending[max(0, len(ending)-MaxOthers):] {
		if o, ok := dc.User.(*Conn); ok {
			look(o)
		}
	}
	return lost, before
}

// follows reports whether o is an earlier connection of the same client. That o
// has ended does not say so: what waited for its other half ends last.
func (c *Conn) follows(o *Conn) bool {
	return o.Client.Addr == c.Client.Addr && o.FirstFrame <= c.FirstFrame
}

// MaxOthers is among how many connections of a pair of hosts an XID or handle is
// looked for that the connection at hand does not know.
const MaxOthers = 256

// others are the connections between the hosts of c beside itself: the open ones,
// the latest first, then those that have ended.
func (p *Pair) others(c *Conn) iter.Seq[*Conn] {
	return func(yield func(*Conn) bool) {
		left := MaxOthers
		for _, list := range [...][]*Conn{p.open, p.ended} {
			for i := len(list) - 1; i >= 0; i-- {
				if left--; left < 0 {
					p.e.dropped.Others++
					return
				}
				if list[i] != c && !yield(list[i]) {
					return
				}
			}
		}
	}
}

// openElsewhere finds an open transaction with this XID on another connection
// of the same client.
func (p *Pair) openElsewhere(c *Conn, requester decode.Side, xid uint32) (*Conn, *Transaction) {
	for o := range p.others(c) {
		if o.Client.Addr != c.Client.Addr {
			continue
		}
		if t := o.dirs[requester].find(xid); t != nil {
			return o, t
		}
	}
	return nil, nil
}

// advertisedElsewhere finds a segment that another connection between the two
// hosts knows under the handle of an operation, and that holds it.
func (p *Pair) advertisedElsewhere(c *Conn, e *decode.Event) (*Conn, *Segment) {
	for o := range p.others(c) {
		if m := o.place(e, e.Side); m.Fit == FitInside || m.Fit == FitClosed {
			return o, m.Segment
		}
	}
	return nil, nil
}
