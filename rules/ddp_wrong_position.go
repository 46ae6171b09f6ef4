package rules

import (
	"cmp"
	"slices"
	"strings"

	"rpcrdma-lint/rfc8166"
)

// A Read chunk stands exactly where its data was taken out.
var ddpWrongPosition = &Rule{
	ID:       "ddp/wrong-position",
	Title:    "Read chunk not at the eligible argument",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4.3.1.1-a", "8166-3.4.4.1-a", "8166-3.4.5-a", "8267-6.1-a"},
	Contents: true,
	Unit:     PerMessage,
	Plain:    PlainWithoutChunks,
	Message: func(_ *Conn, m *Message) Outcome {
		if o, ok := m.moved(); !ok {
			return o
		}
		a := m.Args
		chunk, g := a.strayChunk()
		switch {
		case a.wrongly() != nil: // ddp/ineligible-arg
			return NotApplicable
		case chunk == nil:
			return unless(cmp.Or(g, m.offerGuard()))
		}
		switch eligible, g := a.eligibleArgument(); {
		case g != 0 && !a.whole:
			return Undecided(g)
		case g != 0 || !eligible:
			return NotApplicable
		}
		keys := []rfc8166.Key{"8166-4.3.1.1-a", "8166-3.4.4.1-a", "8166-3.4.5-a"}
		if a.compound() {
			keys = append(keys, "8267-6.1-a")
		}
		want := a.places()
		return m.faulty("Read chunk at Position %d of %s, where no argument begins that may be moved%s", chunk.Position, a.name(), want.text()).
			Values(utoa(chunk.Position), want.value()).Citing(keys...).Unless(m.offerGuard())
	},
	Doc: Doc{
		Why: "The Responder puts the data in at the Position. A word before or behind the right place, it takes data for a length or a length for data.",
		How: "A Read chunk of a Call has a Position at which, by a walk over the arguments, no item begins, " +
			"though the Call has an argument that may be moved. The Position is that of the item's first byte, behind its length.",
		Silent: "An operation before the Position is not known, RPCSEC_GSS hides the arguments, or they were not captured.",
		Bad:    "est; exchange; C>CALL 1 v3 WRITE count=4096 rd=(p-4,4096,h); S>ERR 1 CHUNK; exchange",
		Good:   "est; exchange; C>CALL 1 v3 WRITE count=4096 rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
	},
}

// expectedPositions are those at which a Read chunk of a Call may stand.
type expectedPositions []uint64

// places are the Positions at which a Read chunk of the Call may stand, as far
// as they are known.
func (a *Arguments) places() expectedPositions {
	places := append(expectedPositions(nil), a.expected...)
	for i := range a.items {
		if it := &a.items[i]; it.Eligible {
			places = append(places, it.Position)
		}
	}
	slices.Sort(places)
	return slices.Compact(places)
}

func (p expectedPositions) list() string {
	words := make([]string, len(p))
	for i, at := range p {
		words[i] = itoa(int(at))
	}
	return strings.Join(words, ", ")
}

// text ends a message.
func (p expectedPositions) text() string {
	if len(p) == 0 {
		return ""
	}
	return " (that is at " + p.list() + ")"
}

func (p expectedPositions) value() string {
	if len(p) == 0 {
		return "the Position of an argument that may be moved"
	}
	return p.list()
}
