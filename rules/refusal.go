package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
)

// A Sent is what the ledger keeps of a Send for as long as it may be refused.
type Sent struct {
	Place
	Sender    decode.Side
	Requester decode.Side
	Role      Role
	Sure      bool
	Match     Match
	XID       uint32
	HasXID    bool
	Txn       *Transaction

	extras    int    // extras of the same side so far, itself included
	low, high int    // Calls in flight when it was sent, at least and at the most: reverse ones for a reverse Call
	largest   uint32 // the largest and smallest grants that their sender may have gone by
	smallest  uint32
	grantAt   int
	length    int   // bytes; 0 where packets are missing
	noAnswer  bool  // no grant had come yet
	crowded   Guard // why reverse Calls under way may have taken the client's Receives
	special   bool  // with Invalidate or immediate data
}

// weigh notes the Calls in flight and the grants when s was sent.
func (s *Sent) weigh(c *Conn) {
	forward, reverse := &c.dirs[decode.ClientSide].credit, &c.dirs[decode.ServerSide].credit
	k := forward
	if s.Role == RoleCall && s.Requester == decode.ServerSide {
		k = reverse
	}
	largest, smallest := k.limits()
	s.low, s.high, s.largest, s.smallest, s.grantAt = k.sure, k.high(), largest.credits, smallest, largest.frame
	s.noAnswer = !k.hasAnswer
	switch _, granted := reverse.limits(); {
	case reverse.inFlight == 0:
	case !reverse.hasAnswer:
		s.crowded = NotParsed // whether the client offered a back channel
	case reverse.high() > int(min(granted, maxOpen)):
		s.crowded = Unacked
	}
}

// sentRing holds the latest Sends of one side.
type sentRing struct {
	ring []Sent
	n    int
}

const maxSent = 256 // Sends of one side that a NAK can still be matched with

func (r *sentRing) add(s Sent) {
	if len(r.ring) < maxSent {
		r.ring = append(r.ring, s)
	} else {
		r.ring[r.n%maxSent] = s
	}
	r.n++
}

// find is the Send that begins at psn, or nil.
func (r *sentRing) find(psn uint32) *Sent {
	for i := r.n - 1; i >= 0 && i >= r.n-maxSent; i-- {
		if s := &r.ring[i%maxSent]; s.PSN == psn {
			return s
		}
	}
	return nil
}

// A Cause is why a Send met no Receive (rules.md, section 5).
type Cause uint8

// The causes. CauseNoReceive blames the side that refused, the others but
// CauseUnknown the sender.
const (
	CauseUnknown Cause = iota
	CauseNoReceive
	CauseOverrun
	CauseUnsolicited
)

// A Fate is what became of a refused Send.
type Fate uint8

// The fates.
const (
	FateUnknown Fate = iota // the capture ends
	FateRecovered
	FateLost
)

// A Refusal is a request that met RNR NAKs: one, however many they are.
type Refusal struct {
	By          decode.Side // who refused
	PSN         uint32
	Frame       int // of the first NAK
	Time        int64
	Last, Count int
	LastTime    int64
	Timer       uint8
	Retry       int // retries allowed, 7 for ever, -1 unknown

	Found bool
	Kind  decode.Kind
	At    int   // frame of the refused request
	Sent  *Sent // nil where it is no Send or not known

	Fate    Fate
	FateAt  int // frame of the acknowledgement or of the end
	Cause   Cause
	Guard   Guard // why the cause is not known
	Because []Evidence

	gaps, unseen, early [2]int // of the connection when it was refused
	settled             bool
	surplus             int  // answers to no open Call that came before Sent
	repeated            bool // Sent was first captured after the NAK
	again               bool // it was sent once more after the last NAK
}

// Blamed is the side at fault, as far as the cause tells.
func (r *Refusal) Blamed() Blame {
	switch r.Cause {
	case CauseNoReceive:
		return blame(r.By)
	case CauseOverrun, CauseUnsolicited:
		return blame(r.By.Other())
	}
	return NoBlame
}

