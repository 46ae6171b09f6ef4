package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// The adapter has the last word on who may touch which memory.
var rdmaRemoteAccessNAK = &Rule{
	ID:       "rdma/remote-access-nak",
	Title:    "Remote access error ends the connection",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-4.4.1-a", "8166-4.4.1-c"},
	Deviates: "A client that cancels an RPC legally ends it this way.",
	Unit:     PerDirection,
	Direction: func(c *Conn, side decode.Side) Outcome {
		r := &c.recent[side]
		switch {
		case !r.refused && r.total == 0:
			return NotApplicable
		case !r.refused && c.responses[side.Other()] == 0:
			return Undecided(c.bothWays())
		case !r.refused:
			return Held
		}
		return c.accessRefused(r, side)
	},
	Doc: Doc{
		Why: "The queue pair that is refused fails, the connection is lost with all RPCs on it. Inside what an outstanding Call offers, the Requester has " +
			"closed its memory too early, registered it wrongly, or canceled the RPC; elsewhere the initiator was where it had no business.",
		How: "A NAK with the code for a remote access error (0x62). The refused operation is looked up by its PSN, its range in the segments of the Calls that waited for an answer when it was sent.",
		Silent: "The handle is not known and the advertising Call may be missing: the beginning of the connection or packets of the Requester are not in the capture. " +
			"Or the operation itself is missing, or, where it lies inside a segment, an answer to the Call may be.",
		Bad:  "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; C>NAK(62); S>DREQ; C>DREP",
		Good: "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; C>ACK; S>REPLY 1 wr=(h,4096); exchange",
	},
}

// accessRefused is the claim about an operation of side that met a remote
// access error.
func (c *Conn) accessRefused(r *recentMoves, side decode.Side) Outcome {
	n, op := &r.nak, &r.op
	if !r.found {
		o := Violated(NoBlame, "remote access error, PSN %d", n.PSN).
			Seen(n.At, "refused request").At(n.Frame, n.Time, "refused here: NAK 0x62").Seen(c.EndFrame, "connection ended")
		if n.Found && n.Kind == decode.KindSend {
			return o // of a Send, only the handle that it invalidates can be the cause
		}
		return o.Unless(Unseen)
	}
	who, why, g := blame(side), "outside of what outstanding Calls advertise", Guard(0)
	switch {
	case op.allowed:
		who, why, g = blame(side.Other()), "inside a segment of an outstanding Call", op.hidden
	default:
		g = c.disallowed(op, side)
	}
	if g != 0 {
		who = NoBlame
	}
	o := Violated(who, "%s met a remote access error, %s", access(op.kind, op.length, op.va, op.key), why)
	if s := op.segment; s != nil {
		o = o.Seen(s.Txn.Call.Frame, "advertised here, "+micros(op.time-s.Txn.Call.Time)+" before the operation").XID(s.Txn.XID)
		if s.Txn.Answered {
			o = o.Seen(s.Txn.Answer.Frame, "answered here")
		}
	}
	return o.Seen(op.frame, "refused operation").At(n.Frame, n.Time, "refused here: NAK 0x62").
		Seen(c.EndFrame, "connection ended").Unless(g)
}

// disallowed is the guard that fails when a Call that allowed a refused
// operation of side may be missing.
func (c *Conn) disallowed(op *operation, side decode.Side) Guard {
	requester := side.Other()
	if g := c.offers(requester); g != 0 {
		return g
	}
	if op.fit == FitClosed && !op.segment.Txn.answerSure {
		return NoRole
	}
	_, offered := c.dirs[requester].memory[op.key]
	switch {
	case requester == decode.ServerSide && !c.back.possible() && c.gaps[side] == 0:
		return 0 // no reverse Call was possible
	case op.fit == FitUnknown && offered:
		return Disordered
	}
	return c.closedAfter(requester, op.frame, 0)
}
