package nfs

import (
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/decode/xdr"
)

// A Call walks over the arguments of a Call.
//
//	var c nfs.Call
//	c.Reset(nfs.RequestOf(&header), reader, chunks)
//	for c.Next() {
//		op := c.Op()
//	}
//	if c.Stopped() != nfs.NotStopped {
//		// what comes behind c.Position() can't be told
//	}
type Call struct {
	Walk
	Minor uint32 // minor version of a COMPOUND
	Count uint32 // operations that a COMPOUND announces; 1 outside COMPOUNDs
}

// Reset begins a walk over the arguments at the place of r: behind the RPC header, in a Reader that began at the XID.
//
// Chunks are the Read chunks but the one of Position Zero, in ascending order of Position, one for each, as
// [AddSegment] makes them. They stay the caller's and must not change during the walk.
func (c *Call) Reset(q Request, r xdr.Reader, chunks []Chunk) {
	c.reset(q, r, false)
	c.chunks = chunks
	c.Minor, c.Count = 0, 0
	c.settle()
	if c.stop != NotStopped {
		return
	}
	if q.protocol() == foreign {
		c.unknown()
		return
	}
	c.left, c.Count = 1, 1
	if q.compound() {
		c.header()
	}
}

// header reads what a COMPOUND has before its operations.
func (c *Call) header() {
	c.opaque("tag", xdr.NoLimit)
	c.Minor = c.r.Uint32()
	if c.request.Program != rpc.ProgNFS {
		c.r.Uint32() // callback_ident
	}
	c.Count = c.r.Uint32()
	c.left = c.Count
	if c.Minor > maxMinor {
		c.unknown()
	}
	c.settle()
}

// maxMinor is the highest minor version of NFSv4.
const maxMinor = 2

// Next goes on to the next operation. It reports whether there was one and could be walked to its end.
func (c *Call) Next() bool {
	if c.left == 0 || c.stop != NotStopped {
		return false
	}
	c.begin()
	if c.request.compound() {
		c.op.Number = c.r.Uint32()
	}
	c.op.NonIdempotent = nonIdempotent(c.request, c.op.Number)
	if c.request.Procedure != 0 && c.r.OK() && !c.arguments() {
		c.unknown()
	}
	return c.end()
}

// arguments reads those of the operation, and reports whether it is known.
func (c *Call) arguments() bool {
	switch c.request.protocol() {
	case nfs2:
		return c.arguments2()
	case nfs3:
		return c.arguments3()
	case nfs4:
		if c.request.Procedure == 1 {
			return c.arguments4(c.Minor)
		}
	case nfsACL2, nfsACL3:
		return c.argumentsACL()
	case mount:
		return c.argumentsMount()
	case callback:
		if c.request.Procedure == 1 {
			return c.argumentsCallback(c.Minor)
		}
	}
	return false
}
