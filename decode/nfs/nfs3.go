package nfs

import "rpcrdma-lint/decode/xdr"

// Sizes of NFSv3 (RFC 1813 §2.4, §2.5), in words but for the handle, whose limit is in bytes.
const (
	maxHandle3   = 64
	attr3Words   = 21 // fattr3
	wccAttrWords = 6  // wcc_attr
)

// arguments3 reads the arguments of a procedure of NFSv3 (RFC 1813 §3.3), and reports whether it is known.
func (c *Call) arguments3() bool {
	if c.request.Procedure > 21 {
		return false
	}
	c.handle3()
	switch c.request.Procedure {
	case 2: // SETATTR
		c.setAttr3()
		guarded := c.r.Bool()
		if guarded {
			c.words(2)
		}
		c.op.NonIdempotent = guarded
	case 3, 12, 13: // LOOKUP, REMOVE, RMDIR
		c.name()
	case 4: // ACCESS
		c.words(1)
	case 5: // READLINK
		c.placed()
	case 6: // READ
		c.placed()
		c.words(2) // offset
		c.op.Count = c.r.Uint32()
	case 7: // WRITE
		c.words(2) // offset
		c.op.Count = c.r.Uint32()
		c.words(1) // stable
		c.item("data", xdr.NoLimit, asEligible)
	case 8: // CREATE
		c.name()
		c.createHow3()
	case 9: // MKDIR
		c.name()
		c.setAttr3()
	case 10: // SYMLINK
		c.name()
		c.setAttr3()
		c.item("symlink_data", xdr.NoLimit, asEligible)
	case 11: // MKNOD
		c.name()
		c.makeNode()
	case 14: // RENAME
		c.name()
		c.handle3()
		c.name()
	case 15: // LINK
		c.handle3()
		c.name()
	case 16: // READDIR
		c.words(2) // cookie
		c.r.Fixed(verifierSize)
		c.op.Count = c.r.Uint32()
	case 17: // READDIRPLUS
		c.words(2) // cookie
		c.r.Fixed(verifierSize)
		c.op.DirCount = c.r.Uint32()
		c.op.Count = c.r.Uint32()
	case 21: // COMMIT
		c.words(3)
	}
	return true
}

func (w *Walk) handle3() { w.opaque("nfs_fh3", maxHandle3) }

// setAttr3 passes a sattr3.
func (w *Walk) setAttr3() {
	w.optional(1) // mode
	w.optional(1) // uid
	w.optional(1) // gid
	w.optional(2) // size
	for range 2 { // atime, mtime
		if w.r.Uint32() == 2 { // SET_TO_CLIENT_TIME
			w.words(2)
		}
	}
}

// createHow3 reads a createhow3.
func (c *Call) createHow3() {
	switch c.r.Uint32() {
	case 0, 1: // UNCHECKED, GUARDED
		c.setAttr3()
	case 2: // EXCLUSIVE: a second one with the same verifier succeeds
		c.r.Fixed(verifierSize)
		c.op.NonIdempotent = false
	default:
		c.unknown()
	}
}

// makeNode reads a mknoddata3.
func (c *Call) makeNode() {
	switch c.r.Uint32() {
	case 3, 4: // NF3BLK, NF3CHR
		c.setAttr3()
		c.words(2)
	case 6, 7: // NF3SOCK, NF3FIFO
		c.setAttr3()
	}
}

// postOpAttr passes a post_op_attr.
func (w *Walk) postOpAttr() { w.optional(attr3Words) }

// wcc passes a wcc_data.
func (w *Walk) wcc() {
	w.optional(wccAttrWords)
	w.postOpAttr()
}

// postOpHandle passes a post_op_fh3.
func (w *Walk) postOpHandle() {
	if w.r.Bool() {
		w.handle3()
	}
}

// results3 reads the results of a procedure of NFSv3, and reports whether it is known.
func (p *Result) results3() bool {
	proc := p.request.Procedure
	if proc > 21 {
		return false
	}
	if proc == 5 || proc == 6 { // READLINK, READ
		p.placed()
	}
	if p.status() {
		p.success3()
		return true
	}
	switch proc {
	case 1: // GETATTR
	case 2, 7, 8, 9, 10, 11, 12, 13, 21: // SETATTR, WRITE, CREATE to RMDIR, COMMIT
		p.wcc()
	case 14: // RENAME
		p.wcc()
		p.wcc()
	case 15: // LINK
		p.postOpAttr()
		p.wcc()
	default:
		p.postOpAttr()
	}
	return true
}

// success3 reads what stands behind NFS3_OK.
func (p *Result) success3() {
	switch p.request.Procedure {
	case 1: // GETATTR
		p.words(attr3Words)
	case 2, 12, 13: // SETATTR, REMOVE, RMDIR
		p.wcc()
	case 3: // LOOKUP
		p.handle3()
		p.postOpAttr()
		p.postOpAttr()
	case 4: // ACCESS
		p.postOpAttr()
		p.words(1)
	case 5: // READLINK
		p.postOpAttr()
		p.item("data", xdr.NoLimit, asEligible)
	case 6: // READ
		p.postOpAttr()
		p.op.Count = p.r.Uint32()
		p.r.Bool() // eof
		p.item("data", xdr.NoLimit, asEligible)
	case 7: // WRITE
		p.wcc()
		p.op.Count = p.r.Uint32()
		p.words(1) // committed
		p.r.Fixed(verifierSize)
	case 8, 9, 10, 11: // CREATE, MKDIR, SYMLINK, MKNOD
		p.postOpHandle()
		p.postOpAttr()
		p.wcc()
	case 14: // RENAME
		p.wcc()
		p.wcc()
	case 15: // LINK
		p.postOpAttr()
		p.wcc()
	case 16, 17: // READDIR, READDIRPLUS
		p.directory3()
	case 18: // FSSTAT
		p.postOpAttr()
		p.words(13)
	case 19: // FSINFO
		p.postOpAttr()
		p.words(7 + 2 + 2 + 1)
	case 20: // PATHCONF
		p.postOpAttr()
		p.words(2)
		for range 4 {
			p.r.Bool()
		}
	case 21: // COMMIT
		p.wcc()
		p.r.Fixed(verifierSize)
	}
}

// directory3 reads READDIR3resok or READDIRPLUS3resok.
func (p *Result) directory3() {
	p.postOpAttr()
	p.r.Fixed(verifierSize)
	if p.request.Procedure == 16 {
		p.chain((*Walk).entry3)
	} else {
		p.chain((*Walk).entryPlus3)
	}
	p.r.Bool() // eof
}

// entry3 passes an entry3.
func (w *Walk) entry3() {
	w.words(2) // fileid
	w.name()
	w.words(2) // cookie
}

// entryPlus3 passes an entryplus3.
func (w *Walk) entryPlus3() {
	w.entry3()
	w.postOpAttr()
	w.postOpHandle()
}
