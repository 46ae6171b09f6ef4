package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// Part of the explanation of a lost connection.
var connRNRRetryZero = &Rule{
	ID:       "conn/rnr-retry-zero",
	Title:    "RNR retry count 0 makes one RNR NAK fatal",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-3.3.1-h"},
	Deviates: "a legal setting, which Linux uses on purpose",
	Unit:     PerRefusal,
	Refusal: func(c *Conn, r *Refusal) Outcome {
		if r.Fate != FateLost || r.Retry < 0 {
			return NotApplicable
		}
		if r.Retry > 0 || r.Count > 1 {
			return Held
		}
		frame := c.requestFrame()
		if r.By == decode.ServerSide {
			frame = c.CM.Rep.Frame
		}
		return Violated(blame(r.By), "the %s allows no retry after an RNR NAK, so that the first one ended the connection", r.By).
			Seen(frame, "RNR retry count 0").At(r.Frame, r.Time, "RNR NAK").Values("0", "1 to 7 would have gone on").Folded(int(r.By))
	},
	Doc: Doc{
		Why:    "The count in a CM message says how often the other side may send again after an RNR NAK. With 0 the lack of a Receive, however short, loses the connection.",
		How:    "A recv/rnr-* finding on a connection that was lost, where the refusing side's CM message has an RNR retry count of 0.",
		Silent: "No RNR NAK, or no loss.",
		Bad:    "est[R1 4K/4K rnr=0 | R0 4K/4K]; C>CALL 1; S>REPLY 1; C>RNR(1); S>DREQ",
		Good:   "est[R1 4K/4K rnr=7 | R0 4K/4K]; C>CALL 1; S>REPLY 1; C>RNR(1); S>again 1; C>ACK; exchange",
	},
}
