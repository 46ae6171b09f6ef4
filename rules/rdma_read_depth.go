package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
	"rpcrdma-lint/rfc8166"
)

// The peers settle at set-up how many RDMA Reads may be under way.
var rdmaReadDepth = &Rule{
	ID:       "rdma/read-depth",
	Title:    "More RDMA Reads outstanding than the peer offered",
	Severity: Warning,
	Covers:   []rfc8166.Key{"8166-3.3.1-j"},
	Deviates: "The RFC leaves such limits to the RDMA layer, and an adapter may serve more Reads than the set-up names.",
	Unit:     PerDirection,
	Direction: func(c *Conn, side decode.Side) Outcome {
		d := &c.depths[side]
		if d.peak == 0 {
			return NotApplicable
		}
		limit, g := c.readDepth(side)
		if g != 0 {
			return Undecided(g)
		}
		if d.times == 0 && d.peak > limit {
			return c.tooDeep(side, limit, d.peak, d.peakAt).Unless(c.responseGuard(side))
		}
		if d.times == 0 {
			return c.noDeeper(side)
		}
		o := c.tooDeep(side, limit, d.over, d.last).Seen(d.first.Frame, "first Read outstanding").
			Seen(d.first.DoneFrame, "its last response").Counting(d.times)
		if d.last.repeated != c.Repeated[side] {
			o = o.Unless(NotFresh)
		}
		return o
	},
	Doc: Doc{
		Why: "An adapter has room for as many RDMA Reads as it announced. One more is refused as an invalid request, which ends the connection, " +
			"though many adapters only wait.",
		How: "The limit is the smaller of the responder resources that one peer offers and the initiator depth that the other one settles for, in ConnectRequest and ConnectReply. " +
			"Reads are outstanding together when the last response to the first came after the request of the last.",
		Silent: "ConnectRequest or ConnectReply was not captured, a field is 0 or unknown, responses are missing, requests were sent again, or the frames are too close together.",
		Bad:    "est[resp=1 | init=1]; exchange; C>CALL 1 v3 WRITE rd=(p,4096,a); C>CALL 2 v3 WRITE rd=(p,4096,b); S>READ a; S>READ b; +50us C>RRESP a; C>RRESP b; S>REPLY 1; S>REPLY 2; exchange",
		Good:   "est[resp=1 | init=1]; exchange; C>CALL 1 v3 WRITE rd=(p,4096,a); C>CALL 2 v3 WRITE rd=(p,4096,b); S>READ a; C>RRESP a; S>READ b; C>RRESP b; S>REPLY 1; S>REPLY 2; exchange",
	},
}

// tooDeep is the claim that n Reads of side were outstanding at p.
func (c *Conn) tooDeep(side decode.Side, limit, n int, p *Pull) Outcome {
	o := Violated(blame(side), "%s outstanding, limit %d", plural(n, "RDMA Read"), limit).
		Seen(c.CM.Req.Frame, "limit set here").Seen(c.CM.Rep.Frame, "and here").
		At(p.Frame, p.Time, "one Read too many").Values(itoa(n), "at most "+itoa(limit))
	for _, k := range c.naks {
		if k.By == side.Other() && roce.NAKCode(k.Code) == roce.InvalidRequest {
			o = o.Seen(k.Frame, "refused here: invalid request")
			break
		}
	}
	return o
}

// responseGuard is the guard that fails when responses to the Reads of side
// are not in the capture.
func (c *Conn) responseGuard(side decode.Side) Guard {
	switch {
	case c.responses[side.Other()] == 0:
		return c.bothWays()
	case c.depths[side].unanswered > 0:
		return gapGuard(side.Other())
	case len(c.reading[side].open) > 0:
		return NoTail
	}
	return Disordered
}

// noDeeper is held where no more than the limit were seen, unless a request
// may be missing.
func (c *Conn) noDeeper(side decode.Side) Outcome {
	if c.gaps[side] > 0 {
		return Undecided(gapGuard(side))
	}
	if !c.start[side] {
		return Undecided(NoStart)
	}
	return Held
}
