package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
	"rpcrdma-lint/rfc8166"
)

// What does not fit the receiver's buffers is to be moved by RDMA.
var inlineExceeded = &Rule{
	ID:       "inline/exceeded",
	Title:    "Send longer than the negotiated inline threshold",
	Severity: Error,
	Covers: []rfc8166.Key{
		"8166-3.3.2-a", "8797-4.2-b", "8797-4.2-c", "8166-3.5.3-a", "8166-3.5.3-f", "8166-4.2.4-g",
		"8167-4.2-a", "8167-5.3-b", "8797-4-a", "8166-2.3.2-b",
	},
	Unit: PerMessage,
	Message: func(c *Conn, m *Message) Outcome {
		n, t := m.Event.Length, c.Threshold(m.Sender)
		switch {
		case t.Known && !t.Negotiated:
			return NotApplicable // judged against the default
		case n <= defaultThreshold || t.Known && n <= t.Bytes:
			return m.ended()
		case !t.Known:
			return Undecided(NoNegotiation)
		}
		req, rep := c.CM.Req, c.CM.Rep
		o := Violated(blame(m.Sender), "Send of %s, inline threshold %d", m.size(), t.Bytes).
			Seen(req.Frame, "client announces "+announced(req.Private)).
			Seen(rep.Frame, "server announces "+announced(rep.Private)).
			At(m.Event.Frame, m.Event.Time, "sent here").
			Values(m.size(), "at most "+itoa(t.Bytes)+" bytes").
			Citing(c.sizeKeys(m, t)...).Unless(c.negotiated())
		if m.HasXID() {
			o = o.XID(m.Header.XID)
		}
		if k := c.fatalNAK(m.Event); k != nil {
			o = o.Seen(k.Frame, "refused here: "+roce.NAKCode(k.Code).String())
		}
		return o
	},
	Doc: Doc{
		Why: "The receiver's buffers have the announced size. A longer Send fails in the receiver's hardware: a NAK, the loss of the connection, " +
			"and after the reconnect the same message again. A receiver with larger buffers hides the fault until it meets another peer.",
		How: "All payload bytes of the Send, transport header included, are counted; the threshold is the smaller of the sender's Send Size and the " +
			"receiver's Receive Size in the private data of ConnectRequest and ConnectReply. A Send that was not captured to its end counts with what was captured of it.",
		Silent: "The private data of one side was not captured, or the queue pair may have been taken over by a connection whose set-up was not. " +
			"Where one side sent no private data, inline/over-default judges.",
		Bad:  "est[R1 1K/1K | R0 4K/4K]; C>CALL 1 len=1100; S>REPLY 1; exchange",
		Good: "est[R1 4K/4K | R0 4K/4K]; C>CALL 1 len=4096; S>REPLY 1; exchange",
	},
}

// ended is held for a message that the threshold allows, unless more of it may
// be missing from the capture.
func (m *Message) ended() Outcome {
	if !m.Event.Complete {
		return Undecided(NotWhole)
	}
	return Held
}

// size is the message's length in words.
func (m *Message) size() string {
	if !m.Event.Complete {
		return "at least " + itoa(m.Event.Length) + " bytes"
	}
	return itoa(m.Event.Length) + " bytes"
}

// announced is what a peer says of its buffers.
func announced(p roce.PrivateMessage) string {
	return "Send Size " + itoa(p.SendSize) + ", Receive Size " + itoa(p.ReceiveSize)
}

// negotiated is the guard that fails when the private data may be that of an
// earlier connection between the same queue pairs.
func (c *Conn) negotiated() Guard {
	if c.voids != [2]int{} {
		return NoNegotiation
	}
	return 0
}

// fatalNAK is the NAK that refused the message of e, as far as it came before
// the message's end was known.
func (c *Conn) fatalNAK(e *decode.Event) *NAK {
	for _, n := range c.naks {
		if n.By == e.Side.Other() && n.Found && n.Start == e.PSN {
			return n
		}
	}
	return nil
}

// sizeKeys are the requirements that a message above the threshold breaks, the
// one that says what the threshold is first.
func (c *Conn) sizeKeys(m *Message, t Threshold) []rfc8166.Key {
	size := rfc8166.Key("8797-4.2-b")
	if m.Sender == decode.ServerSide {
		size = "8797-4.2-c"
	}
	keys := []rfc8166.Key{size, "8166-3.3.2-a", "8166-3.5.3-a", "8166-4.2.4-g", "8166-2.3.2-b"}
	if m.Role == RoleReply && m.Header.HasReply {
		keys = append(keys, "8166-3.5.3-f")
	}
	if m.Reverse() && m.Sure {
		keys = append(keys, "8167-4.2-a", "8167-5.3-b")
	}
	if c.pair.onceFit(c, m, t) {
		keys = append(keys, "8797-4-a")
	}
	return keys
}

// onceFit reports whether an earlier connection of the same client had room
// for the message, so that its sender may have kept to the old settings.
func (p *Pair) onceFit(c *Conn, m *Message, t Threshold) bool {
	for i := len(p.ended) - 1; i >= 0; i-- {
		if o := p.ended[i]; o.Client.Addr == c.Client.Addr {
			old := o.Threshold(m.Sender)
			return old.Negotiated && old.Bytes > t.Bytes && m.Event.Length <= old.Bytes
		}
	}
	return false
}
