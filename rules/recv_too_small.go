package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
	"rpcrdma-lint/rfc8166"
)

// Every Receive takes 1024 bytes, or what was announced.
var recvTooSmall = &Rule{
	ID:       "recv/too-small",
	Title:    "Posted Receive smaller than the guaranteed size",
	Severity: Error,
	Covers:   []rfc8166.Key{"8797-4.2-d", "8166-3.3.3-d", "8166-2.3.2-b"},
	Unit:     PerNAK,
	NAK: func(c *Conn, n *NAK) Outcome {
		code := roce.NAKCode(n.Code)
		if code != roce.InvalidRequest && code != roce.RemoteOperationalError {
			return NotApplicable
		}
		sender := n.By.Other()
		size := defaultThreshold
		if t := c.Threshold(sender); t.Known {
			size = t.Bytes
		}
		switch {
		case !n.Found:
			return Undecided(Unseen)
		case n.Kind != decode.KindSend:
			return NotApplicable
		case n.partial:
			return Undecided(NotWhole)
		case n.Length > size && !c.Threshold(sender).Known:
			return Undecided(NoNegotiation)
		case n.Length > size || n.Length <= smallSend || n.Sent != nil && n.Sent.length > size:
			return Held
		}
		o := Violated(blame(n.By), "a Send was refused (%v) with %d bytes received, though the %s takes %d", code, n.Length, n.By, size).
			Seen(n.At, "sent here").At(n.Frame, n.Time, "refused here").
			Values("less than "+itoa(n.Length)+" bytes", itoa(size)+" bytes")
		if !c.Threshold(sender).Negotiated {
			o = o.Citing("8166-3.3.3-d", "8166-2.3.2-b")
		}
		if n.Sent != nil && n.Sent.HasXID {
			o = o.XID(n.Sent.XID)
		}
		return o.Unless(n.otherCause(c)).AtEnd().Checking(func() Guard { return n.withinSize(size) })
	},
	Doc: Doc{
		Why:    "A receiver that posts Receives smaller than it announced, or than the 1024 bytes that every one takes, ends the connection at the first message that uses them.",
		How:    "A NAK for an invalid request (Soft-RoCE: a remote operational error) refuses a Send whose bytes up to the refused packet are within the guaranteed size.",
		Silent: "The packet order of the message explains the NAK, packets are missing before it, or the message is longer than the guaranteed size and the private data was not captured.",
		Bad:    "est[R1 4K/4K mtu=1024 | R0 4K/4K]; C>CALL 1; S>REPLY 1; C>CALL 2 len=2000; S>NAK(61 2 last); C>DREQ",
		Good:   "est[R1 4K/4K mtu=1024 | R0 4K/4K]; C>CALL 1 len=2000; S>REPLY 1; exchange",
	},
}

// smallSend is a length below which no receiver can be short of room: the NAK
// must have another reason.
const smallSend = 256

// withinSize is the guard that fails when the whole Send may be longer than
// what its receiver takes.
func (n *NAK) withinSize(size int) Guard {
	if n.Sent == nil && n.forgotten {
		return Forgotten
	}
	if n.Sent == nil || n.Sent.length == 0 || n.Sent.length > size {
		return NotWhole
	}
	return 0
}

// otherCause is the guard that fails when the NAK may not be about length: the
// Send carried an Invalidate or immediate data, or packets are missing.
func (n *NAK) otherCause(c *Conn) Guard {
	sender := n.By.Other()
	if g := c.Unbroken(sender); g != 0 {
		return g
	}
	if n.special {
		return NotASend
	}
	return 0
}
