package rules

import (
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// A server that accepts what it must refuse teaches clients bad manners.
var errIneligibleAccepted = &Rule{
	ID:       "err/ineligible-accepted",
	Title:    "Call with a wrongly reduced argument was executed",
	Severity: Warning,
	Covers:   []rfc8166.Key{"8166-6.1-c"},
	Deviates: "the server's binding may know the argument, in a program that is not what it seems to be",
	Unit:     PerTransaction,
	Transaction: func(c *Conn, t *Transaction) Outcome {
		switch {
		case t.misreduced == nil || !t.Answered:
			return NotApplicable
		case t.AnswerIs == RoleError:
			return Held
		case !t.Answer1.HasStat:
			return Undecided(t.unread())
		case t.Answer1.Stat != rpc.Success:
			return Held
		}
		return Violated(blame(t.requester.Other()), "%s was executed, though an argument of it was moved that may not be", t.Name()).
			Seen(t.Call.Frame, "Call: "+t.misreduced.text).At(t.Answer.Frame, t.Answer.Time, "accepted here").XID(t.XID).
			Values("SUCCESS", "ERR_CHUNK or GARBAGE_ARGS").Unless(c.matched(t)).OnceClosed(t.requester)
	},
	Doc: Doc{
		Why: "The server has put an argument together in a way that no binding describes; what it did with it, nobody can say. " +
			"And the client's fault stays unseen until it meets another server.",
		How:    "ddp/ineligible-arg is proven for the Call, and its Reply says SUCCESS.",
		Silent: "As ddp/ineligible-arg; or packets of the client are missing, so that the Reply may be to another Call.",
		Bad:    "est; exchange; C>CALL 1 v3 LOOKUP rd=(p,64,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
		Good:   "est; exchange; C>CALL 1 v3 LOOKUP rd=(p,64,h); S>ERR 1 CHUNK; exchange",
	},
}
