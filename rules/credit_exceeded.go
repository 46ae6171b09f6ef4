package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// The grant is a limit on the Calls that wait for an answer.
var creditExceeded = &Rule{
	ID:       "credit/exceeded",
	Title:    "Calls in flight exceed the server's grant",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-3.3.1-b", "8166-8.1.4-a"},
	Unit:     PerCall,
	Call: func(c *Conn, k *CallCredit) Outcome {
		if k.Requester != decode.ClientSide {
			return NotApplicable
		}
		return k.exceeded("")
	},
	Doc: Doc{
		Why: "The server posts Receives for what it grants. A Call beyond that may find none: an RNR NAK, and where the server allows no retry the " +
			"loss of the connection with all Calls on it.",
		How: "Captured Calls without a captured answer are counted at each Call, which can only be too few; the limit is the largest grant that the client " +
			"may have had, of the last Reply that it certainly received and all later ones.",
		Silent: "Packets of the server are missing between the first counted Call, or the Reply that gives the limit, and the server's next request; " +
			"no Reply was certainly received yet; or answers were captured so close to the Call that their order is uncertain.",
		Bad:  "est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2; C>CALL 3; C>CALL 4; S>REPLY 2; S>REPLY 3; S>REPLY 4; exchange",
		Good: "est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2; C>CALL 3; S>REPLY 2 cr=2; C>CALL 4; S>REPLY 3; S>REPLY 4; exchange",
	},
}

// exceeded judges a Call against the grant. word is "" or "reverse ".
func (k *CallCredit) exceeded(word string) Outcome {
	switch {
	case !k.OverGrant && k.Guard != 0 && !k.OverRequest:
		return Undecided(k.Guard)
	case !k.OverGrant:
		return Held
	}
	o := Violated(blame(k.Requester), "%s in flight, limit %d", plural(k.InFlight, word+"Call"), k.Limit).
		Seen(k.LimitAt, "granted here: "+granted(k.Limit, k.ZeroGrant))
	return k.placed(o, word).Values(itoa(k.InFlight), utoa(k.Limit))
}

// placed adds the Calls in flight to a claim about one too many.
func (k *CallCredit) placed(o Outcome, word string) Outcome {
	for _, f := range k.Listed {
		if f != k.Frame {
			o = o.Seen(f, word+"Call in flight")
		}
	}
	return o.At(k.Frame, k.Time, "one "+word+"Call too many").XID(k.XID).Folded(k.Episode).Unless(k.Guard)
}
