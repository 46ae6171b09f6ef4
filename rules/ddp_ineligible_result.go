package rules

import (
	"fmt"

	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// Only what the binding names may leave the Reply.
var ddpIneligibleResult = &Rule{
	ID:       "ddp/ineligible-result",
	Title:    "Result reduced that is not DDP-eligible",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-6.1-a", "8166-3.4.2-a", "8267-4-b", "8267-5.2-a", "8267-6.1-a", "8267-6.5.2-b"},
	Unit:     PerMessage,
	Plain:    PlainWithoutChunks,
	Message: func(c *Conn, m *Message) Outcome {
		if o, ok := m.returns(); !ok {
			return o
		}
		t := m.Txn
		i, data := returnsData(&m.Header)
		switch {
		case len(m.Header.Writes) == 0:
			return NotApplicable
		case !data:
			return Held
		case t.protection == protected, t.protection == gssControl: // ddp/gss, ddp/gss-control
			return NotApplicable
		}
		switch eligible, g := t.Asked.eligibleResult(); {
		case g != 0:
			return Undecided(g)
		case eligible:
			return Held
		}
		keys := t.Asked.bindingKeys("8166-6.1-a", "8166-3.4.2-a")
		if rpc.IsCallback(t.Program) {
			keys = []rfc8166.Key{"8267-6.5.2-b", "8166-6.1-a", "8166-3.4.2-a"}
		}
		n := m.Header.Writes[i].Length()
		return c.misreturned(m, Violated(blame(m.Sender), "%s: %d bytes returned, and %s has no result that may be moved", writeChunkName(i), n, t.Name()).
			Values(fmt.Sprintf("%d bytes", n), "0 bytes, and the results in the payload or the Reply chunk").Citing(keys...))
	},
	Doc: Doc{
		Why: "The Requester knows no result that it could put together with the bytes in the chunk. It has to fail the RPC, though it was executed (RFC 8166 §6.1).",
		How: "The Reply returns a Write chunk with bytes in it, and neither the procedure nor any operation of the COMPOUND returns an item that RFC 8267 allows to be moved: " +
			"the data of READ and the path of READLINK. Callbacks and NFSACL have none. Chunks are counted from 0.",
		Silent: "Call and Reply were not both captured, the program has no binding that is known, an operation is not known, or RPCSEC_GSS hides the arguments.",
		Bad:    "est; exchange; C>CALL 1 v3 GETATTR wr=(h,4096); S>WRITE h 0 84; S>REPLY 1 reduced wr=(h,84); exchange",
		Good:   "est; exchange; C>CALL 1 v3 GETATTR wr=(h,4096); S>REPLY 1 wr=(h,0); exchange",
	},
}
