package rules

import (
	"fmt"

	"rpcrdma-lint/rfc8166"
)

// There is no pad in a Write chunk, and no need for room for it.
var writePadSpace = &Rule{
	ID:       "write/pad-space",
	Title:    "Room for the XDR pad in a Write chunk",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-3.4.6.2-a"},
	Deviates: "Linux clients do so as a matter of course, and nothing breaks",
	Off:      true,
	Contents: true,
	Unit:     PerMessage,
	Plain:    PlainWithoutChunks,
	Message: func(_ *Conn, m *Message) Outcome {
		if o, ok := m.offersWrites(); !ok {
			return o
		}
		a := m.Args
		if eligible, g := a.eligibleResult(); g != 0 || !eligible {
			return unlessApplicable(g)
		}
		for i, asked := range a.reads {
			if i >= len(m.Header.Writes) {
				break
			}
			n := m.Header.Writes[i].Length()
			pad := uint64(-asked & 3)
			if asked == unlimited || pad == 0 || n < uint64(asked)+pad || n > uint64(asked)+4 {
				continue
			}
			return m.faulty("%s has %d bytes, the READ asks for %d", writeChunkName(i), n, asked).
				Values(fmt.Sprintf("%d bytes", n), fmt.Sprintf("%d bytes", asked)).Folded(int(m.Sender)).Unless(m.offerGuard())
		}
		if a.lost && len(m.Header.Writes) > len(a.reads) {
			return Undecided(Forgotten) // one of the others may be for a READ that is not looked at
		}
		return unless(m.offerGuard())
	},
	Doc: Doc{
		Why: "One to four bytes, often a segment of their own with a handle that many Calls share, are offered for nothing.",
		How: "The READ asks for a number of bytes that is not a multiple of four, and its Write chunk has room for the XDR pad, too. " +
			"One finding tells of all such Calls of a side. Chunks are counted from 0.",
		Silent: "The arguments were not captured or are hidden by RPCSEC_GSS, or an operation before the READ is not known.",
		Bad:    "est; exchange; C>CALL 1 v3 READ count=4094 wr=(h,4094)(k,4); S>WRITE h 0 4094; S>REPLY 1 count=4094 wr=(h,4094)(k,0); exchange",
		Good:   "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 count=4096 wr=(h,4096); exchange",
	},
}

// unlessApplicable is not applicable, or undecided where g fails.
func unlessApplicable(g Guard) Outcome {
	if g != 0 {
		return Undecided(g)
	}
	return NotApplicable
}
