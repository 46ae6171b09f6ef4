package rules

import (
	"fmt"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
	"rpcrdma-lint/rfc8166"
)

// Bits that later versions may give a meaning to are zero in this one.
var cmpReservedBits = &Rule{
	ID:       "cmp/reserved-bits",
	Title:    "Reserved flag bits set in the private data",
	Severity: Error,
	Covers:   []rfc8166.Key{"8797-4-d"},
	Unit:     PerDirection,
	Direction: func(c *Conn, side decode.Side) Outcome {
		a, g, ok := c.privateOf(side)
		switch {
		case !ok:
			return NotApplicable
		case g != 0:
			return Undecided(g)
		case a.state != roce.Present || a.Version != 1:
			return NotApplicable
		case a.Reserved() == 0:
			return Held
		}
		return Violated(blame(side), "flags 0x%02x of the private data have reserved bits 0x%02x set", a.Flags, a.Reserved()).
			At(a.frame, a.time, "sent here").
			Values(fmt.Sprintf("0x%02x", a.Flags), "0x00 or 0x01")
	},
	Doc: Doc{
		Why:    "Receivers ignore these bits today. A peer that sets them will announce, to a later version, what it does not mean.",
		How:    "One of the seven upper bits of the flags is set in a version 1 message in REQ or REP.",
		Silent: "The message is of another version, or was not captured.",
		Bad:    "est[flags=0x03]; exchange",
		Good:   "est[flags=0x01 | flags=0x00]; exchange",
	},
}
