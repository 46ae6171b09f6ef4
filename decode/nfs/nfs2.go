package nfs

// Sizes of NFSv2 (RFC 1094 §2.3), in bytes but for those that say words.
const (
	handle2Size = 32
	attr2Words  = 17 // fattr
	sattr2Words = 8  // sattr
	maxName2    = 255
	maxPath2    = 1024
	maxData2    = 8192
)

// arguments2 reads the arguments of a procedure of NFSv2 (RFC 1094 §2.2), and reports whether it is known.
func (c *Call) arguments2() bool {
	proc := c.request.Procedure
	switch {
	case proc > 17:
		return false
	case proc == 3, proc == 7: // ROOT, WRITECACHE
		return true
	}
	c.r.Fixed(handle2Size)
	switch proc {
	case 2: // SETATTR
		c.words(sattr2Words)
	case 4, 10, 15: // LOOKUP, REMOVE, RMDIR
		c.name2()
	case 5: // READLINK
		c.placed()
	case 6: // READ
		c.placed()
		c.words(1) // offset
		c.op.Count = c.r.Uint32()
		c.words(1) // totalcount
	case 8: // WRITE
		c.words(3) // beginoffset, offset, totalcount
		c.item("data", maxData2, asEligible)
	case 9, 14: // CREATE, MKDIR
		c.name2()
		c.words(sattr2Words)
	case 11: // RENAME
		c.name2()
		c.r.Fixed(handle2Size)
		c.name2()
	case 12: // LINK
		c.r.Fixed(handle2Size)
		c.name2()
	case 13: // SYMLINK
		c.name2()
		c.item("to", maxPath2, asEligible)
		c.words(sattr2Words)
	case 16: // READDIR
		c.words(1) // cookie
		c.op.Count = c.r.Uint32()
	}
	return true
}

func (w *Walk) name2() { w.opaque("name", maxName2) }

// results2 reads the results of a procedure of NFSv2, and reports whether it is known.
func (p *Result) results2() bool {
	proc := p.request.Procedure
	switch {
	case proc > 17:
		return false
	case proc == 3, proc == 7: // ROOT, WRITECACHE
		return true
	case proc == 5, proc == 6: // READLINK, READ
		p.placed()
	}
	if !p.status() {
		return true
	}
	switch proc {
	case 1, 2, 8: // GETATTR, SETATTR, WRITE
		p.words(attr2Words)
	case 4, 9, 14: // LOOKUP, CREATE, MKDIR
		p.r.Fixed(handle2Size)
		p.words(attr2Words)
	case 5: // READLINK
		p.item("data", maxPath2, asEligible)
	case 6: // READ
		p.words(attr2Words)
		p.item("data", maxData2, asEligible)
	case 16: // READDIR
		p.chain((*Walk).entry2)
		p.r.Bool() // eof
	case 17: // STATFS
		p.words(5)
	}
	return true
}

// entry2 passes an entry.
func (w *Walk) entry2() {
	w.words(1) // fileid
	w.name2()
	w.words(1) // cookie
}
