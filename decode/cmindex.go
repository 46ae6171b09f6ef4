package decode

import (
	"cmp"
	"slices"
)

// A commKey names open connections by communication IDs in their CM messages.
type commKey struct {
	by  commBy
	dir int // in which the REQ travels
	a   uint32
	b   uint32
}

// A commBy says which messages the IDs are from.
type commBy uint8

const (
	byBoth     commBy = iota // the sender's IDs in REQ and REP
	byREQ                    // of the REQ, where the REP was not captured
	byREP                    // of the REP, where the REQ was not captured
	byCaller                 // of the REQ, whatever is known of the REP
	byAnswered               // of the REQ as the REP names it, where only that was captured
)

// comms finds the open connections between two hosts by their communication IDs.
type comms map[commKey][]*Conn

// keys are those that c is found by.
func (c *Conn) keys() (keys [2]commKey, ok bool) {
	dir := c.dirOf(ClientSide)
	switch req, rep := c.CM.Req, c.CM.Rep; {
	case req != nil && rep != nil:
		keys = [...]commKey{{byBoth, dir, req.CommID, rep.CommID}, {byCaller, dir, req.CommID, 0}}
	case req != nil:
		keys = [...]commKey{{byREQ, dir, req.CommID, 0}, {byCaller, dir, req.CommID, 0}}
	case rep != nil:
		keys = [...]commKey{{byREP, dir, rep.CommID, 0}, {byAnswered, dir, rep.ReqID, 0}}
	default:
		return keys, false
	}
	return keys, true
}

func (m comms) add(c *Conn) {
	keys, ok := c.keys()
	if !ok {
		return
	}
	for _, k := range keys {
		l := m[k]
		i, _ := slices.BinarySearchFunc(l, c, func(a, b *Conn) int { return cmp.Compare(a.order, b.order) })
		m[k] = slices.Insert(l, i, c)
	}
}

func (m comms) remove(c *Conn) {
	keys, ok := c.keys()
	if !ok {
		return
	}
	for _, k := range keys {
		l := m[k]
		if i := slices.Index(l, c); i >= 0 {
			l = slices.Delete(l, i, i+1)
		}
		if len(l) == 0 {
			delete(m, k)
		} else {
			m[k] = l
		}
	}
}

// first is the connection that was made first of those with one of the keys, or
// nil.
func (m comms) first(keys ...commKey) (c *Conn) {
	for _, k := range keys {
		if l := m[k]; len(l) > 0 && (c == nil || l[0].order < c.order) {
			c = l[0]
		}
	}
	return c
}
