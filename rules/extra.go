package rules

import (
	"slices"

	"rpcrdma-lint/decode"
)

// maxExtras is the number of extras of one side that are remembered.
const maxExtras = 64

// An extra is something that took a Receive which nobody owed it: an answer to
// nothing open, a repeated Call, a message that is dropped unread, an RDMA
// Write with immediate data.
type extra struct {
	n         int // counts the extras of its sender, from 1
	answer    bool
	place     Place
	requester decode.Side
	xid       uint32
	txn       *Transaction // that the answer was not the first one to
}

// extras are those of one side, the first ones of all.
type extras struct {
	list []extra
	seen int
	lost int // the first one that is not remembered, or 0
}

// add takes one.
func (x *extras) add(e extra) {
	x.seen++
	e.n = x.seen
	if len(x.list) < maxExtras {
		x.list = append(x.list, e)
	} else if x.lost == 0 {
		x.lost = e.n
	}
}

// extra notes m where it takes a Receive that it was not owed.
func (c *Conn) extra(m *Message) {
	if m.owed() {
		return
	}
	c.extras[m.Sender].add(extra{
		answer: m.IsAnswer(), place: placeOf(m.Event), requester: m.Requester, xid: m.Header.XID, txn: m.Txn,
	})
}

// owed reports whether the receiver had to expect m, or takes it for a Call
// until it has answered it: then it is counted among those in flight.
func (m *Message) owed() bool {
	switch m.Role {
	case RoleReply, RoleError:
		return m.Match == MatchFirst
	case RoleOdd:
		if m.Sender == decode.ServerSide {
			return false
		}
		fallthrough
	case RoleCall:
		return m.Match == MatchNone && m.Txn != nil && (m.Txn.open || m.Txn.Answered)
	}
	return false
}

// solicited tells, when the Call of the answer at place was captured behind it,
// what had taken the answer for an extra.
func (c *Conn) solicited(t *Transaction, place Place) {
	sender := t.requester.Other()
	same := func(p Place) bool { return p.PSN == place.PSN && p.Frame == place.Frame }
	x := &c.extras[sender]
	x.list = slices.DeleteFunc(x.list, func(e extra) bool { return e.answer && same(e.place) })
	if s := c.sends[sender].find(place.PSN); s != nil && same(s.Place) {
		s.Match, s.Txn = MatchFirst, t
	}
	for _, r := range c.refusals {
		if s := r.Sent; s != nil && s.Sender == sender && same(s.Place) {
			s.Match, s.Txn = MatchFirst, t
		}
	}
}

// uncalled is the guard that fails when the answer at place may be to a Call
// that is not known, or was captured behind it. It is asked at the connection's
// end.
func (c *Conn) uncalled(requester decode.Side, xid uint32, place Place, txn *Transaction) Guard {
	if txn != nil && txn.Repeats > 0 {
		return Taken // a Receive for each of the Calls, perhaps
	}
	if g := c.CallHidden(requester, xid); g != 0 {
		return g
	}
	return c.Overtaken(requester, xid, place, txn)()
}

// unowed finds what may have taken the Receive of the refused Send before it:
// the guard that fails for it, or 0 and the number of answers that certainly
// were to no open Call, with the frame of the first.
func (r *Refusal) unowed(c *Conn) (n, first int, g Guard) {
	x, upTo := &c.extras[r.Sent.Sender], r.Sent.extras
	if x.lost > 0 && x.lost <= upTo {
		g = Forgotten
	}
	for i := range x.list {
		e := &x.list[i]
		if e.n > upTo {
			break
		}
		why := Taken
		if e.answer {
			why = c.uncalled(e.requester, e.xid, e.place, e.txn)
		}
		if why != 0 {
			g = why
			continue
		}
		if n++; n == 1 {
			first = e.place.Frame
		}
	}
	if n > 0 {
		g = 0
	}
	return n, first, g
}
