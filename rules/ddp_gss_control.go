package rules

import (
	"fmt"

	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// The security protocol's own messages stay in one piece.
var ddpGSSControl = &Rule{
	ID:       "ddp/gss-control",
	Title:    "RPCSEC_GSS element reduced",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-8.2.2-a"},
	Contents: true,
	Unit:     PerMessage,
	Plain:    PlainWithoutChunks,
	Message: func(c *Conn, m *Message) Outcome {
		if o, inside := m.credentialMoved(); inside {
			return o
		}
		return c.reducedUnder(m, gssControl, func(r reduction) Outcome {
			return Violated(blame(m.Sender), "%s, in a message of RPCSEC_GSS itself (gss_proc %d)", r.text, r.proc).
				Values(r.text, "nothing reduced")
		})
	},
	Doc: Doc{
		Why: "Context tokens, credentials and verifiers are read before anything is known of the caller. No binding allows to move them, and no Responder looks for them elsewhere.",
		How: "A Call that sets up or destroys an RPCSEC_GSS context has a Read chunk with a Position other than zero, or its Reply returns a Write chunk with bytes in it; " +
			"or a Read chunk stands inside the RPC header of a Call with an RPCSEC_GSS credential.",
		Silent: "The credential was not captured.",
		Bad:    "est; exchange; C>CALL 1 v3 NULL gss=INIT payload=000000010000000000000002000186a3000000030000000000000006000000140000000100000001000000000000000100000000000000000000000000000100 rd=(64,256,h); S>ERR 1 CHUNK; exchange",
		Good:   "est; exchange; C>NOMSG 1 v3 NULL gss=INIT rd=(0,2000,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
	},
}

// credentialMoved judges a Call with an RPCSEC_GSS credential of which a Read
// chunk stands inside the RPC header.
func (m *Message) credentialMoved() (Outcome, bool) {
	if m.Role != RoleCall || !m.HasRPC || m.RPC.Cred.Flavor != rpc.AuthGSS || !m.RPC.Has(rpc.FieldCred|rpc.FieldVerf) {
		return NotApplicable, false
	}
	for _, r := range m.Header.Reads {
		if r.Position > 0 && int64(r.Position) < int64(m.RPC.Len) {
			return m.faulty("Read chunk at Position %d, inside an RPC header with an RPCSEC_GSS credential that ends at %d", r.Position, m.RPC.Len).
				Values(fmt.Sprintf("Position %d", r.Position), fmt.Sprintf("at least %d", m.RPC.Len)).Unless(m.offerGuard()), true
		}
	}
	return NotApplicable, false
}
