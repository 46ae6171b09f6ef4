package rules

import (
	"fmt"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

const manyLater = 100 // transactions opened later and answered

// A server that cannot answer is to close the connection.
var connUnanswered = &Rule{
	ID:       "conn/unanswered",
	Title:    "Call never answered while the connection lives",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-4.5.4-b", "5661-2.9.2-c"},
	Deviates: "long-running and blocked operations look the same",
	Unit:     PerTransaction,
	Transaction: func(c *Conn, t *Transaction) Outcome {
		if t.Role != RoleCall {
			return NotApplicable
		}
		if t.Answered {
			return Held
		}
		responder := t.requester.Other()
		waited := c.lastTime[responder] - t.Call.LastTime
		if !c.patient(waited) && t.later < manyLater {
			if c.End != decode.EndCapture {
				return NotApplicable // the connection did not live on
			}
			return Undecided(NoTail)
		}
		o := Violated(blame(responder), "no answer %s", c.patience(t, waited)).
			At(t.Call.Frame, t.Call.Time, "sent here").Seen(c.lastRequest[responder], "the connection lived on").
			XID(t.XID).Values("no answer", "a Reply, an RDMA_ERROR or the end of the connection")
		switch {
		case !t.Sure:
			return o.Unless(NoRole)
		case c.gaps[responder] != t.gapsAt[responder]:
			return o.Unless(gapGuard(responder))
		case !c.start[responder] && !t.after[responder]:
			return o.Unless(NoStart)
		case t.blind:
			return o.Unless(Forgotten)
		}
		return o.Unless(t.mayWait())
	},
	Doc: Doc{
		Why:    "The RPC hangs, and a process with it. With NFSv4 the client may not even send it again as long as the connection lives.",
		How:    "No answer for 60 seconds, or while 100 later transactions were answered, with the server's stream captured without a gap.",
		Silent: "Less time has passed; packets of the server are missing; or the procedure may rightly take long: it waits for a lock or for what another client has to give back, or its operations are not known.",
		Bad:    "est; exchange; C>CALL 5; exchange 110",
		Good:   "est; exchange 110",
	},
}

// mayWait is the guard that fails where the procedure may block or wait for a
// callback, or where that is not known. Under RPCSEC_GSS a server drops what it
// does not trust (RFC 2203 §5.3.3.1).
func (t *Transaction) mayWait() Guard {
	switch {
	case !t.HasProgram:
		return NotParsed
	case t.requester != decode.ClientSide, t.protection != unprotected:
		return MayWait
	case t.Asked.compound() && t.Asked.waits:
		return MayWait
	case t.Asked.compound():
		return t.Asked.guard()
	}
	switch t.Program {
	case rpc.ProgNFS, rpc.ProgMount, rpc.ProgNFSACL:
		return 0
	case rpc.ProgNLM:
		return MayWait
	}
	return NotParsed
}

// patient reports whether an answer has been waited for, in ns, long enough.
func (c *Conn) patient(waited int64) bool { return waited >= int64(c.pair.terms.Unanswered) }

// patience says how long a Call has waited: in seconds, or, where that was
// short, in later Calls that were answered.
func (c *Conn) patience(t *Transaction, waited int64) string {
	if !c.patient(waited) {
		return "while " + plural(t.later, "later Call") + " got one"
	}
	return fmt.Sprintf("within %d s", waited/1e9)
}
