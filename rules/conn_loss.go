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
	Title:    "Connection lost, or closed with RPCs outstanding",
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
		calls, reverse := c.outstanding(decode.ClientSide), c.outstanding(decode.ServerSide)
		if len(calls)+len(reverse) == 0 && c.End != decode.EndLost {
			return Held
		}
		return c.loss(calls, reverse)
	},
	Doc: Doc{
		Why: "The RPCs that were outstanding have to be sent again on a new connection. The chain of events shows why the connection was lost.",
		How: "A fatal NAK or an RNR NAK without a retry ended the connection; or a DREQ or a newer ConnectRequest did, and Calls had no answer. " +
			"The side to blame is that of the finding that explains the end, if there is one.",
		Silent: "The capture ends first; or, where the connection was merely closed, nothing shows that the Calls were still outstanding: the last Replies may be missing from the capture. A Call with the same XID on the next connection shows it.",
		Bad:    "est; exchange; C>CALL 1 wr=(h,4096); S>WRITE h 0 4096; C>NAK(62); C>DREQ",
		Good:   "est; exchange 2; C>DREQ; S>DREP",
	},
}

// loss tells of a connection's end and what led to it.
func (c *Conn) loss(calls, reverse []*Transaction) Outcome {
	text := ""
	switch n, m := len(calls), len(reverse); {
	case n > 0 && m > 0:
		text = " with " + plural(n, "Call") + " outstanding, " + plural(m, "reverse Call")
	case n > 0:
		text = " with " + plural(n, "Call") + " outstanding"
	case m > 0:
		text = " with " + plural(m, "reverse Call") + " outstanding"
	}
	cause := c.fatal()
	o := Violated(cause.blame, "connection %s%s%s", c.endWord(), text, cause.text).Unless(cause.guard)
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
	all := slices.Concat(calls, reverse)
	for _, t := range all[:min(len(all), maxListed)] {
		what := "outstanding: "
		if t.Answered {
			what = "outstanding, its answer not received: "
		}
		o = o.Seen(t.Call.Frame, what+hex(t.XID))
	}
	if len(all) > 0 {
		o = o.Values(plural(len(all), "RPC")+" outstanding", "none")
	} else {
		o = o.Values("connection lost", "closed in order")
	}
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

// outstanding lists the Calls of a Requester that it has no answer to, those
// first whose answer was sent, yet not received.
func (c *Conn) outstanding(requester decode.Side) []*Transaction {
	var list []*Transaction
	received := c.received(requester)
	for _, t := range c.dirs[requester].ring.all() {
		if !received(t.Transaction) {
			list = append(list, t.Transaction)
		}
	}
	return append(list, c.Open(requester)...)
}

// received tells of an answered transaction whether the Requester can have
// received the answer: not what comes from what it refused on.
func (c *Conn) received(requester decode.Side) func(*Transaction) bool {
	psn, frame, refused := c.refusedFrom(requester)
	return func(t *Transaction) bool {
		return !refused || t.Answer.Frame < frame || before(t.Answer.EndPSN, psn)
	}
}

// refusedFrom is the request that side refused for good, by its first PSN and
// its frame, which is 0 where it was not captured.
func (c *Conn) refusedFrom(side decode.Side) (psn uint32, frame int, ok bool) {
	for _, r := range c.refusals {
		if r.Fate == FateLost && r.By == side {
			return r.PSN, r.At, true
		}
	}
	for _, n := range c.naks {
		if n.Found && n.By == side {
			return n.Start, n.At, true
		}
	}
	return 0, 0, false
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

// lastAnswer is the frame of the latest answer that was received, or 0.
func (c *Conn) lastAnswer() int {
	n := 0
	for side := range decode.Side(2) {
		received := c.received(side)
		for _, t := range c.dirs[side].ring.all() {
			if received(t.Transaction) {
				n = max(n, t.Answer.LastFrame)
			}
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
	guard Guard // why it is not known what it was, or whose fault
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
			e.blame, e.guard = c.faultAt(n.At, n.Frame)
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
			e.blame, e.guard = r.Blamed(), 0
			e.has = r.Sent != nil && r.Sent.HasXID
			if e.has {
				e.xid = r.Sent.XID
			}
		}
	}
	if e.frame == 0 && c.forgotten.refusals > 0 {
		e.guard = Forgotten
	}
	return e
}

// faultAt is the side that an error proven at one of these frames blames, and
// the guard that fails when no such error is remembered, though there were more.
func (c *Conn) faultAt(frames ...int) (Blame, Guard) {
	for _, f := range c.faults {
		if slices.Contains(frames, f.frame) {
			return f.blame, 0
		}
	}
	if c.forgotten.faults > 0 {
		return NoBlame, Forgotten
	}
	return NoBlame, 0
}
