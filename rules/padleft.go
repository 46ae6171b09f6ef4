package rules

import (
	"slices"

	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/decode/xdr"
)

const maxPads = 64 // items of a message of which a pad is looked for

// walked is how far a walk over a message came.
type walked struct {
	whole bool      // to the last byte
	ended bool      // behind the last operation
	odd   *nfs.Item // the last moved item with an XDR pad before the place where it stopped
}

// walkTo takes all steps of a walk.
func walkTo(w *nfs.Walk, next func() bool) walked {
	var at walked
	var last nfs.Item
	note := func() {
		for i := range w.Op().Items {
			if it := &w.Op().Items[i]; oddly(it) {
				last, at.odd = *it, &last
			}
		}
	}
	for next() {
		note()
	}
	at.ended = w.Stopped() == nfs.NotStopped
	if !at.ended {
		note()
	}
	at.whole = at.ended && w.Trailing() == 0
	return at
}

// readerOf reads a whole RPC message from an offset on.
func readerOf(b []byte, at int) xdr.Reader {
	r := xdr.NewReader(b, len(b))
	r.Skip(at)
	return r
}

// allThere reports whether every byte of the RPC message was captured.
func (m *Message) allThere() bool {
	if m.Long != nil {
		return len(m.Long) == m.LongLength
	}
	return m.Whole()
}

// A leftover is a pad that was left in a payload.
type leftover struct {
	bytes  int  // 0 for none
	offset int  // of the first one, in bytes from the start of the RPC message
	atEnd  bool // nothing follows the item
}

// findPad looks for bytes behind moved items of the message without which it
// can be walked to its last byte: the pads, or a word each.
func (m *Message) findPad(walk func([]byte) walked) leftover {
	for _, word := range [...]bool{false, true} {
		if left := m.withoutPads(walk, word); left.bytes > 0 {
			return left
		}
	}
	return leftover{}
}

// withoutPads takes away the pad behind each item at which a walk goes wrong.
func (m *Message) withoutPads(walk func([]byte) walked, word bool) leftover {
	b := slices.Clone(m.Payload())
	var left leftover
	for done, behind := 0, -1; done < maxPads; done++ {
		at := walk(b)
		switch {
		case at.whole:
			return left
		case at.odd == nil || at.odd.Offset <= behind:
			return leftover{}
		}
		n := int(-at.odd.Length & 3)
		if word {
			n = 4
		}
		from := at.odd.Offset
		if from+n > len(b) {
			return leftover{}
		}
		if left.bytes == 0 {
			left = leftover{n, from, from+n == len(b)}
		}
		b, behind = slices.Delete(b, from, from+n), from
	}
	return leftover{}
}

// padClaim is the claim that a pad was left behind the item named what.
func (m *Message) padClaim(left leftover, what string) Outcome {
	if left.bytes == 0 {
		return Undecided(NotParsed)
	}
	o := m.faulty("%s behind the moved %s, which has its pad in the payload", plural(left.bytes, "byte"), what).
		Values(plural(left.bytes, "byte")+" at offset "+itoa(left.offset)+" of the payload", "the next item").Unless(m.offerGuard())
	if left.atEnd {
		o = o.Unless(NotParsed)
	}
	return o
}
