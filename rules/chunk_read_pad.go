package rules

import (
	"fmt"

	"rpcrdma-lint/rfc8166"
)

// The pad of moved data is of no use to anyone.
var chunkReadPad = &Rule{
	ID:       "chunk/read-pad",
	Title:    "XDR pad included in a Read chunk",
	Severity: Warning,
	Covers:   []rfc8166.Key{"8166-3.4.5.2-a"},
	Contents: true,
	Unit:     PerMessage,
	Plain:    PlainWithoutChunks,
	Message: func(_ *Conn, m *Message) Outcome {
		it, o := m.readItem(func(it *argument) bool { return it.Moved != uint64(it.Length) && it.Moved == it.Padded() })
		if it == nil {
			return o
		}
		how := ""
		if m.padSegment(uint32(it.Position), it.Padded()-uint64(it.Length)) {
			how = ", the pad in a segment of its own"
		}
		return m.faulty("the Read chunk at Position %d has %d bytes, the %s %d%s", it.Position, it.Moved, m.Args.dataName(it.Name, it.op), it.Length, how).
			Values(fmt.Sprintf("%d bytes", it.Moved), fmt.Sprintf("%d bytes", it.Length)).
			Folded(int(m.Sender)).Unless(m.offerGuard())
	},
	Doc: Doc{
		Why:    "One to three bytes are registered and pulled for nothing, often with a segment and an RDMA Read of their own.",
		How:    "The segments of a Read chunk add up to the item's length with its XDR pad, not without. One finding tells of all such Calls of a side.",
		Silent: "As chunk/read-length. An item whose length is a multiple of four has no pad.",
		Bad:    "est; exchange; C>CALL 1 v3 WRITE count=4094 rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
		Good:   "est; exchange; C>CALL 1 v3 WRITE count=4094 rd=(p,4094,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
	},
}

// padSegment reports whether the last segment of the Read chunk at a Position
// is as long as the pad.
func (m *Message) padSegment(position uint32, pad uint64) bool {
	n, last := 0, uint32(0)
	for _, r := range m.Header.Reads {
		if r.Position == position {
			n, last = n+1, r.Length
		}
	}
	return n > 1 && uint64(last) == pad
}
