package rules

import (
	"fmt"

	"rpcrdma-lint/rfc8166"
)

// The lengths that came back are all that a Requester knows of where its data
// ends.
var writeLength = &Rule{
	ID:       "write/length",
	Title:    "Returned Write chunk length differs from the item's length",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-3.4.6.2-c", "8166-3.4.4.1-a", "8166-3.4.4.4-a"},
	Unit:     PerMessage,
	Plain:    PlainWithoutChunks,
	Message: func(c *Conn, m *Message) Outcome {
		return c.judgeResults(m, func(d *reading) (Outcome, bool) {
			i := d.first(func(it *result) bool { return it.misfit() && !it.withPad() })
			switch {
			case !d.readable() || d.shuffled():
				return Outcome{}, false
			case i >= 0:
				return m.otherLength(&d.items[i]), true
			case d.stray >= 0 && d.complete(m):
				n := m.Header.Writes[d.stray].Length()
				return Violated(blame(m.Sender), "%s: %d bytes returned, and no result is in it", writeChunkName(d.stray), n).
					Values(fmt.Sprintf("%d bytes", n), "0 bytes").Citing("8166-3.4.6.2-c"), true
			}
			return Outcome{}, false
		})
	},
	Doc: Doc{
		Why: "A Requester that believes the chunk reads too much or too little of it; one that compares the two fails the RPC.",
		How: "The segments of a Write chunk in the Reply add up to another length than the data of READ, or the path of READLINK, has by its own length word; " +
			"or bytes came back in a chunk that no result belongs to; or the chunk came back unused, and the data is not in the Reply, which can be read to its last byte without. " +
			"Chunks are counted from 0.",
		Silent: "As write/pad-written, which tells of lengths with the pad. Lengths in another order are write/order.",
		Bad:    "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 count=1000 wr=(h,4096); exchange",
		Good:   "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 1000; S>REPLY 1 count=1000 wr=(h,1000); exchange",
	},
}

// otherLength is the claim that an item's chunk came back with another length.
func (m *Message) otherLength(it *result) Outcome {
	keys := []rfc8166.Key{"8166-3.4.6.2-c", "8166-3.4.4.1-a"}
	if it.Moved > uint64(it.Length) {
		keys = append(keys, "8166-3.4.4.4-a")
	}
	return Violated(blame(m.Sender), "%s: %d bytes returned, the %s has %d", writeChunkName(it.Chunk), it.Moved,
		m.Txn.Asked.dataName(it.Name, it.op), it.Length).
		Values(fmt.Sprintf("%d bytes", it.Moved), fmt.Sprintf("%d bytes", it.Length)).Citing(keys...)
}
