package nfs

import "rpcrdma-lint/decode/rpc"

// A Request is what of a Call's RPC header tells how to read its arguments and its results.
type Request struct {
	Program, Version, Procedure uint32
	Guard                       Guard
}

// A Guard is what RPCSEC_GSS does to arguments and results (RFC 2203 §5.3.2).
type Guard uint8

// The guards.
const (
	Plain     Guard = iota // no RPCSEC_GSS, or no more than authentication
	Integrity              // a length and a sequence number stand before them, a checksum behind
	Sealed                 // they are encrypted, belong to RPCSEC_GSS, or nobody can tell
)

// RequestOf is the Request of a Call with this header.
func RequestOf(call *rpc.Header) Request {
	q := Request{Program: call.Program, Version: call.Version, Procedure: call.Procedure}
	if call.Cred.Flavor != rpc.AuthGSS {
		return q
	}
	switch {
	case !call.Has(rpc.FieldGSS) || call.GSS.Proc != rpc.GSSData:
		q.Guard = Sealed
	case call.GSS.Service == rpc.GSSNone:
	case call.GSS.Service == rpc.GSSIntegrity:
		q.Guard = Integrity
	default:
		q.Guard = Sealed
	}
	return q
}

// A protocol is a program and version that share their procedures.
type protocol uint8

const (
	foreign protocol = iota
	nfs2
	nfs3
	nfs4
	nfsACL2
	nfsACL3
	mount
	callback
)

// protocol is what q speaks. The version of a callback program is the client's choice.
func (q Request) protocol() protocol {
	switch {
	case q.Program == rpc.ProgNFS && q.Version >= 2 && q.Version <= 4:
		return nfs2 + protocol(q.Version-2)
	case q.Program == rpc.ProgNFSACL && (q.Version == 2 || q.Version == 3):
		return nfsACL2 + protocol(q.Version-2)
	case q.Program == rpc.ProgMount && q.Version >= 1 && q.Version <= 3:
		return mount
	case rpc.IsCallback(q.Program):
		return callback
	}
	return foreign
}

// compound reports whether q is a COMPOUND or CB_COMPOUND.
func (q Request) compound() bool {
	p := q.protocol()
	return q.Procedure == 1 && (p == nfs4 || p == callback)
}
