package rules

import (
	"cmp"
	"fmt"

	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// Only what the binding names may leave the Call.
var ddpIneligibleArg = &Rule{
	ID:       "ddp/ineligible-arg",
	Title:    "Argument reduced that is not DDP-eligible",
	Severity: Error,
	Covers: []rfc8166.Key{
		"8166-6.1-a", "8166-3.4.2-a", "8166-4.3.1-b", "8267-4-b", "8267-5.2-a", "8267-6.1-a", "8267-6.5.1-a", "8267-6.5.2-b",
	},
	Contents: true,
	Unit:     PerMessage,
	Plain:    PlainWithoutChunks,
	Message: func(_ *Conn, m *Message) Outcome {
		wrong, o := m.misreduction()
		if wrong == nil {
			return o
		}
		return m.faulty("%s", wrong.text).
			Values("a Read chunk at Position "+utoa(wrong.position), "the argument inline, or in a Position Zero chunk").
			Citing(m.ineligibleKeys()...).Unless(m.offerGuard())
	},
	Doc: Doc{
		Why: "A Responder knows which arguments it may find in memory and looks for no others: it takes what follows in the message for the argument, " +
			"refuses the Call, or breaks the connection.",
		How: "A Read chunk of a Call with a Position other than zero holds an item that RFC 8267 doesn't name, or the procedure, or all operations of the COMPOUND, " +
			"have no argument that it names: the data of WRITE, the path of SYMLINK and of CREATE for a link. Callbacks have none.",
		Silent: "The program has no binding that is known, an operation before the Position is not known, RPCSEC_GSS hides the arguments, or they were not captured. " +
			"A Position outside of the arguments is chunk/position-beyond; one beside an argument that may be moved is ddp/wrong-position.",
		Bad:  "est; exchange; C>CALL 1 v3 LOOKUP rd=(p,64,h); S>ERR 1 CHUNK; exchange",
		Good: "est; exchange; C>CALL 1 v3 WRITE count=4096 rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
	},
}

// A misreduction is a Read chunk with an argument that may not be moved.
type misreduction struct {
	text     string
	position uint32
}

// misreduction finds one in a Call. What to say without one is the outcome.
func (m *Message) misreduction() (*misreduction, Outcome) {
	if o, ok := m.moved(); !ok {
		return nil, o
	}
	a := m.Args
	if it := a.wrongly(); it != nil {
		text := fmt.Sprintf("the %s is in a Read chunk, at Position %d", a.dataName(it.Name, it.op), it.Position)
		return &misreduction{text, uint32(it.Position)}, Held
	}
	chunk, g := a.strayChunk()
	if chunk == nil {
		return nil, unless(cmp.Or(g, m.offerGuard()))
	}
	switch eligible, g := a.eligibleArgument(); {
	case g != 0 && !a.whole:
		return nil, Undecided(g)
	case g == 0 && eligible: // ddp/wrong-position
		return nil, unless(m.offerGuard())
	}
	text := fmt.Sprintf("Read chunk at Position %d of %s, which has no argument that may be moved", chunk.Position, a.name())
	return &misreduction{text, chunk.Position}, Held
}

// ineligibleKeys are the requirements that forbid to move any other argument.
func (m *Message) ineligibleKeys() []rfc8166.Key {
	a := m.Args
	keys := a.bindingKeys("8166-6.1-a", "8166-3.4.2-a")
	if rpc.IsCallback(a.Request.Program) {
		keys = []rfc8166.Key{"8267-6.5.2-b", "8166-6.1-a", "8166-3.4.2-a"}
		if a.callbackCompound() && a.Minor == 0 {
			keys[0] = "8267-6.5.1-a"
		}
	}
	if eligible, g := a.eligibleArgument(); g == 0 && !eligible {
		keys = append(keys, "8166-4.3.1-b")
	}
	return keys
}
