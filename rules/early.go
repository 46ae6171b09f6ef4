package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// maxEarly is the number of answers without a Call that one direction
// remembers, in case the Call comes later.
const maxEarly = 64

// maxDisorder is the time, in ns, by which a Call may have been captured too
// late although the capture has shown no such disorder yet.
const maxDisorder = int64(10e6)

// An earlyAnswer is an answer that came before the Call that it fits: the
// capture disorders the directions, or one of them had to wait until its queue
// pair was known.
type earlyAnswer struct {
	xid     uint32
	place   Place
	role    Role
	sure    bool
	version uint32
	err     rfc8166.ErrCode
	hasErr  bool
}

// keepEarly remembers an answer to nothing known.
func (d *direction) keepEarly(m *Message) {
	if len(d.early) == maxEarly {
		d.earlyLost = d.early[0].place
		d.early = append(d.early[:0], d.early[1:]...)
	}
	d.early = append(d.early, earlyAnswer{
		m.Header.XID, placeOf(m.Event), m.Role, m.Sure, m.Header.Version, m.Header.Err, m.Header.Has(rfc8166.HaveErr),
	})
}

// answeredEarly closes a new transaction whose answer came first, unless the
// answer was captured so long before the Call that it cannot belong to it. Where
// that is in doubt the Call is blind: it may be answered, or not.
func (c *Conn) answeredEarly(t *Transaction) {
	d := &c.dirs[t.requester]
	for i, a := range d.early {
		if a.xid != t.XID {
			continue
		}
		if !c.fits(a.place, t) {
			t.blind = t.blind || t.Call.SentTime-a.place.LastTime <= maxDisorder
			continue
		}
		d.early = append(d.early[:i], d.early[i+1:]...)
		t.Answered, t.Answer, t.AnswerIs, t.Answers = true, a.place, a.role, 1
		t.Certain, t.answerXID = a.sure, a.xid
		t.Answer1.Version, t.Answer1.Err, t.Answer1.HasErr = a.version, a.err, a.hasErr
		c.solicited(t, a.place)
		return
	}
	lost := d.earlyLost
	t.blind = t.blind || lost.LastFrame > 0 && c.fits(lost, t)
}

// awaited is the guard that fails when an answer shows, at a time, that a Call of
// requester may still be to come.
func (c *Conn) awaited(requester decode.Side, at int64) Guard {
	for _, a := range c.dirs[requester].early {
		if at-a.place.LastTime <= maxDisorder {
			return Disordered
		}
	}
	return 0
}

// fits reports whether the answer at place may be to t although it was
// captured before it.
func (c *Conn) fits(place Place, t *Transaction) bool {
	return place.LastFrame >= t.Call.SentFrame || t.Call.SentTime-place.LastTime <= c.Margin()
}
