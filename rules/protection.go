package rules

import "rpcrdma-lint/decode/rpc"

// A protection is what RPCSEC_GSS makes of a Call and its Reply (RFC 2203).
type protection uint8

const (
	unknownProtection protection = iota
	unprotected                  // another flavor
	authenticated                // no more than authentication
	protected                    // integrity or privacy: nothing may be reduced (RFC 8166 §8.2.2.3)
	gssControl                   // a message of RPCSEC_GSS itself
)

// protectionOf takes it from the RPC header of a Call.
func protectionOf(h *rpc.Header) protection {
	switch {
	case !h.Has(rpc.FieldCred):
		return unknownProtection
	case h.Cred.Flavor != rpc.AuthGSS:
		return unprotected
	case !h.Has(rpc.FieldGSS):
		return unknownProtection
	case h.GSS.Proc != rpc.GSSData:
		return gssControl
	case h.GSS.Service == rpc.GSSIntegrity, h.GSS.Service == rpc.GSSPrivacy:
		return protected
	case h.GSS.Service == rpc.GSSNone:
		return authenticated
	}
	return unknownProtection
}
