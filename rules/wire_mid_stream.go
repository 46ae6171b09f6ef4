package rules

// What was granted and offered before is not known.
var wireMidStream = &Rule{
	ID:       "wire/mid-stream",
	Title:    "Capture begins inside the connection",
	Severity: Note,
	Unit:     PerConnection,
	Connection: func(c *Conn) Outcome {
		lacks := "no ConnectRequest and no ConnectReply"
		switch {
		case c.Packets == [2]int{}:
			return NotApplicable // never established
		case c.CM.Req != nil && c.CM.Rep != nil, c.OneWay() && (c.CM.Req != nil || c.CM.Rep != nil):
			return Held
		case c.CM.Rep != nil:
			lacks = "no ConnectRequest"
		case c.CM.Req != nil:
			lacks = "no ConnectReply"
		}
		return Violated(Capture, "%s captured; verdicts that need the beginning (START, CM, NEG) are impossible", lacks).
			At(c.FirstFrame, c.FirstTime, "first frame of the connection")
	},
	Doc: Doc{
		Why:    "Calls, grants and chunks of the time before are not known, nor are the thresholds. Begin the capture before the mount or the reconnect to have them judged.",
		How:    "ConnectRequest or ConnectReply of the connection is not in the capture, or was cut so short that it could not be read.",
		Silent: "Never where the connection carried packets.",
		Bad:    "drop est; exchange 4",
		Good:   "est; exchange",
	},
}
