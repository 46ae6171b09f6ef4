package rules

const (
	maxGrants  = 1024 // answers that are remembered while it is not known whether they were received
	maxChecks  = 1024 // Calls over a limit that wait for proof
	maxCounted = 1024 // Calls in flight that each of them is compared with
	maxListed  = 4    // Calls in flight that a finding names
	maxUnacked = 4096 // Calls that are remembered while no response acknowledges them
)

// A grant is the credit that one answer gives.
type grant struct {
	credits uint32
	answers int // that it stands for
	frame   int // of the answer
	last    int
	time    int64
	end     uint32 // its last PSN
	unseen  int    // Conn.unseen of the Responder when it came
	first   bool   // the answer closed a Call
	zero    bool   // the answer granted nothing, which counts as one
	late    bool   // it was captured after something that was sent later
}

// granted says what credit an answer gave.
func granted(credits uint32, zero bool) string {
	if zero {
		return "0, which counts as 1"
	}
	return utoa(credits)
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
	grants queue[grant] // of answers captured and not proven to be received, oldest first
	unsure int          // answers that these stand for

	largest  grant  // what limits says
	smallest uint32 // of grants
	limited  bool   // these two are up to date

	certain    grant // of the last answer that was certainly received
	hasCertain bool
	past       []pastGrant // larger ones before it

	first, second  *Transaction // the first two Calls of the connection
	before         int          // Calls whose first packet was captured before the first answer
	firstAnswer    grant        // the first answer of all
	firstAnswerTo  *Transaction
	unseenAtAnswer int // Conn.unseen of the Requester when it came
	hasAnswer      bool
	closing        grant // first request of the Responder captured after the second Call; credits unused
	hasClosing     bool

	unacked queue[*Transaction] // Calls that no response has acknowledged

	repeats   bool  // the Requester may repeat what the capture missed: it had paused for so long, or repeats
	repeatsAt int64 // since when
	gapsAt    int   // gaps of the Responder when its latest request came

	checks  []*CallCredit // Calls over a limit that wait for proof
	episode int           // counts the stretches in which the limit was exceeded
	over    bool
	proven  bool // a Call over the grant was proven
	stats   grantStats
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
	t.gen, t.repeated = k.gen, k.repeats
	switch {
	case k.first == nil:
		k.first = t
	case k.second == nil:
		k.second = t
	}
	if !k.hasAnswer || t.Call.SentFrame < k.firstAnswer.last {
		k.before++
	}
	if t.Answered {
		return
	}
	k.inFlight++
	if responder := t.requester.Other(); t.blind || c.gaps[responder] > t.gapsAt[responder] {
		t.gen-- // it does not certainly take a credit
	} else {
		k.sure++
	}
	if k.unacked.len() == maxUnacked {
		k.unacked.pop()
	}
	k.unacked.push(t)
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
	g := grant{max(m.Header.Credit, 1), 1, e.Frame, e.LastFrame, e.LastTime, e.EndPSN, c.unseen[m.Sender], m.Match == MatchFirst, m.Header.Credit == 0, e.SentFrame < e.Frame}
	if !k.hasAnswer {
		k.hasAnswer, k.firstAnswer, k.firstAnswerTo = true, g, m.Txn
		k.unseenAtAnswer = c.unseen[m.Requester]
	}
	k.push(g)
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
	if !k.limited {
		k.limited = true
		k.largest, k.smallest = grant{credits: 1}, 1
		if k.hasCertain {
			k.largest, k.smallest = k.certain, k.certain.credits
		}
		for _, g := range k.grants.all() {
			k.limit(g)
		}
	}
	return k.largest, k.smallest
}

// limit takes one more grant into the limits.
func (k *credits) limit(g grant) {
	if g.credits > k.largest.credits {
		k.largest = g
	}
	k.smallest = min(k.smallest, g.credits)
}

// push adds a grant that may have been received. Where no answer is ever
// acknowledged there are always as many as may be: then too the limits must not
// be looked for among all of them each time.
func (k *credits) push(g grant) {
	if k.grants.len() == maxGrants { // fold the two oldest: the larger one counts
		oldest := k.grants.pop()
		next := &k.grants.all()[0]
		next.answers += oldest.answers
		gone := min(oldest.credits, next.credits)
		if oldest.credits > next.credits {
			next.credits, next.frame, next.zero = oldest.credits, oldest.frame, false
		}
		if k.largest.end == oldest.end && k.largest.credits == next.credits {
			k.largest = *next
		}
		k.limited = k.limited && (gone > k.smallest || next.credits == k.smallest)
	}
	k.grants.push(g)
	k.unsure += g.answers
	if k.limited {
		k.limit(g)
	}
}

// high is the largest number of Calls that the Responder may have to hold at
// once: all that are not certainly answered.
func (k *credits) high() int { return k.inFlight + k.odd + k.unsure }

// acknowledge notes that a response of the Responder covers psn. Only an
// acknowledgement that names a Call, and nothing after it, tells when the Call
// was acknowledged: before any other one the capture may lack the first. So it
// may where the Call is a repetition, or was sent before since.
func (k *credits) acknowledge(psn uint32, at, since int64, named bool) {
	for k.unacked.len() > 0 && !before(psn, k.unacked.all()[0].Call.EndPSN) {
		if t := k.unacked.pop(); named && t.Call.EndPSN == psn && !t.repeated && t.Call.Time > since {
			t.acked, t.ackTime = true, at
		}
	}
}

// received notes that the Requester acknowledged the Responder's PSN psn:
// answers up to it were certainly received.
func (k *credits) received(psn uint32, at int64) {
	for k.grants.len() > 0 && !before(psn, k.grants.all()[0].end) {
		next := k.grants.pop()
		k.unsure -= next.answers
		if k.hasCertain && k.certain.credits > next.credits {
			k.lowered(at)
		}
		k.certain, k.hasCertain, k.limited = next, true, false
	}
}

// maxPast is how many grants that were lowered are told apart.
const maxPast = 8

// A pastGrant was in force until a smaller one was received.
type pastGrant struct {
	credits uint32
	until   int64
}

// lowered remembers the grant in force, which a smaller one replaces. Of too
// many the oldest counts for longer than it was in force.
func (k *credits) lowered(at int64) {
	if len(k.past) == maxPast {
		k.past[1].credits = max(k.past[0].credits, k.past[1].credits)
		k.past = append(k.past[:0], k.past[1:]...)
	}
	k.past = append(k.past, pastGrant{k.certain.credits, at})
}

// since is the largest grant that was in force at the time at or later, and no
// longer is.
func (k *credits) since(at int64) (credits uint32) {
	for _, p := range k.past {
		if p.until >= at {
			credits = max(credits, p.credits)
		}
	}
	return credits
}

// blur begins a new generation: something of the Responder may have gone
// unseen, an answer or a grant perhaps.
func (k *credits) blur() {
	k.gen++
	k.sure = 0
	k.hasCertain, k.limited = false, false
	k.grants.clear()
	k.unsure = 0
}
