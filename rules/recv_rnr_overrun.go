package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// The one that sent too much cannot blame the one that had no room.
var recvRNROverrun = &Rule{
	ID:       "recv/rnr-overrun",
	Title:    "RNR NAK caused by sending beyond the credits",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-3.3.1-b"},
	Unit:     PerRefusal,
	Refusal: func(c *Conn, r *Refusal) Outcome {
		return r.attributed(r.By, CauseOverrun, func() Outcome {
			s, sender := r.Sent, r.By.Other()
			if sender == decode.ServerSide {
				return Violated(Server, "%s met no Receive: %s in flight, limit %d; %s",
					r.what(), plural(s.low, "reverse Call"), s.largest, r.course()).
					Values(itoa(s.low)+" in flight", utoa(s.largest)+" at the most")
			}
			if s.Role != RoleCall {
				return Violated(Client, "%s met no Receive: the server had not asked for it; %s", r.what(), r.course())
			}
			return Violated(Client, "%s met no Receive: %s in flight, limit %d; %s",
				r.what(), plural(s.low, "Call"), s.largest, r.course()).
				Values(itoa(s.low)+" in flight", utoa(s.largest)+" at the most")
		})
	},
	Doc: Doc{
		Why:    "The server may refuse what it never had to take. The RNR NAK, and the loss of the connection that may follow, are the sender's doing.",
		How:    "The refused Send is a Call beyond a limit that credit/first-call or credit/exceeded proves to be broken, or a message that the other side had not asked for.",
		Silent: "The credit finding is not proven, or the connection's beginning or packets are missing.",
		Bad:    "est; C>CALL 1 noack; C>CALL 2; S>ACK(1); S>RNR(2); C>DREQ",
		Good:   "est; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2; S>REPLY 2; exchange",
	},
}
