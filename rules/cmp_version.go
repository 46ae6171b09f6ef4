package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
	"rpcrdma-lint/rfc8166"
)

// The receiver of such a message acts as if there were none.
var cmpVersion = &Rule{
	ID:       "cmp/version",
	Title:    "Private data of unknown version or incomplete",
	Severity: Note,
	Covers:   []rfc8166.Key{"8797-4-c"},
	Deviates: "a later document may define other versions, and a receiver is to treat what it does not know as absent",
	Unit:     PerDirection,
	Direction: func(c *Conn, side decode.Side) Outcome {
		a, g, ok := c.privateOf(side)
		switch {
		case !ok:
			return NotApplicable
		case g != 0:
			return Undecided(g)
		case a.state == roce.Incomplete:
			return Violated(blame(side), "the private data ends inside the RFC 8797 message, which begins at byte %d", a.offset).
				At(a.frame, a.time, "sent here").Values("less than 8 bytes", "8 bytes")
		case a.state != roce.Present:
			return NotApplicable
		case a.Version == 1:
			return Held
		}
		return Violated(blame(side), "the RFC 8797 message in the private data is of version %d", a.Version).
			At(a.frame, a.time, "sent here").Values(itoa(int(a.Version)), "1")
	},
	Doc: Doc{
		Why:    "The peer takes the message as absent: thresholds of 1024 bytes and no remote invalidation, which may be slower than expected.",
		How:    "The version byte behind the format identifier is not 1, or fewer than eight bytes are left from the identifier on.",
		Silent: "REQ or REP was not captured whole.",
		Bad:    "est[version=2]; exchange",
		Good:   "est[version=1]; exchange",
	},
}
