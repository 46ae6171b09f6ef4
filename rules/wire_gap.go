package rules

import (
	"rpcrdma-lint/decode"
)

// What is missing may be what a peer is accused of not having sent.
var wireGap = &Rule{
	ID:       "wire/gap",
	Title:    "Packets missing from the capture",
	Severity: Note,
	Unit:     PerDirection,
	Direction: func(c *Conn, side decode.Side) Outcome {
		switch {
		case c.requests[side] == 0 && c.gaps[side] == 0:
			return NotApplicable
		case c.gaps[side] == 0:
			return Held
		}
		o := Violated(Capture, "%s missing in %s; verdicts that need all that the %s sent (%s) are impossible from here on",
			c.missed(side), plural(c.gaps[side], "gap"), side, gapGuard(side).Name())
		for i, h := range c.quality.holes[side] {
			what := "missing before this frame: PSN " + utoa(h.first) + " to " + utoa(h.to)
			if h.void {
				what = "an unknown number of packets is missing before this frame"
			}
			if i == 0 {
				o = o.At(h.frame, h.time, what)
				continue
			}
			o = o.Seen(h.frame, what)
		}
		return o.Counting(c.gaps[side])
	},
	Doc: Doc{
		Why: "The capture is a partial witness here: a Reply or grant that seems to be absent may be among the missing packets. The checker keeps silent where that matters, " +
			"which explains inconclusive and undecided verdicts. Capture with larger buffers, or a filter, to avoid it.",
		How: "PSNs of a side's requests were never captured, though the other side acknowledged beyond them or the stream goes on far behind them. " +
			"One finding for each direction of a connection.",
		Silent: "Missing acknowledgements and the last packets of a stream leave no trace.",
		Bad:    "est; exchange 2; drop C>CALL 5; S>REPLY 5; exchange",
		Good:   "est; exchange 3",
	},
}

// missed says how many packets of side are missing.
func (c *Conn) missed(side decode.Side) string {
	text := plural(c.missing[side], "packet") + " of the " + side.String()
	if c.voids[side] == 0 {
		return text
	}
	if c.missing[side] == 0 {
		return "an unknown number of packets of the " + side.String()
	}
	return text + " and an unknown number more"
}
