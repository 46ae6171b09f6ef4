package rules

import (
	"fmt"

	"rpcrdma-lint/rfc8166"
)

// A Write chunk holds the item and nothing of its pad.
var writePadWritten = &Rule{
	ID:       "write/pad-written",
	Title:    "XDR pad returned in a Write chunk",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-3.4.6.2-b"},
	Unit:     PerMessage,
	Plain:    PlainWithoutChunks,
	Message: func(c *Conn, m *Message) Outcome {
		return c.judgeResults(m, func(d *reading) (Outcome, bool) {
			i := d.first(func(it *result) bool { return it.withPad() })
			if i < 0 || !d.readable() || d.shuffled() {
				return Outcome{}, false
			}
			it := &d.items[i]
			return Violated(blame(m.Sender), "%s: %d bytes returned, the %s has %d and a pad", writeChunkName(it.Chunk), it.Moved,
				m.Txn.Asked.dataName(it.Name, it.op), it.Length).
				Values(fmt.Sprintf("%d bytes", it.Moved), fmt.Sprintf("%d bytes", it.Length)), true
		})
	},
	Doc: Doc{
		Why: "The Requester's buffer may end with the data: the pad lands behind it. One that believes the returned length hands its caller bytes that are not in the file.",
		How: "The Reply returns a Write chunk with the length of the item rounded up to a multiple of four, and the item's own length word is not a multiple of four. " +
			"Chunks are counted from 0.",
		Silent: "Call and Reply were not both captured, the results cannot be walked so far, or items without bytes leave it open which chunk is for which result.",
		Bad:    "est; exchange; C>CALL 1 v3 READ count=4094 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 count=4094 wr=(h,4096); exchange",
		Good:   "est; exchange; C>CALL 1 v3 READ count=4094 wr=(h,4094); S>WRITE h 0 4094; S>REPLY 1 count=4094 wr=(h,4094); exchange",
	},
}

// withPad reports whether the item's chunk came back with the pad in it.
func (it *result) withPad() bool { return it.misfit() && it.Moved == it.Padded() }
