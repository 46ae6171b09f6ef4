package rules

import (
	"fmt"

	"rpcrdma-lint/rfc8166"
)

const maxShown = 16 // bytes that a finding shows

// An RDMA_NOMSG ends with its Reply chunk.
var hdrNomsgTrailing = &Rule{
	ID:       "hdr/nomsg-trailing",
	Title:    "Bytes after the lists of an RDMA_NOMSG",
	Severity: Warning,
	Covers:   []rfc8166.Key{"8166-4.2.4-b"},
	Deviates: "the RPC message is where the lists say, and a receiver that ends with them is not harmed by what follows",
	Unit:     PerMessage,
	Plain:    PlainAlways,
	Message: func(_ *Conn, m *Message) Outcome {
		o, ok := m.procKnown()
		switch {
		case !ok:
			return o
		case m.Header.Proc != rfc8166.NoMsg || m.undecodable():
			return NotApplicable
		case m.HeaderErr != nil:
			return Undecided(NotWhole)
		}
		n := m.Length - m.Header.Len
		switch {
		case n > 0:
			first := m.Data[m.Header.Len:]
			return m.faulty("%s after the lists", plural(n, "byte")).
				Values(plural(n, "byte")+", beginning with "+fmt.Sprintf("%x", first[:min(len(first), maxShown)]), "none")
		case !m.Complete:
			return Undecided(NotWhole)
		}
		return Held
	},
	Doc: Doc{
		Why: "The whole RPC message travels in a chunk. Bytes behind the lists show that the sender took the message for an RDMA_MSG, or filled it up; " +
			"a receiver may take them for the RPC message.",
		How:    "The Send is longer than its transport header.",
		Silent: "The message was cut within the lists, or is of another version.",
		Bad:    "est; C>NOMSG 1 v3 WRITE rd=(0,5000,h) trail=40; S>READ h; C>RRESP; S>REPLY 1; exchange",
		Good:   "est; C>NOMSG 1 v3 WRITE rd=(0,5000,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
	},
}
