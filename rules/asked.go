package rules

import (
	"strings"

	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/decode/rpc"
)

const maxNamed = 12 // operations of a COMPOUND that a message names

// Asked is what is known of the RPC that a Call asks for. It stays with the
// transaction.
type Asked struct {
	Known   bool // the RPC header was captured to its end
	Request nfs.Request
	Minor   uint32   // minor version of a COMPOUND
	Stop    nfs.Stop // why not all operations are known; nfs.NotStopped where they are

	reverse bool             // the server calls
	ops     [maxNamed]uint16 // the first operations of a COMPOUND
	named   uint8            // how many of these are known
	count   uint32           // operations that it announces
	results int              // operations whose result may be moved, READs mostly
	reduces bool             // it has an argument that may be moved
	changes bool             // executed again it can have another result, or do harm
	waits   bool             // it may rightly take long

	room room
}

// guard is the guard that fails where not all operations of the Call are known.
func (a *Asked) guard() Guard {
	switch {
	case !a.Known || a.Stop == nfs.Captured:
		return NotWhole
	case a.Stop != nfs.NotStopped:
		return NotParsed
	}
	return 0
}

// eligibleResult reports whether the Call has a result that may be moved to a
// Write chunk (RFC 8267 §4, §5.2, §6.1). The guard fails where that is not
// known: a program without a binding, or operations that are not known.
func (a *Asked) eligibleResult() (bool, Guard) {
	if g := a.bindings(); g != 0 {
		return false, g
	}
	q := a.Request
	switch {
	case q.Program == rpc.ProgNFS && q.Version < 4:
		return q.Procedure == 5 || q.Procedure == 6, 0 // READLINK, READ
	case !a.compound() || a.results > 0:
		return a.results > 0, 0
	}
	return false, a.guard()
}

// eligibleArgument reports whether the Call has an argument that may be moved
// to a Read chunk, as eligibleResult does of results.
func (a *Asked) eligibleArgument() (bool, Guard) {
	if g := a.bindings(); g != 0 {
		return false, g
	}
	q := a.Request
	switch {
	case q.Program == rpc.ProgNFS && q.Version == 2:
		return q.Procedure == 8 || q.Procedure == 13, 0 // WRITE, SYMLINK
	case q.Program == rpc.ProgNFS && q.Version == 3:
		return q.Procedure == 7 || q.Procedure == 10, 0 // WRITE, SYMLINK
	case !a.compound() || a.reduces:
		return a.reduces, 0
	}
	return false, a.guard()
}

// bindings is the guard that fails where no binding says what may be moved.
func (a *Asked) bindings() Guard {
	q := a.Request
	switch {
	case !a.Known:
		return NotWhole
	case q.Procedure == 0, a.reverse && rpc.IsCallback(q.Program): // in the forward direction it may be any program
		return 0
	}
	if q.Program == rpc.ProgNFS && q.Version >= 2 && q.Version <= 4 || isSideband(q.Program) {
		return 0
	}
	return NotParsed
}

// isSideband reports whether a program goes along with NFSv2 and NFSv3 (RFC
// 8267 §5).
func isSideband(program uint32) bool {
	switch program {
	case rpc.ProgNFSACL, rpc.ProgMount, rpc.ProgNLM, rpc.ProgNSM:
		return true
	}
	return false
}

// compound reports whether the Call is a COMPOUND of NFSv4.
func (a *Asked) compound() bool {
	q := a.Request
	return a.Known && q.Program == rpc.ProgNFS && q.Version == 4 && q.Procedure == 1
}

// callbackCompound reports whether it is a CB_COMPOUND.
func (a *Asked) callbackCompound() bool {
	return a.Known && rpc.IsCallback(a.Request.Program) && a.Request.Procedure == 1
}

// name is the program with its procedure or operations:
// "NFSv4.1 COMPOUND (SEQUENCE, PUTFH, READ)".
func (a *Asked) name() string {
	q := a.Request
	name := rpc.ProcName(q.Program, q.Version, q.Procedure)
	if a.named == 0 {
		return name
	}
	if a.compound() {
		name = "NFSv4." + utoa(a.Minor) + " COMPOUND"
	}
	ops := make([]string, 0, maxNamed+1)
	for _, op := range a.ops[:a.named] {
		ops = append(ops, a.opName(uint32(op)))
	}
	if a.count > uint32(a.named) {
		ops = append(ops, "…")
	}
	return name + " (" + strings.Join(ops, ", ") + ")"
}

// opName names an operation of the COMPOUND, or the procedure.
func (a *Asked) opName(op uint32) string {
	switch {
	case a.compound():
		return nfs.OpName(a.Minor, op)
	case a.callbackCompound():
		return nfs.CallbackOpName(a.Minor, op)
	}
	name := rpc.ProcName(a.Request.Program, a.Request.Version, a.Request.Procedure)
	return name[strings.LastIndexByte(name, ' ')+1:]
}
