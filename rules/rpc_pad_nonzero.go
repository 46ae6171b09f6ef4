package rules

import (
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// XDR pads with zeros.
var rpcPadNonzero = &Rule{
	ID:       "rpc/pad-nonzero",
	Title:    "Non-zero XDR pad bytes",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-2.2.4.2-a", "4506-4-a"},
	Deviates: "RFC 8166 §8.2.2.3 itself says that pad bytes need not be zero",
	Off:      true,
	Contents: true,
	Unit:     PerMessage,
	Roles:    []Role{RoleCall, RoleReply},
	Plain:    PlainAlways,
	Message: func(_ *Conn, m *Message) Outcome {
		if m.Role != RoleCall && m.Role != RoleReply || m.RPC.Cred.Flavor == rpc.AuthGSS || m.RPC.Verf.Flavor == rpc.AuthGSS {
			return NotApplicable
		}
		if o, ok := m.hasRPC(); !ok {
			return o
		}
		if m.RPC.OddPad.Field == 0 {
			if m.RPCErr != nil && !m.rpcEnds() {
				return Undecided(NotWhole)
			}
			return Held
		}
		return m.faulty("a pad byte at offset %d of the RPC message is not zero", m.RPC.OddPad.Offset).
			Values("offset "+itoa(m.RPC.OddPad.Offset), "zero")
	},
	Doc: Doc{
		Why:    "Harmless to most receivers, yet it may leak memory of the sender, and checksums over messages differ.",
		How:    "A byte between the end of a credential, verifier or machine name and the next multiple of four is not zero.",
		Silent: "RPCSEC_GSS bodies; bytes that were not captured.",
		Bad:    "est; C>CALL 1 pad=0x55; S>REPLY 1; exchange",
		Good:   "est; C>CALL 1; S>REPLY 1; exchange",
	},
}
