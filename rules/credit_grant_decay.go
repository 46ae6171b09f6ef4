package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

const manyReplies = 20 // below this a pattern in the grants says nothing

// A grant is a limit. One that falls as Calls come and rises as they go is a
// balance, and a client that takes it as a limit uses half of what it could.
var creditGrantDecay = &Rule{
	ID:       "credit/grant-decay",
	Title:    "Grant looks like a remaining balance instead of a limit",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-3.3.1-e"},
	Deviates: "a pattern that single grants cannot prove, and that breaks no transfer",
	Unit:     PerConnection,
	Connection: func(c *Conn) Outcome {
		s := &c.dirs[decode.ClientSide].credit.stats
		switch {
		case s.replies == 0:
			return NotApplicable
		case s.replies < manyReplies:
			return Undecided(TooFew)
		case s.minGrant == s.maxGrant || s.minFlight == s.maxFlight || s.sumVaries:
			return Held
		}
		return Violated(Server, "over %d Replies the grant and the Calls in flight always add up to %d", s.replies, s.sum).
			At(s.lastFrame, s.lastTime, "last of them").Values(utoa(s.minGrant)+" to "+utoa(s.maxGrant), "a limit")
	},
	Doc: Doc{
		Why:    "The grant does not move because single RPCs start or complete. A server that subtracts what is under way makes clients throttle twice.",
		How:    "Over at least 20 Replies both the grant and the number of Calls in flight varied, and their sum never did.",
		Silent: "Fewer than 20 Replies, constant grants, or a constant number of Calls in flight.",
		Bad: "est; C>CALL 1; S>REPLY 1 cr=32; C>CALL 2..23; S>REPLY 2 cr=11; S>REPLY 3 cr=12; S>REPLY 4 cr=13; S>REPLY 5 cr=14; " +
			"S>REPLY 6 cr=15; S>REPLY 7 cr=16; S>REPLY 8 cr=17; S>REPLY 9 cr=18; S>REPLY 10 cr=19; S>REPLY 11 cr=20; S>REPLY 12 cr=21; " +
			"S>REPLY 13 cr=22; S>REPLY 14 cr=23; S>REPLY 15 cr=24; S>REPLY 16 cr=25; S>REPLY 17 cr=26; S>REPLY 18 cr=27; S>REPLY 19 cr=28; " +
			"S>REPLY 20 cr=29; S>REPLY 21 cr=30; S>REPLY 22 cr=31; S>REPLY 23 cr=32; exchange",
		Good: "est; exchange 22",
	},
}
