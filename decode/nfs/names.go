package nfs

import (
	"strconv"

	"rpcrdma-lint/decode/rpc"
)

// opNames is the operations of NFSv4 by number, those of RFC 8276 at the end.
var opNames = [...]string{
	3: "ACCESS", "CLOSE", "COMMIT", "CREATE", "DELEGPURGE", "DELEGRETURN", "GETATTR", "GETFH", "LINK", "LOCK", "LOCKT",
	"LOCKU", "LOOKUP", "LOOKUPP", "NVERIFY", "OPEN", "OPENATTR", "OPEN_CONFIRM", "OPEN_DOWNGRADE", "PUTFH", "PUTPUBFH",
	"PUTROOTFH", "READ", "READDIR", "READLINK", "REMOVE", "RENAME", "RENEW", "RESTOREFH", "SAVEFH", "SECINFO", "SETATTR",
	"SETCLIENTID", "SETCLIENTID_CONFIRM", "VERIFY", "WRITE", "RELEASE_LOCKOWNER",
	40: "BACKCHANNEL_CTL", "BIND_CONN_TO_SESSION", "EXCHANGE_ID", "CREATE_SESSION", "DESTROY_SESSION", "FREE_STATEID",
	"GET_DIR_DELEGATION", "GETDEVICEINFO", "GETDEVICELIST", "LAYOUTCOMMIT", "LAYOUTGET", "LAYOUTRETURN",
	"SECINFO_NO_NAME", "SEQUENCE", "SET_SSV", "TEST_STATEID", "WANT_DELEGATION", "DESTROY_CLIENTID", "RECLAIM_COMPLETE",
	59: "ALLOCATE", "COPY", "COPY_NOTIFY", "DEALLOCATE", "IO_ADVISE", "LAYOUTERROR", "LAYOUTSTATS", "OFFLOAD_CANCEL",
	"OFFLOAD_STATUS", "READ_PLUS", "SEEK", "WRITE_SAME", "CLONE",
	72: "GETXATTR", "SETXATTR", "LISTXATTRS", "REMOVEXATTR",
}

// callbackNames is the callback operations of NFSv4 by number.
var callbackNames = [...]string{
	3: "CB_GETATTR", "CB_RECALL",
	5: "CB_LAYOUTRECALL", "CB_NOTIFY", "CB_PUSH_DELEG", "CB_RECALL_ANY", "CB_RECALLABLE_OBJ_AVAIL", "CB_RECALL_SLOT",
	"CB_SEQUENCE", "CB_WANTS_CANCELLED", "CB_NOTIFY_LOCK", "CB_NOTIFY_DEVICEID",
	15: "CB_OFFLOAD",
}

// OpName is the name of an operation in a COMPOUND of the minor version, without prefix: "READ". An operation that the
// minor version doesn't have is named by its number, "operation 59".
func OpName(minor, op uint32) string {
	if op == opIllegal {
		return "ILLEGAL"
	}
	last := uint32(opLast42)
	switch minor {
	case 0:
		last = opLast40
	case 1:
		last = opLast41
	}
	return numbered(opNames[:last+1], op)
}

// CallbackOpName is the name of an operation in a CB_COMPOUND of the minor version: "CB_RECALL", or "operation 99".
func CallbackOpName(minor, op uint32) string {
	if op == opIllegal {
		return "CB_ILLEGAL"
	}
	last := uint32(cbLast42)
	switch minor {
	case 0:
		last = cbLast40
	case 1:
		last = cbLast41
	}
	return numbered(callbackNames[:last+1], op)
}

func numbered(names []string, op uint32) string {
	if uint64(op) < uint64(len(names)) && names[op] != "" {
		return names[op]
	}
	return "operation " + strconv.FormatUint(uint64(op), 10)
}

// OpName is the name of the operation that the walk is behind: of a COMPOUND "READ", otherwise the procedure's as
// [rpc.ProcName] gives it.
func (c *Call) OpName() string {
	q := c.request
	switch {
	case !q.compound():
		return rpc.ProcName(q.Program, q.Version, q.Procedure)
	case q.protocol() == callback:
		return CallbackOpName(c.Minor, c.op.Number)
	}
	return OpName(c.Minor, c.op.Number)
}
