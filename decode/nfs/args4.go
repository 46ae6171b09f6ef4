package nfs

import "rpcrdma-lint/decode/xdr"

// Operations of NFSv4 that the package itself has to know (RFC 7530 §16, RFC 8881 §18, RFC 7862 §15, RFC 8276 §8.4).
const (
	opLast40  = 39 // RELEASE_LOCKOWNER
	opLast41  = 58 // RECLAIM_COMPLETE
	opIllegal = 10044
)

// arguments4 reads the arguments of an operation of a minor version, and reports whether that version has it. Operations
// that a later minor version took away keep their layout.
func (c *Call) arguments4(minor uint32) bool {
	switch op := c.op.Number; {
	case op == opIllegal:
		return true
	case op <= 16:
		return c.arguments40()
	case op <= opLast40:
		return c.arguments40Rest()
	case minor == 0:
		return false
	case op <= opLast41:
		return c.arguments41()
	case minor == 1:
		return false
	}
	return c.arguments42()
}

// arguments40 is for ACCESS to LOOKUPP.
func (c *Call) arguments40() bool {
	switch c.op.Number {
	case 3: // ACCESS
		c.words(1)
	case 4: // CLOSE
		c.words(1)
		c.stateID()
	case 5: // COMMIT
		c.words(3)
	case 6: // CREATE
		c.create()
	case 7: // DELEGPURGE
		c.words(2)
	case 8: // DELEGRETURN
		c.stateID()
	case 9: // GETATTR
		c.op.Attrs = c.bitmap()
	case 10, 16: // GETFH, LOOKUPP
	case 11, 15: // LINK, LOOKUP
		c.name()
	case 12: // LOCK
		c.lock()
	case 13: // LOCKT
		c.op.LockType = LockType(c.r.Uint32())
		c.words(4) // offset, length
		c.owner()
	case 14: // LOCKU
		c.words(2) // locktype, seqid
		c.stateID()
		c.words(4)
	default:
		return false
	}
	return true
}

// arguments40Rest is for NVERIFY to RELEASE_LOCKOWNER.
func (c *Call) arguments40Rest() bool {
	switch c.op.Number {
	case 17, 37: // NVERIFY, VERIFY
		c.op.Attrs = c.attributes()
	case 18: // OPEN
		c.open()
	case 19: // OPENATTR
		c.r.Bool()
	case 20: // OPEN_CONFIRM
		c.stateID()
		c.words(1)
	case 21: // OPEN_DOWNGRADE
		c.stateID()
		c.words(3)
	case 22: // PUTFH
		c.handle4()
	case 23, 24, 31, 32: // PUTPUBFH, PUTROOTFH, RESTOREFH, SAVEFH
	case 25: // READ
		c.placed()
		c.stateID()
		c.words(2) // offset
		c.op.Count = c.r.Uint32()
	case 26: // READDIR
		c.words(2)              // cookie
		c.r.Fixed(verifierSize) // cookieverf
		c.op.DirCount = c.r.Uint32()
		c.op.Count = c.r.Uint32()
		c.op.Attrs = c.bitmap()
	case 27: // READLINK
		c.placed()
	case 28, 33: // REMOVE, SECINFO
		c.name()
	case 29: // RENAME
		c.name()
		c.name()
	case 30: // RENEW
		c.words(2)
	case 34: // SETATTR
		c.stateID()
		c.op.Attrs = c.attributes()
	case 35: // SETCLIENTID
		c.r.Fixed(verifierSize)
		c.opaque("id", maxOpaque4)
		c.words(1) // cb_program
		c.address()
		c.words(1) // callback_ident
	case 36: // SETCLIENTID_CONFIRM
		c.words(2)
		c.r.Fixed(verifierSize)
	case 38: // WRITE
		c.stateID()
		c.words(3) // offset, stable
		c.item("data", xdr.NoLimit, asEligible)
	case 39: // RELEASE_LOCKOWNER
		c.owner()
	default:
		return false
	}
	return true
}

// create reads CREATE4args. Of a symbolic link the contents may be moved.
func (c *Call) create() {
	switch c.r.Uint32() {
	case 3, 4: // NF4BLK, NF4CHR
		c.words(2)
	case 5: // NF4LNK
		c.item("linkdata", xdr.NoLimit, asEligible)
	}
	c.name()
	c.op.Attrs = c.attributes()
}

// lock reads LOCK4args.
func (c *Call) lock() {
	c.op.LockType = LockType(c.r.Uint32())
	c.r.Bool() // reclaim
	c.words(4) // offset, length
	if c.r.Bool() {
		c.words(1) // open_seqid
		c.stateID()
		c.words(1) // lock_seqid
		c.owner()
		return
	}
	c.stateID()
	c.words(1)
}

// open reads OPEN4args.
func (c *Call) open() {
	c.words(3) // seqid, share_access, share_deny
	c.owner()
	if c.r.Uint32() == 1 { // OPEN4_CREATE
		c.createHow()
	}
	switch c.r.Uint32() {
	case 0, 3: // CLAIM_NULL, CLAIM_DELEGATE_PREV
		c.name()
	case 1: // CLAIM_PREVIOUS
		c.words(1)
	case 2: // CLAIM_DELEGATE_CUR
		c.stateID()
		c.name()
	case 4, 6: // CLAIM_FH, CLAIM_DELEG_PREV_FH
	case 5: // CLAIM_DELEG_CUR_FH
		c.stateID()
	default:
		c.unknown()
	}
}

// createHow reads a createhow4.
func (c *Call) createHow() {
	switch c.r.Uint32() {
	case 0, 1: // UNCHECKED4, GUARDED4
		c.op.Attrs = c.attributes()
	case 2: // EXCLUSIVE4
		c.r.Fixed(verifierSize)
	case 3: // EXCLUSIVE4_1
		c.r.Fixed(verifierSize)
		c.op.Attrs = c.attributes()
	default:
		c.unknown()
	}
}
