package rules

import "rpcrdma-lint/rfc8166"

// draftVersion is the one later version of which drafts exist.
const draftVersion = 2

// Who does not speak a version says which ones it speaks.
var errVersMissing = &Rule{
	ID:       "err/vers-missing",
	Title:    "Unsupported version not answered with ERR_VERS",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4.5.1-a"},
	Unit:     PerTransaction,
	Transaction: func(c *Conn, t *Transaction) Outcome {
		if t.Defect != DefectVersion {
			return NotApplicable
		}
		version := t.Header.Version
		switch {
		case t.Repeats > 0:
			return Undecided(Unpaired)
		case t.AnswerIs == RoleError && !t.Answer1.HasErr:
			return Undecided(NotWhole)
		case t.AnswerIs == RoleError && t.Answer1.Err == rfc8166.ErrVers:
			return Held
		case version == draftVersion && !c.refusedVersion(t):
			return Undecided(NotParsed) // it may speak version 2
		case !t.Answered:
			return c.leftUnanswered(t, "ERR_VERS")
		}
		responder := t.requester.Other()
		return Violated(blame(responder), "version %d answered with %s instead of ERR_VERS", version, t.answerName()).
			Seen(t.Call.Frame, "Call").At(t.Answer.Frame, t.Answer.Time, "answered here").XID(t.XID).
			Values(t.answerName(), "ERR_VERS").
			Unless(c.matched(t)).OnceClosed(t.requester)
	},
	Doc: Doc{
		Why: "Only ERR_VERS tells the Requester which versions it may use instead.",
		How: "A message of a version that does not exist, or that the Responder itself has refused before, is answered with something else than RDMA_ERROR with ERR_VERS. " +
			"Where nothing came for 60 seconds, or while 100 later transactions were answered, it is a warning.",
		Silent: "It was repeated, the connection ended soon after it, or the Responder may support the version (2 is in draft).",
		Bad:    "est; exchange; C>CALL 1 vers=9; S>ERR 1 CHUNK; exchange",
		Good:   "est; exchange; C>CALL 1 vers=9; S>ERR 1 VERS(1,1); exchange",
	},
}

// refusedVersion reports whether the Responder said earlier on this connection
// that it does not support the version of t.
func (c *Conn) refusedVersion(t *Transaction) bool {
	r := c.dirs[t.requester].supported
	return r.known && (!t.Answered || r.frame < t.Answer.Frame) && (t.Header.Version < r.low || t.Header.Version > r.high)
}

// answerName says what the answer to t is.
func (t *Transaction) answerName() string {
	if t.AnswerIs == RoleError {
		return t.Answer1.Err.String()
	}
	return "a Reply"
}
