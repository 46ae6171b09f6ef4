package nfs

import "rpcrdma-lint/decode/xdr"

// Callback operations by the minor version that brought them (RFC 7530 §17, RFC 8881 §20, RFC 7862 §16).
const (
	cbFirst  = 3 // CB_GETATTR
	cbLast40 = 4
	cbLast41 = 14
	cbLast42 = 15 // CB_OFFLOAD
)

// argumentsCallback reads the arguments of a callback operation, and reports whether the minor version has it.
func (c *Call) argumentsCallback(minor uint32) bool {
	op := c.op.Number
	if minor == 0 && op > cbLast40 || minor == 1 && op > cbLast41 {
		return op == opIllegal
	}
	switch op {
	case 3: // CB_GETATTR
		c.handle4()
		c.op.Attrs = c.bitmap()
	case 4: // CB_RECALL
		c.stateID()
		c.r.Bool()
		c.handle4()
	case 5: // CB_LAYOUTRECALL
		c.words(2) // layout type, iomode
		c.r.Bool()
		c.layoutRecall()
	case 6: // CB_NOTIFY
		c.stateID()
		c.handle4()
		c.list(8, (*Walk).notification)
	case 7: // CB_PUSH_DELEG
		c.handle4()
		c.delegation()
	case 8, 9: // CB_RECALL_ANY, CB_RECALLABLE_OBJ_AVAIL
		c.words(1)
		c.bitmap()
	case 10: // CB_RECALL_SLOT
		c.words(1)
	case 11: // CB_SEQUENCE
		c.sequence()
		c.list(sessionIDSize+4, (*Walk).referringCalls)
	case 12: // CB_WANTS_CANCELLED
		c.r.Bool()
		c.r.Bool()
	case 13: // CB_NOTIFY_LOCK
		c.handle4()
		c.owner()
	case 14: // CB_NOTIFY_DEVICEID
		c.list(8, (*Walk).notification)
	case 15: // CB_OFFLOAD
		c.handle4()
		c.stateID()
		if c.r.Uint32() == 0 { // coa_status
			c.writeResponse()
		} else {
			c.words(2)
		}
	case opIllegal:
	default:
		return false
	}
	return true
}

// layoutRecall reads a layoutrecall4.
func (c *Call) layoutRecall() {
	switch c.r.Uint32() {
	case 1: // LAYOUTRECALL4_FILE
		c.handle4()
		c.words(4)
		c.stateID()
	case 2: // LAYOUTRECALL4_FSID
		c.words(4)
	case 3: // LAYOUTRECALL4_ALL
	default:
		c.unknown()
	}
}

// notification passes a notify4.
func (w *Walk) notification() {
	w.bitmap()
	w.item("notify_vals", xdr.NoLimit, always)
}

// referringCalls passes a referring_call_list4.
func (w *Walk) referringCalls() {
	w.session()
	w.list(8, func(w *Walk) { w.words(2) })
}

// resultsCallback reads what stands behind the status of a callback operation, and reports whether it is known.
func (p *Result) resultsCallback() bool {
	op := p.op.Number
	switch {
	case op < cbFirst || op > cbLast42 && op != opIllegal:
		return false
	case p.op.Status != 0:
	case op == 3: // CB_GETATTR
		p.op.Attrs = p.attributes()
	case op == 11: // CB_SEQUENCE
		p.sequence()
	}
	return true
}
