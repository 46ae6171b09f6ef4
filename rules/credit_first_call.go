package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// Before the first answer a Requester may count on one credit, whatever the
// Responder would have granted.
var creditFirstCall = &Rule{
	ID:         "credit/first-call",
	Title:      "More than one Call sent before the first grant of a connection",
	Severity:   Error,
	Covers:     []rfc8166.Key{"8166-3.3.3-b", "8166-3.3.3-c"},
	Unit:       PerConnection,
	Connection: func(c *Conn) Outcome { return c.firstCallOutcome(decode.ClientSide) },
	Doc: Doc{
		Why: "A new connection starts with a credit of one: the server need not have posted more than one Receive. " +
			"A client that sends its pending Calls all at once after a reconnect overruns a server that keeps to this; " +
			"the RNR NAK that follows ends the connection, and the next reconnect does it again.",
		How: "The first packet of a second distinct Call was captured before the first Reply or RDMA_ERROR of the connection. " +
			"The server's next request, captured without a gap since the connection began, proves that no earlier answer was missed; " +
			"where the server sent none at all, its first acknowledgement of Call 1 must come after Call 2 and must not cover it, no Call before Call 2 may be missing, " +
			"and all of this must come before anything can have been repeated.",
		Silent: "The beginning of the connection is not in the capture, packets of the server are missing before its first answer, " +
			"that answer may be a repetition, or the frames are closer together than the capture's order can be trusted. " +
			"An identical repetition of Call 1 is retry/same-connection.",
		Bad:  "est; C>CALL 1 cr=32; C>CALL 2 cr=32; S>REPLY 1 cr=32; S>REPLY 2 cr=32; exchange",
		Good: "est; C>CALL 1 cr=32; S>REPLY 1 cr=32; C>CALL 2 cr=32; C>CALL 3 cr=32; S>REPLY 2; S>REPLY 3; exchange",
	},
}

// firstCallOutcome judges the Calls of requester before its first grant.
func (c *Conn) firstCallOutcome(requester decode.Side) Outcome {
	k := &c.dirs[requester].credit
	if k.first == nil {
		return NotApplicable
	}
	pattern, g := c.FirstCall(requester)
	if !pattern {
		if g != 0 {
			return Undecided(g)
		}
		return Held
	}
	word := ""
	if requester == decode.ServerSide {
		word = "reverse "
	}
	o := Violated(blame(requester), "%d %sCalls sent before the first %sReply granted credits (limit 1)", k.before, word, word).
		Seen(k.first.Call.Frame, word+"Call 1").
		At(k.second.Call.Frame, k.second.Call.Time, "second "+word+"Call").
		XID(k.second.XID).Values(itoa(k.before), "1").Unless(g)
	if k.second.Resent || k.first.Resent {
		o = o.Seen(c.requestFrame(), "reconnected here: the XID was outstanding when the connection before was lost")
	}
	if k.hasAnswer {
		return o.Seen(k.firstAnswer.last, "first grant: "+granted(k.firstAnswer.credits, k.firstAnswer.zero))
	}
	return o
}
