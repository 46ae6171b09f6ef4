package rules

import (
	"errors"

	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/decode/xdr"
	"rpcrdma-lint/rfc8166"
)

// hasRPC reports whether the message carries an RPC message whose header can
// be judged. What to say otherwise is the outcome.
func (m *Message) hasRPC() (Outcome, bool) {
	switch {
	case m.HasRPC:
		return Held, true
	case m.Role != RoleCall && m.Role != RoleReply, m.undecodable():
		return NotApplicable, false
	case m.Version1() && m.Header.Fixed >= 4 && m.Header.Proc == rfc8166.NoMsg && m.HeaderErr == nil:
		return Undecided(NotParsed), false
	}
	return Undecided(NotWhole), false
}

// rpcField reports whether a field of the RPC header was decoded. What to say
// otherwise is the outcome: undecided where the capture ends before it.
func (m *Message) rpcField(f rpc.Field) (Outcome, bool) {
	if o, ok := m.hasRPC(); !ok {
		return o, false
	}
	if m.RPC.Has(f) {
		return Held, true
	}
	if errors.Is(m.RPCErr, xdr.ErrCaptured) {
		return Undecided(NotWhole), false
	}
	return NotApplicable, false
}

// rpcEnds reports whether the RPC message, not the capture, ends inside its
// header.
func (m *Message) rpcEnds() bool { return errors.Is(m.RPCErr, xdr.ErrShort) }
