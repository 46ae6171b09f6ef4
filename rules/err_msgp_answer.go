package rules

import "rpcrdma-lint/rfc8166"

// RDMA_MSGP is refused like any message that cannot be served.
var errMsgpAnswer = &Rule{
	ID:       "err/msgp-answer",
	Title:    "RDMA_MSGP not refused with ERR_CHUNK",
	Severity: Warning,
	Covers:   []rfc8166.Key{"8166-4.6.1-b"},
	Unit:     PerTransaction,
	Transaction: func(c *Conn, t *Transaction) Outcome {
		switch {
		case t.Defect != DefectMsgp:
			return NotApplicable
		case !t.Answered:
			return Undecided(NoTail)
		case t.Repeats > 0:
			return Undecided(Unpaired)
		case t.AnswerIs == RoleError && !t.Answer1.HasErr:
			return Undecided(NotWhole)
		case t.AnswerIs == RoleError && t.Answer1.Err == rfc8166.ErrChunk:
			return Held
		}
		return Violated(blame(t.requester.Other()), "an RDMA_MSGP was answered with %s", t.answerName()).
			Seen(t.Call.Frame, "RDMA_MSGP").At(t.Answer.Frame, t.Answer.Time, "answered here").XID(t.XID).
			Values(t.answerName(), "ERR_CHUNK").
			Unless(c.matched(t)).OnceClosed(t.requester)
	},
	Doc: Doc{
		Why:    "RDMA_MSGP is not part of version 1 any more. A Responder that serves it keeps its use alive.",
		How:    "The answer to an RDMA_MSGP is a Reply, or an RDMA_ERROR with another code.",
		Silent: "There was no answer.",
		Bad:    "est; exchange; C>MSGP 1; S>REPLY 1; exchange",
		Good:   "est; exchange; C>MSGP 1; S>ERR 1 CHUNK; exchange",
	},
}
