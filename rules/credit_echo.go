package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// A server that sends the request back as the grant says nothing of itself.
var creditEcho = &Rule{
	ID:       "credit/echo",
	Title:    "Every grant repeats the request",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-3.3.1-e"},
	Deviates: "legal: the grant may be any value",
	Off:      true,
	Unit:     PerConnection,
	Connection: func(c *Conn) Outcome {
		s := &c.dirs[decode.ClientSide].credit.stats
		switch {
		case s.replies == 0:
			return NotApplicable
		case s.notEchoed:
			return Held
		case len(s.requests) < 2:
			return Undecided(TooFew)
		}
		return Violated(Server, "each of %d grants equals the credit value of its Call", s.replies).
			At(s.lastFrame, s.lastTime, "last of them").Seen(s.firstEcho, "first of them").
			Values(plural(len(s.requests), "different value")+" echoed", "a limit of the server's own").
			Unless(c.Unbroken(decode.ServerSide))
	},
	Doc: Doc{
		Why:    "The grant should tell how many Calls the server can hold. An echo tells how many the client would like to send, and the server has to live with that.",
		How:    "The client asked for at least two different values, and every grant was the value that its Call asked for.",
		Silent: "Fewer than two different values were requested; or the connection's beginning or packets of the server are missing, and with them perhaps another grant.",
		Bad:    "est; C>CALL 1 cr=32; S>REPLY 1 cr=32; C>CALL 2 cr=64; S>REPLY 2 cr=64",
		Good:   "est; C>CALL 1 cr=32; S>REPLY 1 cr=64; C>CALL 2 cr=64; S>REPLY 2 cr=64; C>CALL 3 cr=32; S>REPLY 3 cr=64",
	},
}
