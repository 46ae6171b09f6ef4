package rules

import (
	"cmp"
	"fmt"

	"rpcrdma-lint/rfc8166"
)

// A Read chunk is as long as what it holds.
var chunkReadLength = &Rule{
	ID:       "chunk/read-length",
	Title:    "Read chunk length fits neither the item nor the item plus pad",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-3.4.5.2-c", "8166-3.4.5.2-b", "8166-3.4.5.2-d", "8166-3.4.4.1-a", "8166-3.4.4.4-a"},
	Contents: true,
	Unit:     PerMessage,
	Plain:    PlainWithoutChunks,
	Message: func(_ *Conn, m *Message) Outcome {
		it, o := m.readItem(func(it *argument) bool { return it.Moved != uint64(it.Length) && it.Moved != it.Padded() })
		if it == nil {
			return o
		}
		keys := []rfc8166.Key{"8166-3.4.5.2-c", "8166-3.4.4.1-a"}
		want := fmt.Sprintf("%d bytes", it.Length)
		if it.Padded() != uint64(it.Length) {
			keys = []rfc8166.Key{"8166-3.4.5.2-b", "8166-3.4.5.2-c", "8166-3.4.5.2-d", "8166-3.4.4.1-a"}
			want += fmt.Sprintf(", or %d with the pad", it.Padded())
		}
		if it.Moved > it.Padded() {
			keys = append(keys, "8166-3.4.4.4-a")
		}
		return m.faulty("the Read chunk at Position %d has %d bytes, the %s %d", it.Position, it.Moved, m.Args.dataName(it.Name, it.op), it.Length).
			Values(fmt.Sprintf("%d bytes", it.Moved), want).Citing(keys...).Unless(m.offerGuard())
	},
	Doc: Doc{
		Why: "The length in the message says how much data there is, the chunk how much is to be pulled. Where they differ the Responder writes too much or too little " +
			"to the file, or takes what follows for data.",
		How: "The segments of a Read chunk add up to another length than the item at its Position has by its own length word, with the XDR pad or without. " +
			"The items are the data of WRITE, the path of SYMLINK and of CREATE for a link.",
		Silent: "The Position is at no such item, an operation before it is not known, RPCSEC_GSS hides the arguments, or they were not captured.",
		Bad:    "est; exchange; C>CALL 1 v3 WRITE count=4096 rd=(p,8192,h); S>ERR 1 CHUNK; exchange",
		Good:   "est; exchange; C>CALL 1 v3 WRITE count=4096 rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
	},
}

// readItem is the first item in a Read chunk for which is holds. What to say
// without one is the outcome.
func (m *Message) readItem(is func(*argument) bool) (*argument, Outcome) {
	if o, ok := m.moved(); !ok {
		return nil, o
	}
	a := m.Args
	if it := a.find(func(it *argument) bool { return it.Eligible && is(it) }); it != nil {
		return it, Held
	}
	chunk, g := a.strayChunk()
	astray := chunk != nil || a.wrongly() != nil
	if astray && a.find(func(it *argument) bool { return it.Eligible }) == nil {
		return nil, NotApplicable // ddp/ineligible-arg, ddp/wrong-position
	}
	return nil, unless(cmp.Or(g, m.offerGuard()))
}
