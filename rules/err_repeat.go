package rules

import "rpcrdma-lint/rfc8166"

// RDMA_ERROR is for good.
var errRepeat = &Rule{
	ID:       "err/repeat",
	Title:    "Call repeated after a permanent error",
	Severity: Warning,
	Covers: []rfc8166.Key{
		"8166-4.5-h", "8267-3.1-b", "8267-3.1-c", "8267-3.1-d", "8267-4.1-a", "8267-6.4.2-f", "8267-6.7.2-b",
	},
	Deviates: "most of the sentences are recommendations, and the definition of RFC 8166 §4.5 does not say what a Requester may send next",
	Unit:     PerMessage,
	Roles:    []Role{RoleCall},
	Message: func(c *Conn, m *Message) Outcome {
		if m.Role != RoleCall || !m.Sure || m.Match != MatchNone {
			return NotApplicable
		}
		old, same := c.dirs[m.Requester].refused(m)
		if old == nil {
			if c.dirs[m.Requester].refusalsLost > 0 {
				return Undecided(Forgotten)
			}
			return Held
		}
		how := "with the same XID"
		if !same {
			how = "unchanged, under another XID"
		}
		o := Violated(blame(m.Sender), "the Call that ERR_CHUNK refused is sent again %s", how).
			Seen(old.Call.Frame, "Call").Seen(old.Answer.Frame, "refused for good").
			At(m.Event.Frame, m.Event.Time, "sent again").XID(m.Header.XID).
			Values("sent again", "an error to the caller, or a larger Reply chunk under a new XID")
		if m.Event.SentTime-old.Answer.LastTime <= c.Margin() {
			o = o.Unless(Disordered)
		}
		if !same {
			// A retry with more room may be missing, or a Reply to an equal Call.
			responder := m.Requester.Other()
			return o.As(Note).Unless(c.Unbroken(m.Requester)).Unless(c.Unbroken(responder)).OnceClosed(responder)
		}
		if !old.whole || !m.Txn.whole {
			return o.Unless(NotWhole) // it may be another Call under the same XID
		}
		return o
	},
	Doc: Doc{
		Why:    "The same Call will be refused again, and again: the RPC hangs, and the server is kept busy.",
		How:    "A Call with the XID of one that an RDMA_ERROR has completed on this connection. The same contents under a new XID are a note, where the Read list, the Write list and the Reply chunk have the sizes they had.",
		Silent: "It is another Call under the same XID, or an equal Call was answered with a Reply since. The repetition was captured so soon after the error that it may have been sent before.",
		Bad:    "est; exchange; C>CALL 1; S>ERR 1 CHUNK; C>CALL 1; S>ERR 1 CHUNK; exchange",
		Good:   "est; exchange; C>CALL 1 rc=(h,1K); S>ERR 1 CHUNK; C>CALL 2 rc=(h,64K); S>NOMSG 2 rc=(h,64K); exchange",
	},
}

const maxRefused = 16 // refused Calls whose contents are remembered

// refused finds the Call that m repeats after it was refused, by its XID or
// else by its contents.
func (d *direction) refused(m *Message) (t *Transaction, sameXID bool) {
	for i := len(d.refusals) - 1; i >= 0; i-- {
		t := d.refusals[i]
		if t == m.Txn || t.Defect > DefectUnknown {
			continue // without what was wrong with it, it is another Call
		}
		known := t.whole && m.Txn.whole
		switch {
		case t.XID == m.Header.XID && !(known && t.digest != m.Txn.digest):
			return t, true
		case t.equal(m.Txn):
			return t, false
		}
	}
	return nil, false
}
