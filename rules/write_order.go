package rules

import (
	"fmt"

	"rpcrdma-lint/rfc8166"
)

// Results and Write chunks find each other by their order alone.
var writeOrder = &Rule{
	ID:       "write/order",
	Title:    "Results placed in the wrong Write chunks",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4.3.2.1-b", "8166-4.3.2.2-a", "8267-6.4.1-a"},
	Unit:     PerMessage,
	Plain:    PlainWithoutChunks,
	Message: func(c *Conn, m *Message) Outcome {
		if m.Txn == nil || len(m.Header.Writes) < 2 {
			return NotApplicable
		}
		return c.judgeResults(m, func(d *reading) (Outcome, bool) {
			if !d.readable() || !d.shuffled() {
				return Outcome{}, false
			}
			it := &d.items[d.first((*result).misfit)]
			keys := []rfc8166.Key{"8166-4.3.2.1-b"}
			if m.Txn.Asked.compound() {
				keys = append(keys, "8267-6.4.1-a")
			}
			return Violated(blame(m.Sender), "%s: %d bytes returned, the %s has %d, and these lengths are those of the results in another order", writeChunkName(it.Chunk),
				it.Moved, m.Txn.Asked.dataName(it.Name, it.op), it.Length).
				Values(fmt.Sprintf("%v bytes", d.returned), fmt.Sprintf("%v bytes", d.lengths())).Citing(keys...), true
		})
	},
	Doc: Doc{
		Why: "The Requester gives each reader the data of another one. Nothing in the Reply tells it.",
		How: "Of a COMPOUND with several READs or READLINKs, the returned Write chunks have the lengths that the results have by their length words, but in another order " +
			"or with an unused one in between. Chunks are counted from 0.",
		Silent: "As write/pad-written. Fewer than two chunks, or results of equal length. A READ of no bytes may leave its chunk to the next one (RFC 8166) or not (RFC 8267).",
		Bad: "est; exchange; C>CALL 1 v4 [PUTFH READ(100) READ(200)] wr=(h,200) wr=(k,200); S>WRITE h 0 200; S>WRITE k 0 100; " +
			"S>REPLY 1 [PUTFH READ(100) READ(200)] wr=(h,200) wr=(k,100); exchange",
		Good: "est; exchange; C>CALL 1 v4 [PUTFH READ(100) READ(200)] wr=(h,200) wr=(k,200); S>WRITE h 0 100; S>WRITE k 0 200; " +
			"S>REPLY 1 wr=(h,100) wr=(k,200); exchange",
	},
}

// lengths are those that the moved items have by their length words.
func (d *reading) lengths() (lengths []uint64) {
	for i := range d.items {
		if it := &d.items[i]; it.Reduced {
			lengths = append(lengths, uint64(it.Length))
		}
	}
	return lengths
}
