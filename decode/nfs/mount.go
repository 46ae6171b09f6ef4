package nfs

// Limits of MOUNT (RFC 1094 §A.3, RFC 1813 §5.1.4), in bytes.
const (
	maxMountPath = 1024
	maxMountName = 255
)

// argumentsMount reads the arguments of a procedure of MOUNT, and reports whether it is known.
func (c *Call) argumentsMount() bool {
	switch c.request.Procedure {
	case 1, 3: // MNT, UMNT
		c.opaque("dirpath", maxMountPath)
	case 2, 4, 5: // DUMP, UMNTALL, EXPORT
	case 6: // EXPORTALL
		return c.request.Version == 2
	case 7: // PATHCONF
		c.opaque("dirpath", maxMountPath)
		return c.request.Version == 2
	default:
		return false
	}
	return true
}

// resultsMount reads the results of a procedure of MOUNT, and reports whether it is known.
func (p *Result) resultsMount() bool {
	switch p.request.Procedure {
	case 1: // MNT
		switch {
		case !p.status():
		case p.request.Version == 3:
			p.handle3()
			p.list(4, func(w *Walk) { w.words(1) }) // auth_flavors
		default:
			p.r.Fixed(handle2Size)
		}
	case 2: // DUMP
		p.chain((*Walk).mounted)
	case 3, 4: // UMNT, UMNTALL
	case 5: // EXPORT
		p.chain((*Walk).exported)
	case 6: // EXPORTALL
		p.chain((*Walk).exported)
		return p.request.Version == 2
	default:
		return false
	}
	return true
}

// mounted passes a mountbody up to its ml_next.
func (w *Walk) mounted() {
	w.opaque("name", maxMountName)
	w.opaque("dirpath", maxMountPath)
}

// exported passes an exportnode up to its ex_next.
func (w *Walk) exported() {
	w.opaque("dirpath", maxMountPath)
	w.chain(func(w *Walk) { w.opaque("name", maxMountName) })
}
