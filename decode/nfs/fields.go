package nfs

import "rpcrdma-lint/decode/xdr"

// Sizes of fixed-length fields, in bytes.
const (
	sessionIDSize = 16
	stateIDSize   = 16
	deviceIDSize  = 16
	verifierSize  = 8
	time4Size     = 12 // nfstime4
)

// Limits of variable-length fields, in bytes.
const (
	maxHandle4 = 128  // NFS4_FHSIZE
	maxOpaque4 = 1024 // NFS4_OPAQUE_LIMIT
)

// States of NFSv4 operations with a body of their own (RFC 8881 §15.1, RFC 7862 §11.1).
const (
	errTooSmall       = 10005
	errDenied         = 10010
	errClientIDInUse  = 10017
	errLayoutTryLater = 10058
	errOffloadNoReqs  = 10094
)

// words passes n words.
func (w *Walk) words(n uint32) { w.r.Fixed(4 * n) }

// optional reads a boolean and passes n words where it is set.
func (w *Walk) optional(n uint32) {
	if w.r.Bool() {
		w.words(n)
	}
}

func (w *Walk) stateID() { w.r.Fixed(stateIDSize) }

// session reads a sessionid4.
func (w *Walk) session() (id [sessionIDSize]byte) {
	copy(id[:], w.r.Fixed(sessionIDSize))
	return id
}

func (w *Walk) handle4() { w.opaque("nfs_fh4", maxHandle4) }

// name passes a component4 or another string without a limit.
func (w *Walk) name() { w.opaque("name", xdr.NoLimit) }

// owner passes a state_owner4.
func (w *Walk) owner() {
	w.words(2) // clientid
	w.opaque("owner", maxOpaque4)
}

// bitmap reads a bitmap4.
func (w *Walk) bitmap() (a Attrs) {
	n := w.r.Array(xdr.NoLimit, 4)
	for i := range n {
		v := w.r.Uint32()
		if !w.r.OK() {
			break
		}
		if i < len(a) {
			a[i] = v
		}
	}
	return a
}

// attributes passes a fattr4 and tells which attributes it has.
func (w *Walk) attributes() Attrs {
	a := w.bitmap()
	w.item("attrlist4", xdr.NoLimit, always)
	return a
}

// changeInfo passes a change_info4.
func (w *Walk) changeInfo() {
	w.r.Bool()
	w.words(4)
}

// address passes a netaddr4.
func (w *Walk) address() {
	w.name()
	w.name()
}

// location passes a netloc4 (RFC 7862 §4.7).
func (w *Walk) location() {
	switch w.r.Uint32() {
	case 1, 2: // NL4_NAME, NL4_URL
		w.name()
	case 3: // NL4_NETADDR
		w.address()
	default:
		w.unknown()
	}
}

// list walks over an array whose elements take size bytes at least. An element that stops the walk is the last.
func (w *Walk) list(size int, element func(*Walk)) {
	for n := w.r.Array(xdr.NoLimit, size); n > 0 && w.r.OK() && w.stop == NotStopped; n-- {
		element(w)
	}
}

// chain walks over a linked list: a boolean before each element and a FALSE behind the last.
func (w *Walk) chain(element func(*Walk)) {
	for w.r.Bool() && w.r.OK() && w.stop == NotStopped {
		element(w)
	}
}

// accessEntry passes an nfsace4.
func (w *Walk) accessEntry() {
	w.words(3)
	w.name()
}

// delegation passes an open_delegation4, those of RFC 9754 included.
func (w *Walk) delegation() {
	switch w.r.Uint32() {
	case 0: // OPEN_DELEGATE_NONE
	case 1, 4: // OPEN_DELEGATE_READ, OPEN_DELEGATE_READ_ATTRS_DELEG
		w.stateID()
		w.r.Bool()
		w.accessEntry()
	case 2, 5: // OPEN_DELEGATE_WRITE, OPEN_DELEGATE_WRITE_ATTRS_DELEG
		w.stateID()
		w.r.Bool()
		w.spaceLimit()
		w.accessEntry()
	case 3: // OPEN_DELEGATE_NONE_EXT
		if why := w.r.Uint32(); why == 1 || why == 2 { // WND4_CONTENTION, WND4_RESOURCE
			w.r.Bool()
		}
	default:
		w.unknown()
	}
}

// spaceLimit passes an nfs_space_limit4.
func (w *Walk) spaceLimit() {
	switch w.r.Uint32() {
	case 1, 2: // NFS_LIMIT_SIZE, NFS_LIMIT_BLOCKS
		w.words(2)
	default:
		w.unknown()
	}
}

// layoutBody passes a device_addr4, layout_content4 or layoutupdate4: a layout type and what only it defines.
func (w *Walk) layoutBody(name string) {
	w.words(1)
	w.item(name, xdr.NoLimit, always)
}

// writeResponse passes a write_response4 (RFC 7862 §15.2).
func (w *Walk) writeResponse() {
	if w.r.Array(1, stateIDSize) == 1 {
		w.stateID()
	}
	w.words(3) // wr_count, wr_committed
	w.r.Fixed(verifierSize)
}
