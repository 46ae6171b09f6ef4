package rules

import "rpcrdma-lint/decode"

const (
	maxGrants  = 1024 // answers that are remembered while it is not known whether they were received
	maxChecks  = 1024 // Calls over a limit that wait for proof
	maxListed  = 4    // Calls in flight that a finding names
	maxUnacked = 4096 // Calls that are remembered while no response acknowledges them
)

// A grant is the credit that one answer gives.
type grant struct {
	credits uint32
	frame   int // of the answer
	last    int
	time    int64
	end     uint32 // its last PSN
	unseen  int    // Conn.unseen of the Responder when it came
	first   bool   // the answer closed a Call
}

// credits is the credit accounting of one direction of operation (RFC 8166
// §3.3). Accusing the Requester it counts as few Calls in flight and as large
// a grant as can be; accusing the Responder the other way round.
type credits struct {
	inFlight int // Calls without a captured answer
	odd      int // the same of messages that are no decodable Call

	// Calls of the current generation. Whenever something of the Responder
	// may have gone unseen a new one begins: the Calls before may be answered.
	gen    int
	sure   int
	grants []grant // of answers captured and not proven to be received, oldest first

	certain    grant // of the last answer that was certainly received
	hasCertain bool

	first, second  *Transaction // the first two Calls of the connection
	before         int          // Calls whose first packet was captured before the first answer
	firstAnswer    grant        // the first answer of all
	firstAnswerTo  *Transaction
	unseenAtAnswer int // Conn.unseen of the Requester when it came
	hasAnswer      bool
	closing        grant // first request of the Responder captured after the second Call; credits unused
	hasClosing     bool

	unacked []*Transaction // Calls that no response has acknowledged

	checks  []*CallCredit // Calls over a limit that wait for proof
	episode int           // counts the stretches in which the limit was exceeded
	over    bool
	proven  bool // a Call over the grant was proven
	stats   grantStats
}

// A CallCredit is a Call's place in the credit accounting.
type CallCredit struct {
	Requester decode.Side
	XID       uint32
	Frame     int
	Time      int64
	PSN       uint32

	InFlight  int    // Calls in flight with this one: certainly no fewer
	Limit     uint32 // the largest grant that the Requester may have had
	LimitAt   int    // frame of the answer that gave it
	Requested uint32 // the largest credit request among the Calls in flight
	Listed    []int  // frames of some of the Calls in flight, oldest first

	OverGrant   bool
	OverRequest bool
	Guard       Guard // why it is not proven, or not known to hold
	Episode     int   // the stretch of Calls over the limit that it belongs to

	counted []*Transaction
	unseen  int
	upTo    int64 // answers up to this time may have been received before the Call was sent
	low     int
	maxLim  uint32
	proven  bool
}

// openCredit takes a Call into the accounting.
func (c *Conn) openCredit(m *Message, t *Transaction) {
	k := &c.dirs[m.Requester].credit
	if !t.Proper {
		if !t.Answered {
			k.odd++
		}
		return
	}
	t.gen = k.gen
	switch {
	case k.first == nil:
		k.first = t
	case k.second == nil:
		k.second = t
	}
	if !k.hasAnswer || t.Call.Frame < k.firstAnswer.last {
		k.before++
	}
	if t.Answered {
		return
	}
	k.inFlight++
	k.sure++
	if len(k.unacked) == maxUnacked {
		k.unacked = k.unacked[1:]
	}
	k.unacked = append(k.unacked, t)
	c.judgeCall(m, t)
}

// closeCredit takes the answer to a Call out of the accounting.
func (c *Conn) closeCredit(t *Transaction) {
	k := &c.dirs[t.requester].credit
	if !t.Proper {
		k.odd--
		return
	}
	k.inFlight--
	if t.gen == k.gen {
		k.sure--
	}
}

