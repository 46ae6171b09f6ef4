package nfs

// NonIdempotent reports whether executing the procedure a second time can have another result, or do harm, so that only
// a reply cache makes a retransmission safe (RFC 1813 §4.5, RFC 8881 §2.10.6). Of a COMPOUND it says nothing: see
// [Op.NonIdempotent].
//
// WRITE and SETATTR set what they set, and count as idempotent. A SETATTR of NFSv3 with a guard does not, and an exclusive
// CREATE of NFSv3 does: only the arguments tell.
func (q Request) NonIdempotent() bool { return nonIdempotent(q, q.Procedure) }

// nonIdempotent is NonIdempotent of an operation of a COMPOUND, or of the procedure.
func nonIdempotent(q Request, op uint32) bool {
	switch p := q.protocol(); {
	case p == nfs2:
		return op >= 9 && op <= 15 // CREATE to RMDIR
	case p == nfs3:
		return op >= 8 && op <= 15 // CREATE to LINK
	case p == nfs4 && q.compound():
		return op < uint32(len(changesState)) && changesState[op]
	}
	return false
}

// changesState is the operations of NFSv4 that make, remove or rename something, or move a sequence number on.
var changesState = [...]bool{
	4:  true, // CLOSE
	6:  true, // CREATE
	8:  true, // DELEGRETURN
	11: true, // LINK
	12: true, // LOCK
	14: true, // LOCKU
	18: true, // OPEN
	20: true, // OPEN_CONFIRM
	21: true, // OPEN_DOWNGRADE
	28: true, // REMOVE
	29: true, // RENAME
	35: true, // SETCLIENTID
	42: true, // EXCHANGE_ID
	43: true, // CREATE_SESSION
	44: true, // DESTROY_SESSION
	45: true, // FREE_STATEID
	50: true, // LAYOUTGET
	51: true, // LAYOUTRETURN
	57: true, // DESTROY_CLIENTID
	58: true, // RECLAIM_COMPLETE
	60: true, // COPY
	73: true, // SETXATTR, where it creates or replaces
	75: true, // REMOVEXATTR
}
