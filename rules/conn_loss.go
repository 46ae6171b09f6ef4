package rules

import (
	"slices"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
	"rpcrdma-lint/rfc8166"
)

// What a lost connection took with it, and what went before.
var connLoss = &Rule{
	ID:       "conn/loss",
	Title:    "Connection lost with RPCs outstanding",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-4.5.3-a"},
	Deviates: "tells what came of other faults",
	Unit:     PerConnection,
	Connection: func(c *Conn) Outcome {
		switch {
		case c.Sum.Calls+c.Sum.Replies+c.Sum.Unknown == 0 || c.End == decode.EndRejected:
			return NotApplicable
		case c.End == decode.EndCapture:
			return Undecided(NoTail)
		}
		calls, reverse := len(c.Open(decode.ClientSide))+c.undelivered(), len(c.Open(decode.ServerSide))
		if calls+reverse == 0 && c.End != decode.EndLost {
			return Held
		}
		return c.loss(calls, reverse)
	},
	Doc: Doc{
		Why: "The RPCs that were outstanding have to be sent again on a new connection. The chain of events shows why the connection was lost.",
		How: "The connection ended by a fatal NAK, an RNR NAK without a retry, a DREQ or a newer ConnectRequest, and Calls had no answer. " +
			"The side to blame is that of the finding that explains the end, if there is one.",
		Silent: "The capture ends first; or, where the connection was merely closed, nothing shows that the Calls were still outstanding: the last Replies may be missing from the capture. A Call with the same XID on the next connection shows it.",
		Bad:    "est; exchange; C>CALL 1 wr=(h,4096); S>WRITE h 0 4096; C>NAK(62); C>DREQ",
		Good:   "est; exchange 2; C>DREQ; S>DREP",
	},
}

// loss tells of a connection's end and what led to it.
func (c *Conn) loss(calls, reverse int) Outcome {
	text := plural(calls, "Call") + " outstanding"
	if reverse > 0 {
		text += ", " + plural(reverse, "reverse Call")
	}
	cause := c.fatal()
	o := Violated(cause.blame, "connection %s with %s%s", c.endWord(), text, cause.text)
	if n := c.lastAnswer(); n > 0 {
		o = o.Seen(n, "last answer")
	}
	frame, at := c.EndFrame, c.EndTime
	if cause.frame > 0 {
		frame, at = cause.frame, cause.time
	}
	o = o.At(frame, at, cause.what)
	if cause.frame > 0 && c.EndFrame > 0 {
		o = o.Seen(c.EndFrame, c.endWord())
	}
	for i, t := range c.Open(decode.ClientSide) {
		if i == maxListed {
			break
		}
		o = o.Seen(t.Call.Frame, "outstanding: "+hex(t.XID))
	}
	o = o.Values(plural(calls+reverse, "RPC")+" outstanding", "none")
	if cause.frame > 0 {
		return o
	}
	return o.AtFinish().Checking(func() Guard {
		if c.resent {
			return 0
		}
		return NotResent
	})
}

// undelivered counts the Replies that were sent, yet not received: those from
// what the client refused on.
func (c *Conn) undelivered() int {
	for _, r := range c.refusals {
		if r.Fate == FateLost && r.By == decode.ClientSide {
			return c.answersFrom(r.PSN)
		}
	}
	for _, n := range c.naks {
		if n.Found && n.By == decode.ClientSide {
			return c.answersFrom(n.Start)
		}
	}
	return 0
}

// answersFrom counts the answers of the server that closed a Call and whose
// last packet is psn or behind it.
func (c *Conn) answersFrom(psn uint32) int {
	n := 0
	for _, g := range c.dirs[decode.ClientSide].credit.grants {
		if g.first && !before(g.end, psn) {
			n++
		}
	}
	return n
}

// endWord says how the connection ended.
func (c *Conn) endWord() string {
	switch c.End {
	case decode.EndLost:
		return "lost"
	case decode.EndReplaced:
		return "replaced"
	}
	return "closed by the " + c.EndSide.String()
}

// lastAnswer is the frame of the latest answer, or 0.
func (c *Conn) lastAnswer() int {
	n := 0
	for _, d := range c.dirs {
		if len(d.ring) > 0 {
			n = max(n, d.ring[len(d.ring)-1].Answer.LastFrame)
		}
	}
	return n
}

// A fatalEvent is the first thing after which a queue pair made no progress.
type fatalEvent struct {
	frame int
	time  int64
	what  string
	text  string // what the message of conn/loss adds
	blame Blame
	xid   uint32
	has   bool // xid is known
}

// fatal finds what ended the connection, if it was a refusal.
func (c *Conn) fatal() fatalEvent {
	e := fatalEvent{what: "ended here"}
	for _, n := range c.naks {
		if e.frame == 0 || n.Frame < e.frame {
			e.frame, e.time, e.what = n.Frame, n.Time, "NAK: "+roce.NAKCode(n.Code).String()
			e.text = ": the " + n.By.String() + " refused a request (" + roce.NAKCode(n.Code).String() + ")"
			e.blame = c.faultAt(n.At, n.Frame)
			e.has = n.Sent != nil && n.Sent.HasXID
			if e.has {
				e.xid = n.Sent.XID
			}
		}
	}
	for _, r := range c.refusals {
		if r.Fate == FateLost && (e.frame == 0 || r.Frame < e.frame) {
			e.frame, e.time, e.what = r.Frame, r.Time, "RNR NAK"
			e.text = ": no Receive for " + r.what()
			e.blame = r.Blamed()
			e.has = r.Sent != nil && r.Sent.HasXID
			if e.has {
				e.xid = r.Sent.XID
			}
		}
	}
	return e
}

// faultAt is the side that an error proven at one of these frames blames.
func (c *Conn) faultAt(frames ...int) Blame {
	for _, f := range c.faults {
		if slices.Contains(frames, f.frame) {
			return f.blame
		}
	}
	return NoBlame
}