// grant takes the credit that an answer gives.
func (c *Conn) grant(m *Message) {
	k := &c.dirs[m.Requester].credit
	if !m.Sure || !m.CreditCaptured() {
		return
	}
	e := m.Event
	// A grant of zero is the Responder's fault; the Requester may go on with one.
	g := grant{max(m.Header.Credit, 1), e.Frame, e.LastFrame, e.LastTime, e.EndPSN, c.unseen[m.Sender], m.Match == MatchFirst}
	if !k.hasAnswer {
		k.hasAnswer, k.firstAnswer, k.firstAnswerTo = true, g, m.Txn
		k.unseenAtAnswer = c.unseen[m.Requester]
	}
	if len(k.grants) == maxGrants { // fold the two oldest: the larger one counts
		if k.grants[0].credits > k.grants[1].credits {
			k.grants[1].credits = k.grants[0].credits
		}
		k.grants = k.grants[1:]
	}
	k.grants = append(k.grants, g)
	k.stats.add(k.inFlight, m)
	for _, cc := range k.checks {
		if e.LastTime <= cc.upTo {
			cc.maxLim = max(cc.maxLim, g.credits)
			if m.Match == MatchFirst && m.Txn.Call.Frame <= cc.Frame {
				cc.low--
			}
		}
	}
}

// limits are the largest and the smallest grant that the Requester may go by
// now. Before any answer was certainly received that is 1 (RFC 8166 §3.3.3).
func (k *credits) limits() (largest grant, smallest uint32) {
	largest, smallest = grant{credits: 1}, 1
	if k.hasCertain {
		largest, smallest = k.certain, k.certain.credits
	}
	for _, g := range k.grants {
		if g.credits > largest.credits {
			largest = g
		}
		smallest = min(smallest, g.credits)
	}
	return largest, smallest
}

// high is the largest number of Calls that the Responder may have to hold at
// once: all that are not certainly answered.
func (k *credits) high() int { return k.inFlight + k.odd + len(k.grants) }

// judgeCall compares the Calls in flight with the limits. What looks like too
// many waits for proof.
func (c *Conn) judgeCall(m *Message, t *Transaction) {
	k := &c.dirs[m.Requester].credit
	cc := &c.pair.e.cc
	*cc = CallCredit{
		Requester: m.Requester, XID: t.XID, Frame: t.Call.Frame, Time: t.Call.Time, PSN: t.Call.PSN,
		InFlight: k.sure,
	}
	if !k.hasAnswer {
		return // the rule on the first grant judges these
	}
	responder := m.Requester.Other()
	if !k.hasCertain && len(k.grants) == 0 {
		cc.Guard = c.hiding(responder)
		c.pair.e.runCall(c, cc)
		return
	}
	limit, _ := k.limits()
	cc.Limit, cc.LimitAt = limit.credits, limit.frame
	cc.OverGrant = k.sure > int(min(limit.credits, maxOpen))
	if !cc.OverGrant && k.sure > int(min(t.Header.Credit, maxOpen)) {
		cc.Requested = c.requested(m.Requester)
		cc.OverRequest = k.sure > int(min(cc.Requested, maxOpen))
	}
	if !cc.OverGrant && !cc.OverRequest {
		k.over = false
		cc.Guard = c.Unbroken(m.Requester)
		c.pair.e.runCall(c, cc)
		return
	}
	if cc.OverGrant && !k.over {
		k.over = true
		k.episode++
	}
	cc.Episode = k.episode
	// Without a Reply that was certainly received, all grants must be known.
	if !k.hasCertain && (!c.start[responder] || c.unseen[responder] > 0) {
		cc.Guard = Unacked
	}
	c.await(m.Requester, cc, t)
}

// hiding is the guard that fails where something of side may be unseen.
func (c *Conn) hiding(side decode.Side) Guard {
	switch {
	case c.gaps[side] > 0:
		return gapGuard(side)
	case c.early[side.Other()] > 0:
		return EarlyAck
	case !c.start[side]:
		return NoStart
	}
	return NoRole
}

// requested is the largest credit request among the Calls in flight.
func (c *Conn) requested(requester decode.Side) uint32 {
	n := uint32(1) // with a request of zero nothing could be sent
	for _, t := range c.Open(requester) {
		if t.Proper {
			n = max(n, t.Header.Credit)
		}
	}
	return n
}

