package rules

import (
	"math/bits"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// The link layer counts Receives too, where it is asked to.
var recvAckCreditsLow = &Rule{
	ID:       "recv/ack-credits-low",
	Title:    "AETH credit count shows fewer posted Receives than granted",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-3.3.1-g", "8167-4.3.2-a"},
	Deviates: "an adapter may report fewer Receives than are posted",
	Unit:     PerDirection,
	Direction: func(c *Conn, side decode.Side) Outcome {
		a := &c.acks[side]
		switch {
		case a.acks == 0 || side != decode.ServerSide:
			return NotApplicable
		case !c.believable(side):
			return Undecided(NoCM)
		case a.lowSeen == 0:
			return Held
		}
		l := a.low[0]
		o := Violated(blame(side), "the acknowledgement tells of %d Receives at the most, but %d are granted with %s in flight",
			l.most, l.granted, plural(l.inFlight, "Call")).
			Seen(l.grantedAt, "granted here").At(l.frame, l.time, "credit code "+itoa(int(l.code))).
			Values(itoa(l.most)+" at the most", itoa(l.owed)+" or more").Counting(a.lowSeen)
		for _, l := range a.low[1:] {
			o = o.Seen(l.frame, "again: "+itoa(l.most)+" at the most")
		}
		return o.Unless(c.Unbroken(decode.ClientSide)).Unless(c.Unbroken(decode.ServerSide))
	},
	Doc: Doc{
		Why:    "Direct evidence that fewer Receives are posted than were granted: the next Calls may meet an RNR NAK.",
		How:    "The credit code of an acknowledgement stands for a range of posted Receives; its upper end is below what the smallest grant leaves, with all Calls that may be in flight taken off.",
		Silent: "The code is 31 (no information), never changes, the adapter uses a shared receive queue or has end-to-end flow control off, or the connection was not captured whole.",
		Bad:    "C>REQ[R1 4K/4K e2e]; S>REP[R0 4K/4K e2e]; C>RTU; set code=10; C>CALL 1; S>REPLY 1 cr=32; set code=2; C>CALL 2; set code=10; S>REPLY 2 cr=32; exchange 2",
		Good:   "C>REQ[R1 4K/4K e2e]; S>REP[R0 4K/4K e2e]; C>RTU; set code=10; C>CALL 1; S>REPLY 1 cr=16; set code=11; C>CALL 2; S>REPLY 2 cr=16; exchange 2",
	},
}

// believable reports whether the credit codes of side say something: end-to-end
// flow control is on, no shared receive queue is in use, and the codes change
// (IBTA vol. 1, chapter 9.7.7.2).
func (c *Conn) believable(side decode.Side) bool {
	req, rep := c.CM.Req, c.CM.Rep
	if req == nil || rep == nil {
		return false
	}
	flow, srq := rep.FlowControl, rep.SRQ
	if side == decode.ClientSide {
		flow, srq = req.FlowControl, req.SRQ
	}
	codes := c.acks[side].codes
	return flow == 1 && srq == 0 && bits.OnesCount32(codes) > 1 && codes != 1
}
