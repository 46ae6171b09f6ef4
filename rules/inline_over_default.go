package rules

import (
	"rpcrdma-lint/decode/roce"
	"rpcrdma-lint/rfc8166"
)

// Without private data from both sides the default size holds for both.
var inlineOverDefault = &Rule{
	ID:       "inline/over-default",
	Title:    "Send above 1024 bytes without any size negotiation on the wire",
	Severity: Warning,
	Covers:   []rfc8166.Key{"8166-3.3.3-e", "8166-3.5.3-a", "8797-5.1-a", "8797-5.2-b"},
	Deviates: "the sizes may have been agreed upon in a way that no capture shows, by configuration for instance",
	Unit:     PerMessage,
	Message: func(c *Conn, m *Message) Outcome {
		t := c.Threshold(m.Sender)
		switch {
		case t.Known && t.Negotiated:
			return NotApplicable
		case m.Event.Length <= defaultThreshold:
			return m.ended()
		case !t.Known:
			return Undecided(NoNegotiation)
		}
		req, rep := c.CM.Req, c.CM.Rep
		o := Violated(blame(m.Sender), "Send of %s without negotiated sizes (default %d)", m.size(), defaultThreshold).
			Seen(req.Frame, "client announces "+announcement(req.Private, req.PrivateState)).
			Seen(rep.Frame, "server announces "+announcement(rep.Private, rep.PrivateState)).
			At(m.Event.Frame, m.Event.Time, "sent here").
			Values(m.size(), "at most "+itoa(defaultThreshold)+" bytes").
			Folded(int(m.Sender)).Unless(c.negotiated())
		if m.HasXID() {
			o = o.XID(m.Header.XID)
		}
		if k := c.fatalNAK(m.Event); k != nil {
			o = o.Seen(k.Frame, "refused here: "+roce.NAKCode(k.Code).String())
		}
		return o
	},
	Doc: Doc{
		Why: "A peer that keeps to the standard posts Receives of 1024 bytes where nothing else was announced. " +
			"The longer message works between two peers of one make and breaks the connection with another.",
		How:    "REQ or REP carries no RFC 8797 message of version 1, and a Send is longer than 1024 bytes. One finding for each direction of a connection, with the count.",
		Silent: "The private data of one side was not captured, or the queue pair may have been taken over by a connection whose set-up was not.",
		Bad:    "est[none | none]; C>CALL 1 len=1500; S>REPLY 1; exchange",
		Good:   "est[none | none]; C>CALL 1 len=1024; S>REPLY 1; exchange",
	},
}

// announcement is what a peer says of its buffers, if it does.
func announcement(p roce.PrivateMessage, state roce.Presence) string {
	switch {
	case state == roce.Absent:
		return "nothing"
	case state != roce.Present:
		return "nothing complete"
	case p.Version != 1:
		return "sizes in version " + itoa(int(p.Version))
	}
	return announced(p)
}
