package nfs

import "rpcrdma-lint/decode/xdr"

// results4 reads what stands behind the status of an operation, and reports whether the operation is known. The Reply
// doesn't repeat the minor version, and the layout of an operation doesn't depend on it.
func (p *Result) results4() bool {
	op := p.op.Number
	if op == 25 || op == 27 { // READ, READLINK
		p.placed()
	}
	switch {
	case op < 3 || op > opLast42 && op != opIllegal:
		return false
	case p.op.Status != 0:
		p.failed()
	case op <= opLast40:
		p.results40()
	case op <= opLast41:
		p.results41()
	default:
		p.results42()
	}
	return true
}

const opLast42 = 75 // REMOVEXATTR

// failed reads what few operations return with an error.
func (p *Result) failed() {
	status := p.op.Status
	switch p.op.Number {
	case 34: // SETATTR returns what it set nevertheless
		p.op.Attrs = p.bitmap()
	case 12, 13: // LOCK, LOCKT
		if status == errDenied {
			p.words(5) // offset, length, locktype
			p.owner()
		}
	case 35: // SETCLIENTID
		if status == errClientIDInUse {
			p.address()
		}
	case 47: // GETDEVICEINFO
		if status == errTooSmall {
			p.op.Count = p.r.Uint32()
		}
	case 50: // LAYOUTGET
		if status == errLayoutTryLater {
			p.r.Bool()
		}
	case 60: // COPY
		if status == errOffloadNoReqs {
			p.r.Bool()
			p.r.Bool()
		}
	}
}

// results40 is for ACCESS to RELEASE_LOCKOWNER. What isn't named returns nothing.
func (p *Result) results40() {
	switch p.op.Number {
	case 3: // ACCESS
		p.words(2)
	case 4, 12, 14, 20, 21: // CLOSE, LOCK, LOCKU, OPEN_CONFIRM, OPEN_DOWNGRADE
		p.stateID()
	case 5: // COMMIT
		p.r.Fixed(verifierSize)
	case 6: // CREATE
		p.changeInfo()
		p.op.Attrs = p.bitmap()
	case 9: // GETATTR
		p.op.Attrs = p.attributes()
	case 10: // GETFH
		p.handle4()
	case 11, 28: // LINK, REMOVE
		p.changeInfo()
	case 18: // OPEN
		p.stateID()
		p.changeInfo()
		p.words(1) // rflags
		p.op.Attrs = p.bitmap()
		p.delegation()
	case 25: // READ
		p.r.Bool() // eof
		p.item("data", xdr.NoLimit, asEligible)
	case 26: // READDIR
		p.r.Fixed(verifierSize)
		p.chain((*Walk).entry4)
		p.r.Bool() // eof
	case 27: // READLINK
		p.item("link", xdr.NoLimit, asEligible)
	case 29: // RENAME
		p.changeInfo()
		p.changeInfo()
	case 33: // SECINFO
		p.list(4, (*Walk).security)
	case 34: // SETATTR
		p.op.Attrs = p.bitmap()
	case 35: // SETCLIENTID
		p.words(2)
		p.r.Fixed(verifierSize)
	case 38: // WRITE
		p.op.Count = p.r.Uint32()
		p.words(1) // committed
		p.r.Fixed(verifierSize)
	}
}

// entry4 passes an entry of a directory.
func (w *Walk) entry4() {
	w.words(2) // cookie
	w.name()
	w.bitmap()
	w.opaque("attrlist4", xdr.NoLimit)
}

// security passes a secinfo4.
func (w *Walk) security() {
	if w.r.Uint32() == 6 { // RPCSEC_GSS
		w.name() // oid
		w.words(2)
	}
}
