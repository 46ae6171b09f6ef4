package rules

import "rpcrdma-lint/decode"

// A mirror port set up for one direction is the usual reason.
var wireOneWay = &Rule{
	ID:       "wire/one-way",
	Title:    "Only one direction captured",
	Severity: Note,
	Unit:     PerConnection,
	Connection: func(c *Conn) Outcome {
		client := c.Packets[decode.ClientSide] > 0
		switch {
		case c.Packets == [2]int{}:
			return NotApplicable // never established
		case !c.OneWay() || c.handshook(client):
			return Held
		}
		side := decode.ServerSide
		if client {
			side = decode.ClientSide
		}
		const lost = "verdicts on answers, credits and Receives are impossible"
		o := Violated(Capture, "only packets of the %s captured, %d of them; %s", side, c.Packets[side], lost)
		if n := c.Unpaired(); n > 0 {
			o = Violated(Capture, "unpaired: only packets of the %s are known, %d of them; those of the %s may be on %s between the same hosts; %s",
				side, c.Packets[side], side.Other(), plural(n, "other queue pair"), lost)
		}
		return o.At(c.FirstFrame, c.FirstTime, "first frame of the connection")
	},
	Doc: Doc{
		Why: "Nothing that relates one side to the other can be judged: only the messages of one side, each by itself.",
		How: "Packets of the connection, its set-up included, travel in one direction only. Where the other direction may be " +
			"there but on a queue pair that nothing joins to this one, the connection is called unpaired.",
		Silent: "A CM message of the other side was captured: then that side sent nothing.",
		Bad:    "noack; C>REQ; drop S>REP; C>RTU; C>CALL 1; drop S>REPLY 1; C>CALL 2; drop S>REPLY 2; C>CALL 3",
		Good:   "est; exchange",
	},
}

// bothWays is the guard that fails where one direction is missing.
func (c *Conn) bothWays() Guard {
	if c.Unpaired() > 0 {
		return NotPaired
	}
	return OneWay
}

// handshook reports whether a CM message of the side that sent no packet was
// captured: the client's, or, with client set, the server's.
func (c *Conn) handshook(client bool) bool {
	if client {
		return c.CM.Rep != nil
	}
	return c.CM.Req != nil || c.CM.RTUFrame > 0
}
