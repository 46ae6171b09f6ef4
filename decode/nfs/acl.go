package nfs

// The side protocol for access control lists beside NFSv2 and NFSv3 has no standard: Solaris published its XDR as
// acl_prot.x. Nothing of it may be moved (RFC 8267 §5.2).

// Sizes of NFSACL.
const (
	aclEntrySize = 12 // bytes: type, id, permissions
)

// argumentsACL reads the arguments of a procedure of NFSACL, and reports whether it is known.
func (c *Call) argumentsACL() bool {
	proc, v2 := c.request.Procedure, c.request.protocol() == nfsACL2
	if proc > 3 && !(v2 && proc <= 5) {
		return false
	}
	if v2 {
		c.r.Fixed(handle2Size)
	} else {
		c.handle3()
	}
	switch {
	case proc == 1: // GETACL
		c.words(1)
	case proc == 2: // SETACL
		c.lists()
	case v2 && proc == 3: // GETATTR
	case v2 && proc == 4: // ACCESS
		c.words(1)
	default: // GETXATTRDIR
		c.r.Bool()
	}
	return true
}

// lists passes a secattr: the list and the default list, each with its count said twice.
func (w *Walk) lists() {
	w.words(1) // mask
	for range 2 {
		w.words(1)
		w.list(aclEntrySize, func(w *Walk) { w.r.Fixed(aclEntrySize) })
	}
}

// resultsACL reads the results of a procedure of NFSACL, and reports whether it is known.
func (p *Result) resultsACL() bool {
	if p.request.protocol() == nfsACL2 {
		return p.resultsACL2()
	}
	proc := p.request.Procedure
	if proc > 3 {
		return false
	}
	ok := p.status()
	switch {
	case proc == 3: // GETXATTRDIR
		if ok {
			p.handle3()
			p.postOpAttr()
		}
	default: // GETACL, SETACL
		p.postOpAttr()
		if ok && proc == 1 {
			p.lists()
		}
	}
	return true
}

// resultsACL2 is for version 2.
func (p *Result) resultsACL2() bool {
	proc := p.request.Procedure
	if proc > 5 {
		return false
	}
	if !p.status() {
		return true
	}
	if proc == 5 { // GETXATTRDIR
		p.r.Fixed(handle2Size)
	}
	p.words(attr2Words)
	switch proc {
	case 1: // GETACL
		p.lists()
	case 4: // ACCESS
		p.words(1)
	}
	return true
}
