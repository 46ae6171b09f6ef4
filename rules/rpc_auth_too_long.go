package rules

import (
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// Credentials and verifiers have a largest size.
var rpcAuthTooLong = &Rule{
	ID:       "rpc/auth-too-long",
	Title:    "Credential or verifier above 400 bytes",
	Severity: Error,
	Covers:   []rfc8166.Key{"5531-8.2-a"},
	Contents: true,
	Unit:     PerMessage,
	Roles:    []Role{RoleCall, RoleReply},
	Plain:    PlainAlways,
	Message: func(_ *Conn, m *Message) Outcome {
		if m.Role != RoleCall && m.Role != RoleReply {
			return NotApplicable
		}
		if o, ok := m.hasRPC(); !ok {
			return o
		}
		switch name, n := m.authTooLong(); {
		case name != "":
			return m.faulty("the %s is %d bytes long", name, n).Values(utoa(n), "400 at the most")
		case m.RPC.Has(rpc.FieldVerf), m.RPC.Has(rpc.FieldRejectStat), m.rpcEnds():
			return Held
		case m.RPCErr != nil:
			return Undecided(NotWhole)
		}
		return NotApplicable
	},
	Doc: Doc{
		Why:    "RFC 5531 bounds the body of a credential or verifier at 400 bytes; receivers size their buffers by that.",
		How:    "The length word of the credential or the verifier is above 400.",
		Silent: "The length word was not captured.",
		Bad:    "est; C>CALL 1 credlen=500; S>REPLY 1; exchange",
		Good:   "est; C>CALL 1 credlen=400; S>REPLY 1; exchange",
	},
}

// authTooLong names the credential or verifier that is too long, and its
// length in bytes; or nothing.
func (m *Message) authTooLong() (string, uint32) {
	switch {
	case m.RPC.Cred.Length > rpc.MaxAuthLen:
		return "credential", m.RPC.Cred.Length
	case m.RPC.Verf.Length > rpc.MaxAuthLen:
		return "verifier", m.RPC.Verf.Length
	}
	return "", 0
}
