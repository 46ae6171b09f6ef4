package rules

import (
	"fmt"

	"rpcrdma-lint/rfc8166"
)

// A Reply that cannot be sent inline needs somewhere else to go.
var replyChunkMissing = &Rule{
	ID:       "reply/chunk-missing",
	Title:    "No Reply chunk although the largest possible Reply exceeds the threshold",
	Severity: Warning,
	Covers:   []rfc8166.Key{"8166-4.3.3-a", "8166-6.2-a", "8267-3-a"},
	Deviates: "the client may know that the file or the directory is smaller",
	Unit:     PerTransaction,
	Transaction: func(c *Conn, t *Transaction) Outcome {
		if o, ok := t.sized(); !ok {
			return o
		}
		limit := c.Threshold(t.requester.Other())
		room := t.Asked.room
		switch {
		case !room.reaches && t.Asked.guard() != 0:
			return Undecided(t.Asked.guard())
		case !room.reaches:
			return NotApplicable
		case t.HasReply:
			return Held
		case !limit.Known:
			return Undecided(NoNegotiation)
		case room.reach <= uint64(limit.Bytes):
			return unless(t.Asked.guard())
		}
		return t.resources(Violated(blame(t.requester), "the Reply to %s can have %d bytes or more, the inline threshold is %d, and there is no Reply chunk",
			t.Name(), room.reach, limit.Bytes).
			Values("no Reply chunk", fmt.Sprintf("a Reply chunk, or a Reply of at most %d bytes", limit.Bytes)))
	},
	Doc: Doc{
		Why: "The Responder has no means to send such a Reply: it refuses the Call, breaks the connection, or sends more than the Requester's Receive can take, which breaks it, too.",
		How: "READ asks for bytes that have no Write chunk to go to, or may not use it under RPCSEC_GSS integrity, or READDIR or READDIRPLUS for a directory, " +
			"and with the smallest headers and no attributes the Reply would be longer than the Responder may send. What came of it is in the evidence.",
		Silent: "The inline threshold is not known, the arguments were not captured or are hidden by RPCSEC_GSS, or an operation is not known. Of other procedures the arguments do not tell how long the Reply can be.",
		Bad:    "est[R1 4K/4K | R0 4K/4K]; exchange; C>CALL 1 v3 READ count=65536; S>ERR 1 CHUNK; exchange",
		Good:   "est[R1 4K/4K | R0 4K/4K]; exchange; C>CALL 1 v3 READ count=65536 wr=(h,65536); S>WRITE h 0 65536; S>REPLY 1 count=65536 wr=(h,65536); exchange",
	},
}
