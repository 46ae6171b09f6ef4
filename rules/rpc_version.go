package rules

import (
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// There is one RPC version.
var rpcVersion = &Rule{
	ID:       "rpc/version",
	Title:    "RPC version is not 2",
	Severity: Error,
	Covers:   []rfc8166.Key{"5531-9-a", "8166-4-b"},
	Contents: true,
	Unit:     PerMessage,
	Roles:    []Role{RoleCall},
	Plain:    PlainAlways,
	Message: func(_ *Conn, m *Message) Outcome {
		if m.Role != RoleCall {
			return NotApplicable
		}
		if o, ok := m.rpcField(rpc.FieldRPCVersion); !ok {
			return o
		}
		if m.RPC.RPCVersion == rpc.Version2 {
			return Held
		}
		return m.faulty("rpcvers is %d", m.RPC.RPCVersion).Values(utoa(m.RPC.RPCVersion), "2")
	},
	Doc: Doc{
		Why:    "RFC 5531 defines version 2 only. A server answers anything else with RPC_MISMATCH.",
		How:    "The third word of a Call's RPC header is not 2.",
		Silent: "The word was not captured.",
		Bad:    "est; exchange; C>CALL 1 rpcvers=3; S>REPLY 1 RPC_MISMATCH(2,2); exchange",
		Good:   "est; C>CALL 1; S>REPLY 1; exchange",
	},
}
