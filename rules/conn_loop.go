package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// After a reconnect the server should refuse what broke the connection before.
var connLoop = &Rule{
	ID:       "conn/loop",
	Title:    "The same XID breaks the connection again after reconnect",
	Severity: Warning,
	Covers:   []rfc8166.Key{"8166-4.5.3-a"},
	Unit:     PerConnection,
	Connection: func(c *Conn) Outcome {
		now := c.fatal()
		if now.frame == 0 || c.End == decode.EndCapture {
			return NotApplicable
		}
		before, prev := c.pair.fatalBefore(c, now)
		switch {
		case !now.has:
			return Undecided(Unseen)
		case before == nil:
			return Held
		}
		who := NoBlame
		if now.blame == prev.blame {
			who = now.blame
		}
		o := Violated(who, "the same RPC broke the connection again after %s", plural(c.turn, "reconnect")).
			Seen(prev.frame, "broken before: "+prev.what).Seen(c.requestFrame(), "reconnected").
			At(now.frame, now.time, now.what).XID(now.xid).
			Values("broken again", "an ERR_CHUNK for the XID that broke the connection")
		if who != Server {
			return o.As(Note).Unless(now.guard).Unless(prev.guard)
		}
		return o
	},
	Doc: Doc{
		Why:    "Client and server can go round for ever: the client sends the RPC again, the server breaks the connection again. RFC 8166 §4.5.3 has the server answer the second time with ERR_CHUNK.",
		How:    "Two connections of the same client, one after the other, ended by a fatal NAK or an RNR NAK without a retry in a message of the same XID.",
		Silent: "Only one of the connections was captured, or the end was no refusal. A note unless the server is proven at fault both times.",
		Bad: "est; exchange; C>CALL 5; S>REPLY 5 len=5000; C>NAK(63 5); C>DREQ; S>DREP; " +
			"est; @2 C>CALL 5; @2 S>REPLY 5 len=5000; @2 C>NAK(63 5); @2 C>DREQ; @2 S>DREP",
		Good: "est; exchange; C>CALL 5; S>REPLY 5 len=5000; C>NAK(63 5); C>DREQ; S>DREP; est; @2 C>CALL 5; @2 S>ERR 5 CHUNK; @2 exchange",
	},
}

// fatalBefore finds the connection before c that the same RPC broke.
func (p *Pair) fatalBefore(c *Conn, now fatalEvent) (*Conn, fatalEvent) {
	for i := len(p.ended) - 1; i >= 0 && now.has; i-- {
		o := p.ended[i]
		if !c.follows(o) || o.LastFrame > c.FirstFrame && o.EndFrame > c.FirstFrame {
			continue
		}
		if e := o.fatal(); e.frame > 0 && e.has && e.xid == now.xid {
			return o, e
		}
	}
	return nil, fatalEvent{}
}

// countTurn notes how often the RPC that ended c had ended a connection before.
func (c *Conn) countTurn() {
	if now := c.fatal(); now.frame > 0 {
		if o, _ := c.pair.fatalBefore(c, now); o != nil {
			c.turn = o.turn + 1
		}
	}
}
