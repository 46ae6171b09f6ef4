package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// What cannot be served is to be refused, not guessed at.
var errChunkMissing = &Rule{
	ID:       "err/chunk-missing",
	Title:    "Malformed Call not answered with ERR_CHUNK",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4.5.2-a", "8166-4.5-b"},
	Unit:     PerTransaction,
	Transaction: func(c *Conn, t *Transaction) Outcome {
		if t.Defect < DefectProc {
			return NotApplicable
		}
		responder := t.requester.Other()
		o := Violated(blame(responder), "a Call with %s was answered with %s", t.Defect, t.answerName()).
			Seen(t.Call.Frame, "malformed Call").XID(t.XID)
		switch {
		case t.Repeats > 0:
			return Undecided(Unpaired)
		case t.Answered && t.AnswerIs == RoleError && !t.Answer1.HasErr:
			return Undecided(NotWhole)
		case t.Answered && t.AnswerIs == RoleError && t.Answer1.Err == rfc8166.ErrChunk:
			return Held
		case t.Answered:
			return o.At(t.Answer.Frame, t.Answer.Time, "answered here").Values(t.answerName(), "ERR_CHUNK").
				Unless(c.matched(t)).OnceClosed(t.requester)
		}
		return c.leftUnanswered(t, "ERR_CHUNK")
	},
	Doc: Doc{
		Why: "A Responder that goes on with a Call it cannot understand acts on guesses; one that says nothing leaves the Requester waiting.",
		How: "A Call with an undefined rdma_proc, lists that cannot be decoded, no chunk in an RDMA_NOMSG, or two XIDs that differ gets a Reply or ERR_VERS. " +
			"Where nothing came for 60 seconds, or while 100 later transactions were answered, it is a warning.",
		Silent: "The Call was not captured whole, it was repeated, or the connection ended soon after.",
		Bad:    "est; exchange; C>NOMSG 1 call; S>REPLY 1; exchange",
		Good:   "est; exchange; C>NOMSG 1 call; S>ERR 1 CHUNK; exchange",
	},
}

// leftUnanswered judges a malformed Call without an answer, which was to be an
// RDMA_ERROR with the code due.
func (c *Conn) leftUnanswered(t *Transaction, due string) Outcome {
	responder := t.requester.Other()
	waited := c.lastTime[responder] - t.Call.LastTime
	if !c.patient(waited) && t.later < manyLater {
		if c.End != decode.EndCapture {
			return NotApplicable
		}
		return Undecided(NoTail)
	}
	return Violated(blame(responder), "no answer to a Call with %s %s", t.Defect, c.patience(t, waited)).
		At(t.Call.Frame, t.Call.Time, "malformed Call").Seen(c.lastRequest[responder], "the connection lived on").
		XID(t.XID).Values("no answer", due).As(Warning).Unless(c.AnswerHidden(t))
}
