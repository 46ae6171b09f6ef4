package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// Nobody owes a Receive for what nobody asked for.
var recvRNRUnsolicited = &Rule{
	ID:       "recv/rnr-unsolicited",
	Title:    "RNR NAK for a message the client owed no Receive",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-3.3.1-i"},
	Unit:     PerRefusal,
	Refusal: func(c *Conn, r *Refusal) Outcome {
		return r.attributed(decode.ClientSide, CauseUnsolicited, func() Outcome {
			if r.Sent.Match == MatchFirst {
				return Violated(Server, "%s met no Receive after %s that the client had not asked for; %s",
					r.what(), plural(r.surplus, "message"), r.course())
			}
			return Violated(Server, "%s met no Receive: the client had no such Call outstanding; %s", r.what(), r.course())
		})
	},
	Doc: Doc{
		Why:    "A client posts Receives for the Replies that it expects. A Reply too many takes one from another Reply, or meets none.",
		How:    "The client's queue pair answered with an RNR NAK a second answer to a Call, an answer to no Call, or a Reply after such messages had used up Receives.",
		Silent: "The connection's beginning or packets of either side are missing, nothing more of the client shows that none is, or a Call may have been captured behind its answer.",
		Bad:    "est; C>CALL 1; S>REPLY 1 cr=8; S>REPLY 1; C>RNR; C>CALL 2; S>DREQ",
		Good:   "est; C>CALL 1; S>REPLY 1 cr=8; C>ACK; exchange",
	},
}
