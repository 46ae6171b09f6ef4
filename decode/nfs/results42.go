package nfs

import "rpcrdma-lint/decode/xdr"

// results42 is for ALLOCATE to CLONE and the operations of RFC 8276. What isn't named returns nothing.
func (p *Result) results42() {
	switch p.op.Number {
	case 60: // COPY
		p.writeResponse()
		p.r.Bool()
		p.r.Bool()
	case 61: // COPY_NOTIFY
		p.r.Fixed(time4Size)
		p.stateID()
		p.list(4, (*Walk).location)
	case 63: // IO_ADVISE
		p.bitmap()
	case 67: // OFFLOAD_STATUS
		p.words(2)
		p.words(uint32(p.r.Array(1, 4)))
	case 68: // READ_PLUS
		p.readPlus()
	case 69: // SEEK
		p.r.Bool()
		p.words(2)
	case 70: // WRITE_SAME
		p.writeResponse()
	case 72: // GETXATTR
		p.item("gxr_value", xdr.NoLimit, always)
	case 73, 75: // SETXATTR, REMOVEXATTR
		p.changeInfo()
	case 74: // LISTXATTRS
		p.words(2)
		p.list(4, (*Walk).name)
		p.r.Bool()
	}
}

// readPlus reads read_plus_res4. Its data may not be moved (RFC 8267 §6.1), long as it can be.
func (p *Result) readPlus() {
	p.r.Bool() // eof
	n := p.r.Array(xdr.NoLimit, 4)
	p.op.Count = uint32(n)
	for ; n > 0 && p.r.OK(); n-- {
		switch p.r.Uint32() {
		case 0: // NFS4_CONTENT_DATA
			p.words(2)
			p.item("d_data", xdr.NoLimit, always)
		case 1: // NFS4_CONTENT_HOLE
			p.words(4)
		}
	}
}
