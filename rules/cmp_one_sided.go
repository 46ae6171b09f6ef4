package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// It explains why messages stay small.
var cmpOneSided = &Rule{
	ID:       "cmp/one-sided",
	Title:    "Only one peer sent the private data; defaults apply",
	Severity: Note,
	Covers:   []rfc8166.Key{"8797-1-a"},
	Unit:     PerConnection,
	Connection: func(c *Conn) Outcome {
		client, g, _ := c.privateOf(decode.ClientSide)
		server, h, ok := c.privateOf(decode.ServerSide)
		switch {
		case !ok:
			return NotApplicable
		case g != 0:
			return Undecided(g)
		case h != 0:
			return Undecided(h)
		case client.sent() == server.sent():
			return Held
		}
		with, without, lacks := client, server, decode.ServerSide
		if server.sent() {
			with, without, lacks = server, client, decode.ClientSide
		}
		return Violated(NoBlame, "the %s sent no RFC 8797 message, the %s did: thresholds are %d bytes", lacks, lacks.Other(), defaultThreshold).
			At(without.frame, without.time, "none here").Seen(with.frame, "one here")
	},
	Doc: Doc{
		Why:    "Both peers must use 1024 bytes and no remote invalidation, though one of them could do better.",
		How:    "The format identifier is in the private data of one of REQ and REP only.",
		Silent: "REQ or REP was not captured whole, or the request was refused.",
		Bad:    "est[R1 4K/4K | none]; exchange",
		Good:   "est[none | none]; exchange",
	},
}
