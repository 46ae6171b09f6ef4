package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// A grant promises a Receive for each Call.
var recvRNRServer = &Rule{
	ID:       "recv/rnr-server",
	Title:    "Server had no Receive for a message it had promised room for",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-3.3.1-g", "8167-4.3.2-a", "8167-4.3.2-b", "8167-4.3.2-c"},
	Unit:     PerRefusal,
	Refusal: func(c *Conn, r *Refusal) Outcome {
		return r.attributed(decode.ServerSide, CauseNoReceive, func() Outcome {
			if r.Sent.Requester == decode.ServerSide {
				return Violated(Server, "no Receive was available at the server for %s; %s", r.what(), r.course()).
					Values("no Receive", "one for each reverse Call that is outstanding").Citing("8167-4.3.2-b", "8167-4.3.2-c")
			}
			return Violated(Server, "no Receive was available at the server for %s: at the most %d in flight, %d granted; %s",
				r.what(), r.Sent.high, r.Sent.smallest, r.course()).
				Values("no Receive", "room for "+plural(int(r.Sent.smallest), "Call"))
		})
	},
	Doc: Doc{
		Why: "Receives must be in place before the Reply that grants them is sent. Without them the client, which did as it was told, loses time with each RNR NAK, " +
			"and the connection where no retry is allowed.",
		How: "The server's queue pair answered a client's Send with an RNR NAK although all Calls that can have been in flight were within the smallest grant that the client may have gone by. " +
			"An adapter may send RNR NAKs for other temporary reasons (page faults); the capture cannot tell.",
		Silent: "The connection's beginning or any packet of either side before the NAK is missing; or the client had sent what takes a Receive that the server does not owe: a Call again, an RDMA_DONE, immediate data. The severity is a warning where the Send was received in the end.",
		Bad:    "est; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2; C>CALL 3; S>RNR(3); C>DREQ",
		Good:   "est; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2; C>CALL 3; S>REPLY 2; S>REPLY 3; exchange",
	},
}
