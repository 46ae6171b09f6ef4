package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// The limit is the smaller of what was granted and what was asked for.
var creditAboveRequest = &Rule{
	ID:       "credit/above-request",
	Title:    "Calls in flight exceed the client's own credit request",
	Severity: Warning,
	Covers:   []rfc8166.Key{"8166-3.3.1-d"},
	Deviates: "a definition, yet harmless where the server has granted more: a warning",
	Unit:     PerCall,
	Call: func(c *Conn, k *CallCredit) Outcome {
		switch {
		case k.Requester != decode.ClientSide || k.OverGrant:
			return NotApplicable
		case !k.OverRequest && k.Guard != 0:
			return Undecided(k.Guard)
		case !k.OverRequest:
			return Held
		}
		o := Violated(Client, "%s in flight, but the client asked for %d at the most", plural(k.InFlight, "Call"), k.Requested)
		return k.placed(o, "").Values(itoa(k.InFlight), utoa(k.Requested))
	},
	Doc: Doc{
		Why:    "A server may plan its Receives by what clients ask for. A client that uses more than it asks for relies on the server's generosity.",
		How:    "As credit/exceeded, with the largest credit value requested by any Call in flight as the limit.",
		Silent: "As credit/exceeded; and where that is reported for the same Call.",
		Bad:    "est; C>CALL 1 cr=2; S>REPLY 1 cr=32; C>CALL 2 cr=2; C>CALL 3 cr=2; C>CALL 4 cr=2; S>REPLY 2; S>REPLY 3; S>REPLY 4; exchange",
		Good:   "est; C>CALL 1 cr=4; S>REPLY 1 cr=32; C>CALL 2 cr=4; C>CALL 3 cr=4; S>REPLY 2; S>REPLY 3; exchange",
	},
}
