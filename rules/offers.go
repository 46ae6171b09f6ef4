package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

const maxUnclear = 64 // messages with unknown lists that are followed

// unclear is what a Requester may have offered without the ledger knowing: a
// verdict about memory that nobody offered depends on it.
type unclear struct {
	open []*Transaction // may still be served, with other segments than the ledger has
	role bool           // a message of unknown role may have been a Call
	lost bool           // something was not followed, to stay within a bound
}

// note takes a message that the Requester may have sent as such.
func (u *unclear) note(m *Message) {
	switch t := m.Txn; {
	case m.Role == RoleError:
	case m.Role == RoleUnknown:
		u.role = true
	case m.Role == RoleReply:
		u.role = u.role || !m.Sure && m.HeaderErr != nil
	case t == nil:
		u.role = u.role || m.CutShort()
	case !t.open && !t.Answered || len(t.Segments) == maxSegments:
		u.lost = true
	case !t.HasLists || m.Match == MatchAgain:
		u.follow(t)
	}
}

// follow remembers t, in place of those that are over.
func (u *unclear) follow(t *Transaction) {
	rest := u.open[:0]
	for _, o := range u.open {
		if o != t && o.unserved() {
			rest = append(rest, o)
		}
	}
	clear(u.open[len(rest):])
	u.open = rest
	if len(u.open) == maxUnclear {
		u.lost = true
		return
	}
	u.open = append(u.open, t)
}

// unserved reports whether the Responder may still be at work on t: a Call
// that was sent again may be served again.
func (t *Transaction) unserved() bool { return t.Answers <= t.Repeats }

// guard is the guard that fails while something may have been offered that the
// ledger does not know.
func (u *unclear) guard() Guard {
	switch {
	case u.lost:
		return Forgotten
	case u.role:
		return NoRole
	}
	for _, t := range u.open {
		switch {
		case !t.unserved():
		case t.Repeats > 0:
			return Unpaired
		case t.Role == RoleOdd:
			return NoRole
		default:
			return NotWhole
		}
	}
	return 0
}

// offered takes a message into account that may offer memory or end an offer.
func (c *Conn) offered(m *Message) {
	c.unclear[m.Sender].note(m)
	c.regions[m.Sender].note(m)
	if m.Match == MatchFirst {
		m.Txn.answerSure = m.Sure
	}
}

// offers is the guard that fails when requester may have offered memory that
// the ledger does not know (requirement 8166-3.4.3-b).
func (c *Conn) offers(requester decode.Side) Guard {
	if g := c.Unbroken(requester); g != 0 {
		return g
	}
	return c.unclear[requester].guard()
}

// stray adds to a claim about an operation outside of what the ledger allows
// that the Requester has offered nothing else before: its next request, sent
// later, shows that nothing is missing. All operations with one handle are one
// finding.
func (c *Conn) stray(m *Move, o Outcome) Outcome {
	requester, key, at, known := m.By.Other(), m.Event.Key, m.Event.Time, c.lastOffer(m.By.Other(), m.Event.Key)
	return o.At(m.Event.Frame, m.Event.Time, "sent here").Folded(int(key)<<1 | int(m.By)).
		Unless(c.offers(requester)).OnceClosed(requester).
		Checking(func() Guard {
			if g := c.sentAfter(at); g != 0 {
				return g
			}
			if g := c.mayOffer(key); g != 0 {
				return g
			}
			if s := c.lastOffer(requester, key); s != nil && s != known {
				return Disordered // a Call captured before the operation was delivered behind it
			}
			return c.offers(requester)
		})
}

// lastOffer is the latest segment with that handle that a Call of requester
// advertised, or nil.
func (c *Conn) lastOffer(requester decode.Side, key uint32) *Segment {
	h := c.dirs[requester].memory[key]
	return h.latest()
}

// sentAfter is the guard that fails when the request that ends a wait may
// have been sent before the time at.
func (c *Conn) sentAfter(at int64) Guard {
	if c.incoming.SentTime <= at+c.Margin() {
		return Disordered
	}
	return 0
}

// mayOffer is the guard that fails when the request that ends a wait offers
// memory under that handle itself: it may repeat what the capture missed.
func (c *Conn) mayOffer(key uint32) Guard {
	e := c.incoming
	switch {
	case e.Kind != decode.KindSend:
		return 0
	case e.Message.HeaderErr != nil:
		return NotWhole
	case names(&e.Message.Header, key):
		return NotFresh
	}
	return 0
}

// names reports whether a segment in the lists of h has that handle.
func names(h *rfc8166.Header, key uint32) bool {
	for i := range h.Reads {
		if h.Reads[i].Handle == key {
			return true
		}
	}
	for _, w := range h.Writes {
		for i := range w {
			if w[i].Handle == key {
				return true
			}
		}
	}
	for i := range h.Reply {
		if h.Reply[i].Handle == key {
			return true
		}
	}
	return false
}

// calledOnce is asked when the Requester's next request shows what it had
// sent: the guard that fails when a Call with this XID may have been sent again
// before the time at.
func (c *Conn) calledOnce(requester decode.Side, xid uint32, at int64) Guard {
	if g := c.sentAfter(at); g != 0 {
		return g
	}
	if m := c.incoming.Message; m != nil && m.Header.XID == xid {
		return NotFresh
	}
	return c.offers(requester)
}
