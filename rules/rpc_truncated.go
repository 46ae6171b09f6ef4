package rules

import "rpcrdma-lint/rfc8166"

// An RPC message has a whole header.
var rpcTruncated = &Rule{
	ID:       "rpc/truncated",
	Title:    "RPC header incomplete",
	Severity: Error,
	Covers:   []rfc8166.Key{"5531-9-d", "8166-4-b"},
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
		name, _ := m.authTooLong()
		switch {
		case m.RPCErr == nil:
			return Held
		case !m.rpcEnds():
			return Undecided(NotWhole)
		case name != "":
			return NotApplicable // that explains it
		}
		return m.faulty("the RPC message ends inside its header, after %d bytes", m.PayloadLength()).
			Values(itoa(m.PayloadLength())+" bytes", "a whole RPC header")
	},
	Doc: Doc{
		Why:    "The receiver cannot find the procedure, the credentials or the status.",
		How:    "The RPC message of a Call or Reply ends before its verifier or status does.",
		Silent: "The message was not captured whole; a credential or verifier that claims too much is rpc/auth-too-long; a message of fewer than 8 bytes is hdr/msg-no-payload.",
		Bad:    "est; exchange; C>CALL 1 cut=48; exchange",
		Good:   "est; C>CALL 1; S>REPLY 1; exchange",
	},
}
