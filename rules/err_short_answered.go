package rules

import (
	"slices"

	"rpcrdma-lint/rfc8166"
)

// What is shorter than any header is not to be looked at.
var errShortAnswered = &Rule{
	ID:       "err/short-answered",
	Title:    "Message below 28 bytes answered instead of dropped",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4.5-a"},
	Unit:     PerTransaction,
	Transaction: func(c *Conn, t *Transaction) Outcome {
		switch {
		case t.Defect != DefectShort:
			return NotApplicable
		case !t.Answered:
			if g := c.closedAfter(t.requester.Other(), t.Call.LastFrame, t.gapsAt[t.requester.Other()]); g != 0 {
				return Undecided(g)
			}
			return Held
		case t.Repeats > 0:
			return Undecided(Unpaired)
		}
		o := Violated(blame(t.requester.Other()), "a message of %d bytes was answered with %s", t.length, t.answerName()).
			Seen(t.Call.Frame, "short message").At(t.Answer.Frame, t.Answer.Time, "answered here").
			Values(t.answerName(), "no answer").
			Unless(c.matched(t)).OnceClosed(t.requester)
		if t.nameless() {
			if slices.ContainsFunc(c.dirs[t.requester].ignored, func(i ignored) bool { return i.xid == t.answerXID }) {
				o = o.Unless(Unpaired) // err/done-answered, err/error-answered
			}
			return o.Unless(c.CallHidden(t.requester, t.answerXID)).XID(t.answerXID).AtEnd().
				Checking(c.Overtaken(t.requester, t.answerXID, t.Answer, nil))
		}
		return o.XID(t.XID)
	},
	Doc: Doc{
		Why:    "Nothing in so short a message can be relied upon, not even the XID that the answer repeats.",
		How:    "A Requester's message of fewer than 28 bytes gets an RDMA_ERROR or a Reply with its XID; for one too short to have an XID, an RDMA_ERROR that no Call explains.",
		Silent: "The XID is outstanding from a proper Call or that of a message which is not to be answered, or a Call may be missing from the capture or forgotten. RDMA_ERROR and RDMA_DONE are shorter by nature.",
		Bad:    "est; exchange; C>CALL 7 cut=20; S>ERR 7 CHUNK; exchange",
		Good:   "est; exchange; C>CALL 7 cut=20; exchange",
	},
}
