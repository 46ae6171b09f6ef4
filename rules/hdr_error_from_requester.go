package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// Only a Responder has something to refuse. The client is one for reverse
// Calls alone.
var hdrErrorFromRequester = &Rule{
	ID:       "hdr/error-from-requester",
	Title:    "RDMA_ERROR sent by a Requester",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4.2.4-e", "8166-4.5-c", "8166-4.6.1-c"},
	Unit:     PerMessage,
	Plain:    PlainAlways,
	Message: func(c *Conn, m *Message) Outcome {
		switch {
		case m.Sender != decode.ClientSide:
			return NotApplicable
		case m.Header.Fixed < 4:
			return m.uncaptured()
		case m.Role != RoleError:
			if m.Reverse() || m.Role != RoleCall {
				return NotApplicable
			}
			return Held
		case m.Match == MatchFirst:
			return Held
		case m.Match != MatchNone || c.Sum.ReverseCalls > 0:
			return NotApplicable // an answer as such, to the wrong Call or twice
		}
		xid, place := m.Header.XID, placeOf(m.Event)
		o := m.faulty("the client sent an RDMA_ERROR, and the server has called nothing").
			Values("RDMA_ERROR (4)", "no RDMA_ERROR of a Requester").Citing("8166-4.2.4-e")
		if r := c.refusedReply(xid); r != nil {
			o = o.Seen(r.Frame, "Reply that it refuses").Citing("8166-4.2.4-e", "8166-4.5-c", "8166-4.6.1-c")
		}
		return o.Unless(c.CallHidden(decode.ServerSide, xid)).OnceClosed(decode.ServerSide).AtEnd().
			Checking(c.Overtaken(decode.ServerSide, xid, place, nil))
	},
	Doc: Doc{
		Why: "A Responder drops an RDMA_ERROR in silence, so it tells the server nothing and costs it a Receive. " +
			"A Requester that cannot take a Reply is to drop it.",
		How: "The client sent a message with rdma_proc 4 on a connection on which the server, from the beginning up to its next message after that one, " +
			"sent no reverse Call.",
		Silent: "A reverse Call may be hidden: the connection's beginning or packets of the server are missing, or nothing of it was captured afterwards.",
		Bad:    "est; C>CALL 1; S>REPLY 1 rd=(4,64,h); C>ERR 1 CHUNK; exchange",
		Good:   "est; exchange; backchannel; S>CALL r1 rd=(4,64,h); C>ERR r1 CHUNK; exchange",
	},
}

// refusedReply is the server's latest message with this XID that is a Reply,
// or stands where one is due, or nil.
func (c *Conn) refusedReply(xid uint32) *Sent {
	sends := &c.sends[decode.ServerSide]
	for i := sends.n - 1; i >= 0 && i >= sends.n-maxSent; i-- {
		s := &sends.ring[i%maxSent]
		if s.HasXID && s.XID == xid && (s.Role == RoleReply || c.garbledAnswer(s)) {
			return s
		}
	}
	return nil
}
