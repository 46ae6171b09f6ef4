package nfs

import (
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/decode/xdr"
)

// A Result walks over the results of a Reply, as [Call] does over arguments.
type Result struct {
	Walk
	Status uint32 // of a COMPOUND as a whole
	Count  uint32 // results that a COMPOUND announces; 1 outside COMPOUNDs, 0 where the Call was not executed

	// InSequence chooses, before Reset, how a Write chunk is found for an item. Each operation has the chunk of its place
	// (RFC 8267 §6.4.1); in sequence, one whose item has no bytes leaves its chunk to the next (RFC 8166 §4.3.2.2).
	InSequence bool
}

// Reset begins a walk over the results that answer q, at the place of r: behind the RPC header, in a Reader that began
// at the XID. A Reply that isn't accepted, or not with SUCCESS, has none.
//
// Returned is the Reply's Write list: the bytes in each Write chunk, 0 for one that was not used. It stays the caller's
// and must not change during the walk.
func (p *Result) Reset(q Request, reply *rpc.Header, r xdr.Reader, returned []uint64) {
	p.reset(q, r, true)
	p.returned, p.inSequence = returned, p.InSequence
	p.Status, p.Count = 0, 0
	if !reply.Has(rpc.FieldAcceptStat) || reply.AcceptStat != rpc.Success || p.stop != NotStopped {
		return
	}
	if q.protocol() == foreign {
		p.unknown()
		return
	}
	p.left, p.Count = 1, 1
	if q.compound() {
		p.Status = p.r.Uint32()
		p.r.Opaque(xdr.NoLimit) // tag
		p.Count = p.r.Uint32()
		p.left = p.Count
		p.settle()
	}
}

// Next goes on to the next operation. It reports whether there was one and could be walked to its end.
func (p *Result) Next() bool {
	if p.left == 0 || p.stop != NotStopped {
		return false
	}
	p.begin()
	if p.request.compound() {
		p.op.Number = p.r.Uint32()
		p.op.Status = p.r.Uint32()
	}
	if p.request.Procedure != 0 && p.r.OK() && !p.body() {
		p.unknown()
	}
	return p.end()
}

// body reads the results of the operation, and reports whether it is known.
func (p *Result) body() bool {
	switch p.request.protocol() {
	case nfs2:
		return p.results2()
	case nfs3:
		return p.results3()
	case nfs4:
		if p.request.Procedure == 1 {
			return p.results4()
		}
	case nfsACL2, nfsACL3:
		return p.resultsACL()
	case mount:
		return p.resultsMount()
	case callback:
		if p.request.Procedure == 1 {
			return p.resultsCallback()
		}
	}
	return false
}

// status reads the status of a procedure that begins with one, and reports whether it is success.
func (p *Result) status() bool {
	p.op.Status = p.r.Uint32()
	return p.op.Status == 0 && p.r.OK()
}
