package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// Who calls must be ready for the Reply.
var recvRNRClient = &Rule{
	ID:       "recv/rnr-client",
	Title:    "Client had no Receive for the Reply it had to expect",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-3.3.1-h", "8167-4.3.1-a", "8167-4.3.1-b"},
	Unit:     PerRefusal,
	Refusal: func(c *Conn, r *Refusal) Outcome {
		return r.attributed(decode.ClientSide, CauseNoReceive, func() Outcome {
			if r.Sent.Requester == decode.ServerSide {
				return Violated(Client, "no Receive was available at the client for %s, which its grant allowed; %s", r.what(), r.course()).
					Values("no Receive", "one for each reverse Call granted").Citing("8167-4.3.1-a", "8167-4.3.1-b")
			}
			return Violated(Client, "no Receive was available at the client for %s to its own Call; %s", r.what(), r.course()).
				Values("no Receive", "one for each Call that is outstanding")
		})
	},
	Doc: Doc{
		Why: "A Requester posts a Receive for every Reply that it expects before it sends the Call. Where it wakes its RPCs first, after a reconnect for instance, " +
			"the Replies meet no Receive: an RNR NAK, and with a retry count of 0 the end of the connection.",
		How: "The client's queue pair answered with an RNR NAK the first Reply to a Call that was outstanding. The server had sent nothing before that the client had not asked for. " +
			"An adapter may send RNR NAKs for other temporary reasons (page faults); the capture cannot tell.",
		Silent: "The connection's beginning or packets of the server are missing; or the server had sent what takes a Receive and was not asked for, immediate data perhaps. The severity is a warning where the Reply was received in the end.",
		Bad:    "est; C>CALL 1; S>REPLY 1 cr=8; C>RNR(1); S>DREQ",
		Good:   "est; C>CALL 1; S>REPLY 1 cr=8; C>ACK; exchange",
	},
}
