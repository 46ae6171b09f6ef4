package rules

import (
	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/rfc8166"
)

// Where the data goes, its pad goes too.
var chunkPadLeft = &Rule{
	ID:       "chunk/pad-left",
	Title:    "Pad of a reduced item left in the payload",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-3.4.4.4-b"},
	Contents: true,
	Unit:     PerMessage,
	Plain:    PlainWithoutChunks,
	Message: func(c *Conn, m *Message) Outcome {
		if m.Role == RoleReply {
			return c.padLeftInReply(m)
		}
		if o, ok := m.moved(); !ok {
			return o
		}
		a := m.Args
		odd := a.find(func(it *argument) bool { return it.Eligible && oddly(&it.Item) })
		switch {
		case odd == nil && a.lost:
			return Undecided(Forgotten)
		case odd == nil:
			return NotApplicable
		case a.Stop == nfs.NotStopped && a.left == 0:
			return unless(m.offerGuard())
		case !m.allThere():
			return Undecided(NotWhole)
		}
		w := &c.pair.e.call
		left := m.findPad(func(b []byte) walked {
			w.Reset(a.Request, readerOf(b, m.RPC.Len), a.chunks)
			return walkTo(&w.Walk, w.Next)
		})
		return m.padClaim(left, a.dataName(odd.Name, odd.op))
	},
	Doc: Doc{
		Why: "The receiver takes the pad for what comes next. All that follows is shifted, and the RPC fails or does something else than was asked.",
		How: "An item whose length is not a multiple of four was moved to a chunk, and the bytes of its XDR pad, or four, stand in the payload in its place: " +
			"without them the rest of the message can be read to its last byte, and with them it cannot.",
		Silent: "The message was not captured whole, or it cannot be read without the bytes either. Where nothing follows the item, they may be the sender's slack: inconclusive.",
		Bad:    "est; exchange; C>CALL 1 v4 [PUTFH WRITE(4094) GETATTR] rd=(p,4094,h) padleft; S>READ h; C>RRESP; S>REPLY 1 GARBAGE_ARGS; exchange",
		Good:   "est; exchange; C>CALL 1 v4 [PUTFH WRITE(4094) GETATTR] rd=(p,4094,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
	},
}

// padLeftInReply judges the results of a Reply.
func (c *Conn) padLeftInReply(m *Message) Outcome {
	r, o := c.results(m)
	if r == nil {
		return o
	}
	d := &r.byPlace
	i := d.first(func(it *result) bool { return oddly(&it.Item) })
	switch {
	case i < 0 && d.lost:
		return Undecided(Forgotten)
	case i < 0:
		return NotApplicable
	case d.complete(m):
		return Held
	case !m.allThere():
		return Undecided(NotWhole)
	}
	w := &c.pair.e.result
	w.InSequence = false
	left := m.findPad(func(b []byte) walked {
		w.Reset(m.Txn.Asked.Request, &m.RPC, readerOf(b, m.RPC.Len), r.returned)
		return walkTo(&w.Walk, w.Next)
	})
	o = m.padClaim(left, m.Txn.Asked.dataName(d.items[i].Name, d.items[i].op))
	if o.kind != violated {
		return o
	}
	return c.misreturned(m, o)
}

// oddly reports whether an item was moved that has an XDR pad.
func oddly(it *nfs.Item) bool { return it.Reduced && it.Length%4 != 0 }
