package rules

import "time"

// Mirrors that merge two ports and captures of several queues swap frames.
var wireSkew = &Rule{
	ID:       "wire/skew",
	Title:    "Effects captured before their causes",
	Severity: Note,
	Unit:     PerConnection,
	Connection: func(c *Conn) Outcome {
		effect, cause := c.SkewFrames()
		switch {
		case c.Packets == [2]int{}:
			return NotApplicable
		case c.OneWay():
			return Undecided(c.bothWays())
		case c.Skew() == 0 || effect < c.FirstFrame || cause > c.LastFrame:
			return Held
		}
		if c.Backwards() {
			return Violated(Capture, "time stamps step back by %v; frames less than %v apart are not put in order",
				time.Duration(c.Skew()), time.Duration(c.Margin())).
				At(cause, c.quality.skew.timeOf(c), "earlier time stamp than the frame before").Seen(effect, "frame before")
		}
		return Violated(Capture, "an effect captured %v before its cause; frames less than %v apart are not put in order",
			time.Duration(c.Skew()), time.Duration(c.Margin())).
			At(effect, c.quality.skew.timeOf(c), "acknowledged here").Seen(cause, "captured here")
	},
	Doc: Doc{
		Why: "Whether a Call was sent before or after a Reply decides about credits. Where the capture disorders the two directions, verdicts on frames so close together are inconclusive. " +
			"Capture on one of the hosts to avoid it.",
		How:    "An acknowledgement was captured microseconds before the first copy of what it acknowledges, or time stamps step backwards. The largest such time, doubled, is the margin.",
		Silent: "Only one direction was captured. The frames are named with the connection in whose time they lie.",
		Bad:    "est; exchange; late C>CALL 5; S>REPLY 5; exchange",
		Good:   "est; exchange 2",
	},
}