// await keeps a Call over a limit until it is proven.
func (c *Conn) await(requester decode.Side, cc *CallCredit, t *Transaction) {
	k := &c.dirs[requester].credit
	kept := *cc
	kept.upTo = t.Call.SentTime + c.Margin()
	kept.low, kept.maxLim = cc.InFlight, cc.Limit
	kept.unseen = c.unseen[requester.Other()]
	if len(k.checks) >= maxChecks {
		kept.Guard = Forgotten
		c.pair.e.runCall(c, &kept)
		return
	}
	for _, o := range c.Open(requester) {
		if o.Proper && o.gen == k.gen {
			kept.counted = append(kept.counted, o)
			if len(kept.Listed) < maxListed {
				kept.Listed = append(kept.Listed, o.Call.Frame)
			}
		}
	}
	k.checks = append(k.checks, &kept)
	t.check = &kept
}

// settleChecks decides about the Calls over a limit when the Responder's next
// request was captured at the time now, or, with over set, the connection is
// over.
func (c *Conn) settleChecks(requester decode.Side, now int64, over bool) {
	k := &c.dirs[requester].credit
	if len(k.checks) == 0 {
		return
	}
	rest := k.checks[:0]
	for _, cc := range k.checks {
		if !over && now <= cc.upTo && c.unseen[requester.Other()] == cc.unseen {
			rest = append(rest, cc)
			continue
		}
		cc.decide(c, over)
		if cc.Guard == 0 && cc.OverGrant {
			k.proven, cc.proven = true, true
		}
		cc.counted = nil
		c.pair.e.runCall(c, cc)
	}
	clear(k.checks[len(rest):])
	k.checks = rest
}

// decide finds the guard that fails, if any.
func (cc *CallCredit) decide(c *Conn, over bool) {
	responder := cc.Requester.Other()
	switch {
	case cc.Guard != 0:
	case !c.RolesKnown:
		cc.Guard = NoRole
	case c.unseen[responder] != cc.unseen:
		cc.Guard = gapGuard(responder)
	case cc.OverGrant && cc.low <= int(min(cc.maxLim, maxOpen)),
		cc.OverRequest && cc.low <= int(min(cc.Requested, maxOpen)):
		cc.Guard = Disordered
	case over && !cc.unanswered():
		cc.Guard = openGuard(responder)
	}
}

// unanswered reports whether acknowledgements prove that none of the counted
// Calls was answered when this one was sent: each was acknowledged by itself,
// and only after this Call was captured.
func (cc *CallCredit) unanswered() bool {
	for _, t := range cc.counted {
		if t.Call.Frame == cc.Frame {
			continue
		}
		if !t.acked || t.ackFrame <= cc.Frame {
			return false
		}
	}
	return true
}

// acknowledge notes that a response of the Responder covers psn. Only an
// acknowledgement that names a Call, and nothing after it, tells when the Call
// was acknowledged: before any other one the capture may lack the first.
func (k *credits) acknowledge(psn uint32, frame int, named bool) {
	for len(k.unacked) > 0 && !before(psn, k.unacked[0].Call.EndPSN) {
		t := k.unacked[0]
		if named && t.Call.EndPSN == psn {
			t.acked, t.ackFrame = true, frame
		}
		k.unacked = k.unacked[1:]
	}
}

// received notes that the Requester acknowledged the Responder's PSN psn:
// answers up to it were certainly received.
func (k *credits) received(psn uint32) {
	for len(k.grants) > 0 && !before(psn, k.grants[0].end) {
		k.certain, k.hasCertain = k.grants[0], true
		k.grants = k.grants[1:]
	}
}

// blur begins a new generation: something of the Responder may have gone
// unseen, an answer or a grant perhaps.
func (k *credits) blur() {
	k.gen++
	k.sure = 0
	k.hasCertain, k.grants = false, k.grants[:0]
}
