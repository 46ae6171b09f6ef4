package rules

import "rpcrdma-lint/decode"

// The snapshot length was too small for what rules look at.
var wireTruncated = &Rule{
	ID:       "wire/truncated",
	Title:    "Packets cut by the snapshot length",
	Severity: Note,
	Unit:     PerConnection,
	Connection: func(c *Conn) Outcome {
		client, server := c.Cut[decode.ClientSide], c.Cut[decode.ServerSide]
		switch {
		case c.Packets == [2]int{}:
			return NotApplicable
		case client+server == 0:
			return Held
		}
		return Violated(Capture, "%d of %s cut by the snapshot length, %d of them the client's; what lies behind cannot be judged",
			client+server, plural(c.Packets[0]+c.Packets[1], "packet"), client).
			At(c.FirstCut, c.quality.cut.timeOf(c), "first packet that was cut").Counting(client + server)
	},
	Doc: Doc{
		Why:    "Headers and arguments behind the cut are not seen, so that rules on them stay silent. Capture without a snapshot length to have all judged.",
		How:    "Frames of the connection were captured with fewer bytes than they had on the wire.",
		Silent: "Never where the connection carried packets.",
		Bad:    "est; snap=96 C>CALL 1; S>REPLY 1; exchange",
		Good:   "est; exchange",
	},
}
