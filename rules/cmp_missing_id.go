package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// Receivers search for the identifier all the same.
var cmpMissingID = &Rule{
	ID:       "cmp/missing-id",
	Title:    "Identifier not at the start of the private data",
	Severity: Note,
	Covers:   []rfc8166.Key{"8797-4-b"},
	Deviates: "receivers are to find the identifier at any byte, since a transport may put data of its own in front",
	Unit:     PerDirection,
	Direction: func(c *Conn, side decode.Side) Outcome {
		a, g, ok := c.privateOf(side)
		switch {
		case !ok:
			return NotApplicable
		case g != 0:
			return Undecided(g)
		case !a.sent():
			return NotApplicable
		case a.offset == 0:
			return Held
		}
		return Violated(blame(side), "the RFC 8797 message begins at byte %d of the private data", a.offset).
			At(a.frame, a.time, "sent here").Values(itoa(a.offset), "0")
	},
	Doc: Doc{
		Why:    "A receiver that looks only at the first bytes takes the message as absent and falls back to 1024 bytes and no remote invalidation.",
		How:    "The format identifier stands behind the first byte of the private data: in a REQ of the RDMA IP CM service, behind the first byte after the IP CM header.",
		Silent: "REQ or REP was not captured whole, or there is no identifier at all, which is legal.",
		Bad:    "est[| at=4]; exchange",
		Good:   "est; exchange",
	},
}
