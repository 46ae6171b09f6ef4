package rules

import (
	"fmt"
	"slices"

	"rpcrdma-lint/rfc8166"
)

// What the Requester offered room for is not to be copied.
var writeNotUsed = &Rule{
	ID:       "write/not-used",
	Title:    "Eligible result not placed in the Write chunk provided for it",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4.3.2-b", "8166-4.3.2-c", "8166-3.5.3-e", "8267-6.4.1-b"},
	Unit:     PerMessage,
	Plain:    PlainWithoutChunks,
	Message: func(c *Conn, m *Message) Outcome {
		return c.judgeResults(m, func(d *reading) (Outcome, bool) {
			if i := c.twice(m, d); i >= 0 {
				return m.both(i), true
			}
			i := d.first(func(it *result) bool { return it.leftInline(m) })
			if i < 0 || !d.readable() {
				return Outcome{}, false
			}
			return m.inline(&d.items[i]), true
		})
	},
	Doc: Doc{
		Why: "The Requester looks for the data in its buffer, where nothing is: it has to fail the RPC (RFC 8166 §6.1). " +
			"And a Reply with the data inline may be longer than the Receive that it meets.",
		How: "A READ or READLINK succeeded, and its data is in the Reply's payload or Reply chunk, though the Call has a Write chunk for it that is not empty and large enough; " +
			"or the data is in both: the Reply can be read to its last byte only with the data in the payload. Chunks are counted from 0.",
		Silent: "Call and Reply were not both captured, the results cannot be walked so far, items without bytes leave it open which chunk is for which result, " +
			"or RPCSEC_GSS integrity or privacy forbids to move them.",
		Bad:  "est; exchange; C>CALL 1 v3 READ count=2048 wr=(h,4096); S>REPLY 1 count=2048 wr=(h,0); exchange",
		Good: "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 count=4096 wr=(h,4096); exchange",
	},
}

// inline is the claim that an item has not been moved.
func (m *Message) inline(it *result) Outcome {
	keys := []rfc8166.Key{"8166-4.3.2-b"}
	if m.Txn.Asked.compound() {
		keys = append(keys, "8267-6.4.1-b")
	}
	if m.Long != nil {
		keys = append(keys, "8166-3.5.3-e")
	}
	capacity := m.Txn.capacity(it.place)
	return Violated(blame(m.Sender), "the %s, %d bytes, is in the payload, and %s of %d bytes was left unused", m.Txn.Asked.dataName(it.Name, it.op),
		it.Length, writeChunkName(it.place), capacity).
		Values("in the payload", "in "+writeChunkName(it.place)).Citing(keys...)
}

// twice finds the Write chunk with bytes whose item is in the payload too, or
// is -1: a Reply that makes sense only if no item was moved.
func (c *Conn) twice(m *Message, d *reading) int {
	i, data := returnsData(&m.Header)
	if !data || d.complete(m) || !m.allThere() {
		return -1
	}
	var unmoved reading
	unmoved.walk(&c.pair.e.result, m, nil, false)
	holds := func(it result) bool { return it.place == i && it.Length > 0 }
	if !unmoved.complete(m) || !slices.ContainsFunc(unmoved.items, holds) {
		return -1
	}
	return i
}

// both is the claim that an item is in the payload and in Write chunk i.
func (m *Message) both(i int) Outcome {
	n := m.Header.Writes[i].Length()
	return Violated(blame(m.Sender), "%s: %d bytes returned, and its data is in the payload, too", writeChunkName(i), n).
		Values(fmt.Sprintf("%d bytes in %s and in the payload", n, writeChunkName(i)), "in "+writeChunkName(i)+" only").Citing("8166-4.3.2-c")
}
