package rules

// A past is a closed transaction, with what has to be known to forget it: by
// then the transaction itself is in no cache of the processor.
type past struct {
	*Transaction
	xid, rpcXID uint32
	heavy       bool // it had segments, or more
}

// forget lets go of the oldest closed transaction.
func (d *direction) forget(old past) {
	for _, xid := range [...]uint32{old.xid, old.rpcXID} {
		if d.closed[xid] == old.Transaction {
			delete(d.closed, xid)
		}
	}
	if old.heavy {
		d.extra -= old.extra
		d.retire(old.Transaction)
	}
	d.forgot++
}
