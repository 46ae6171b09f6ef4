package nfs

// What the results of an operation can take in the Reply, beside what Write chunks hold. Sizes are in bytes, with XDR
// pads, from the operation's number, or outside COMPOUNDs from the status, to its end.

// opHeader is the number and the status of an operation's result.
const opHeader = 8

// Reach is the length that the results are sure to be able to have, for the operations whose arguments tell it: READ and
// READ of what inline bytes, READDIR and READDIRPLUS. It is 0 for the others. What may or may not be there, like
// attributes, is left out.
//
// Inline says that the data item of a READ has no Write chunk to go to.
func (c *Call) Reach(inline bool) uint64 {
	count := uint64(c.op.Count)
	padded := count + -count&3
	switch p, op := c.request.protocol(), c.op.Number; {
	case p == nfs4 && c.request.compound():
		switch {
		case op == 25 && inline: // READ: eof, data
			return opHeader + 4 + 4 + padded
		case op == 26: // READDIR: maxcount is for READDIR4resok
			return opHeader + count
		}
	case p == nfs3 && op == 6 && inline: // status, no attributes, count, eof, data
		return 4 + 4 + 4 + 4 + 4 + padded
	case p == nfs3 && (op == 16 || op == 17): // count or maxcount is for the resok
		return 4 + count
	case p == nfs2 && op == 6 && inline: // status, attributes, data
		return 4 + 4*attr2Words + 4 + padded
	case p == nfs2 && op == 16:
		return 4 + count
	}
	return 0
}

// Bound is the most that the results of a READ, or of an operation of a COMPOUND, can take, and whether there is such a
// bound that the arguments tell. Chunked says that the data item of a READ goes to a Write chunk. READLINK has none: the
// path may be longer than its Write chunk.
func (c *Call) Bound(chunked bool) (most uint64, bounded bool) {
	switch p := c.request.protocol(); {
	case p == nfs2 && c.op.Number == 6 && !chunked:
		return c.Reach(true), true
	case p == nfs3 && c.op.Number == 6 && !chunked:
		return c.Reach(true) + 4*attr3Words, true
	case p != nfs4 || !c.request.compound():
		return 0, false
	}
	switch op := c.op.Number; op {
	case 9: // GETATTR: bitmap, length of the values
		n, ok := c.op.Attrs.bound()
		return opHeader + 4 + bitmapSize + 4 + n, ok
	case 25: // READ: eof, data
		n := uint64(c.op.Count)
		if chunked {
			n = 0
		}
		return opHeader + 4 + 4 + n + -n&3, true
	default:
		if op >= uint32(len(bodies)) || bodies[op] == 0 {
			return 0, false
		}
		return opHeader + uint64(bodies[op]-1), true
	}
}

// bodies has, for each operation whose results are of limited length, one more than the bytes behind the status.
var bodies = [...]uint16{
	3:  1 + 8,                               // ACCESS
	4:  1 + stateIDSize,                     // CLOSE
	5:  1 + verifierSize,                    // COMMIT
	6:  1 + changeInfoSize + 4 + bitmapSize, // CREATE
	7:  1,                                   // DELEGPURGE
	8:  1,                                   // DELEGRETURN
	10: 1 + 4 + maxHandle4,                  // GETFH
	11: 1 + changeInfoSize,                  // LINK
	14: 1 + stateIDSize,                     // LOCKU
	15: 1,                                   // LOOKUP
	16: 1,                                   // LOOKUPP
	17: 1,                                   // NVERIFY
	21: 1 + stateIDSize,                     // OPEN_DOWNGRADE
	22: 1,                                   // PUTFH
	23: 1,                                   // PUTPUBFH
	24: 1,                                   // PUTROOTFH
	28: 1 + changeInfoSize,                  // REMOVE
	29: 1 + 2*changeInfoSize,                // RENAME
	30: 1,                                   // RENEW
	31: 1,                                   // RESTOREFH
	32: 1,                                   // SAVEFH
	34: 1 + 4 + bitmapSize,                  // SETATTR
	37: 1,                                   // VERIFY
	38: 1 + 8 + verifierSize,                // WRITE
	45: 1,                                   // FREE_STATEID
	53: 1 + sessionIDSize + 5*4,             // SEQUENCE
	58: 1,                                   // RECLAIM_COMPLETE
	59: 1,                                   // ALLOCATE
	62: 1,                                   // DEALLOCATE
	69: 1 + 4 + 8,                           // SEEK
	71: 1,                                   // CLONE
}

const (
	changeInfoSize = 4 + 8 + 8
	bitmapSize     = 4 * 3 // the words of Attrs
)

// fixedAttrs has, by its number, the bytes of each attribute whose value has a limit (RFC 8881 §5, RFC 7862 §12); 0 for
// the others.
var fixedAttrs = [...]uint16{
	0: 4 + bitmapSize, // supported_attrs
	1: 4, 2: 4, 3: 8, 4: 8, 5: 4, 6: 4, 7: 4, 8: 16, 9: 4, 10: 4, 11: 4,
	13: 4, 14: 4, 15: 4, 16: 4, 17: 4, 18: 4,
	19: 4 + maxHandle4, // filehandle
	20: 8, 21: 8, 22: 8, 23: 8,
	25: 4, 26: 4, 27: 8, 28: 4, 29: 4, 30: 8, 31: 8,
	33: 4, 34: 4, 35: 4,
	38: 8, 39: 8, 40: 8, 41: 8, 42: 8, 43: 8, 44: 8, 45: 8, 46: 4,
	47: time4Size, 49: time4Size, 50: time4Size, 51: time4Size, 52: time4Size, 53: time4Size,
	55: 8,              // mounted_on_fileid
	65: 4,              // layout_blksize
	66: 4,              // layout_alignment
	75: 4 + bitmapSize, // suppattr_exclcreat
	77: 4,              // clone_blksize
	82: 4,              // xattr_support
}

// bound is the most bytes that the values of a set take, and whether it is known.
func (a Attrs) bound() (most uint64, bounded bool) {
	for n := range 32 * len(a) {
		if !a.Has(n) {
			continue
		}
		if n >= len(fixedAttrs) || fixedAttrs[n] == 0 {
			return 0, false
		}
		most += uint64(fixedAttrs[n])
	}
	return most, true
}
