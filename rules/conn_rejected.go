package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// A mount that fails at once often fails here.
var connRejected = &Rule{
	ID:       "conn/rejected",
	Title:    "Connection request refused",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-5-a"},
	Deviates: "legal: a server may refuse",
	Unit:     PerConnection,
	Connection: func(c *Conn) Outcome {
		if c.CM.Req == nil {
			return NotApplicable
		}
		if c.End != decode.EndRejected {
			return Held
		}
		o := Violated(NoBlame, "the %s refused the connection: %v", c.CM.RejectSide, c.CM.Reason).
			Seen(c.CM.Req.Frame, "asked for here").At(c.CM.REJFrame, c.EndTime, "refused here").
			Values(c.CM.Reason.String(), "a ConnectReply")
		if n := c.pair.rejections(c); n > 0 {
			o = o.Seen(c.CM.Req.Frame, plural(n, "request")+" refused before this one")
		}
		return o
	},
	Doc: Doc{
		Why:    "The reason tells what is wrong: nobody listens on the port (invalid service ID), the server lacks resources, or it refuses the client's parameters.",
		How:    "A REJ answers the ConnectRequest, or the REP.",
		Silent: "The ConnectRequest was not captured, or it asks for another service.",
		Bad:    "C>REQ; S>REJ(8)",
		Good:   "est; exchange",
	},
}

// rejections counts the requests of the same client that were refused right
// before c.
func (p *Pair) rejections(c *Conn) int {
	n := 0
	for i := len(p.ended) - 1; i >= 0 && p.ended[i].End == decode.EndRejected; i-- {
		if p.ended[i].Client.Addr == c.Client.Addr {
			n++
		}
	}
	return n
}