// refuse takes an RNR NAK.
func (c *Conn) refuse(e *decode.Event) {
	psn := e.PSN
	if e.RefFound {
		psn = e.RefPSN
	}
	for _, r := range c.refusals {
		if r.By == e.Side && r.PSN == psn && !r.settled {
			if e.Time-r.LastTime > c.Margin() { // no second copy
				r.Count++
			}
			r.Last, r.LastTime, r.Timer, r.again = e.Frame, e.Time, e.Code&31, false
			return
		}
	}
	if len(c.refusals) >= maxRefusals {
		c.forget(e.Side, psn, e.Frame)
		return
	}
	r := &Refusal{
		By: e.Side, PSN: psn, Frame: e.Frame, Time: e.Time, Last: e.Frame, LastTime: e.Time, Count: 1, Timer: e.Code & 31,
		Retry: c.RNRRetry(e.Side.Other()), Found: e.RefFound, Kind: e.RefKind, At: e.RefFrame,
		gaps: c.gaps, unseen: c.unseen, early: c.early,
	}
	if e.RefFound && e.RefKind == decode.KindSend {
		r.keep(c.sends[e.Side.Other()].find(psn))
	}
	c.refusals = append(c.refusals, r)
}

const maxRefusals = 1024

// keep copies what is known of the refused Send, which the ring will forget.
// Where its first captured copy came behind the NAK, it is a repetition.
func (r *Refusal) keep(s *Sent) {
	if s != nil && r.Sent == nil {
		kept := *s
		r.Sent, r.repeated = &kept, s.SentFrame > r.Frame
		r.again = r.repeated && s.SentFrame > r.Last
	}
}

// complete finds the refusals and NAKs of a Send that ended after them.
func (c *Conn) complete(s *Sent) {
	for _, r := range c.refusals {
		if !r.settled && r.By == s.Sender.Other() && r.PSN == s.PSN {
			r.keep(s)
		}
	}
	for _, n := range c.naks {
		if n.Sent == nil && n.Found && n.By == s.Sender.Other() && n.Start == s.PSN {
			kept := *s
			n.Sent = &kept
		}
	}
}

// sentAgain notes that something was sent once more, perhaps a refused Send, and
// not only captured twice.
func (c *Conn) sentAgain(e *decode.Event) {
	c.lastAgain[e.Side] = max(c.lastAgain[e.Side], e.Time)
	for _, r := range c.refusals {
		if !r.settled && r.By == e.Side.Other() && r.PSN == e.PSN && (r.Sent == nil || e.Time-r.Sent.Time > c.Margin()) {
			r.again = true
		}
	}
}

// brokenBy reports whether the connection ended because of r. The sender may have
// gone on unseen, unless no retry was left, or it ended before the sender had
// paused for the time in the last NAK. Until then it sends only what was under way.
func (c *Conn) brokenBy(r *Refusal) bool {
	sender := r.By.Other()
	pause := int64(roce.RNRTimer(r.Timer).Duration())
	last := max(c.lastTime[sender], c.lastAgain[sender])
	switch {
	case r.again, last-r.LastTime >= max(pause, c.Margin()):
		return false
	case r.Retry >= 0 && r.Retry < 7 && r.Count > r.Retry:
		return true
	}
	return last > 0 && c.EndTime > 0 && c.EndTime-r.LastTime < pause
}

// answered is the frame of a Reply to the refused Call, which was received then,
// or 0.
func (r *Refusal) answered() int {
	if s := r.Sent; s != nil && s.Role == RoleCall && s.Txn != nil && s.Txn.Answered && s.Txn.Answer.Frame > r.Last {
		return s.Txn.Answer.Frame
	}
	return 0
}

// recovered settles the refusals of requests that side has acknowledged now.
func (c *Conn) recovered(side decode.Side, psn uint32, frame int) {
	for _, r := range c.refusals {
		if !r.settled && r.By == side && !before(psn, r.PSN) {
			r.Fate, r.FateAt = FateRecovered, frame
			// The cause may need what the rest of the connection shows.
			r.settled = true
		}
	}
}

// judgeRefusals finds the causes, at the end of the connection.
func (c *Conn) judgeRefusals() {
	for _, r := range c.refusals {
		switch at := r.answered(); {
		case r.settled:
		case at > 0:
			r.Fate, r.FateAt = FateRecovered, at
		case c.End != decode.EndCapture && c.brokenBy(r):
			r.Fate, r.FateAt = FateLost, c.EndFrame
		}
		r.judge(c)
		c.pair.e.runRefusal(c, r)
	}
}

// A NAK is a refusal that ends the queue pair: any NAK but a sequence error.
type NAK struct {
	By    decode.Side
	Code  uint8 // 1 invalid request, 2 remote access error, 3 remote operational error
	Frame int
	Time  int64
	PSN   uint32

	Found  bool
	Kind   decode.Kind
	At     int // frame of the refused request
	Start  uint32
	Length int // payload bytes of the request up to the refused packet
	Sent   *Sent

	partial   bool // Length lacks the refused packet, which was not captured
	special   bool // the Send carried an Invalidate or immediate data
	forgotten bool // nothing that comes later will be added
}
