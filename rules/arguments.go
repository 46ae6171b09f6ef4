package rules

import (
	"math"

	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/decode/xdr"
)

const (
	maxReadChunks = 1024 // Read chunks of a Call up to which its arguments are walked
	maxItems      = 1024 // items and READs of a Call that are looked at
)

// Operations of NFSv4 that the rules have to know (RFC 7530 §16, RFC 8881 §18).
const (
	opGetattr        = 9
	opLink           = 11
	opLock           = 12
	opOpen           = 18
	opReadlink       = 27
	opRemove         = 28
	opRename         = 29
	opSetattr        = 34
	opWrite          = 38
	opBindConn       = 41
	opSession        = 43
	opLayoutGet      = 50
	opLayoutReturn   = 51
	opWantDelegation = 56
	opCopy           = 60
)

// Arguments are what a walk over the arguments of a Call found. They are valid
// while the rules look at the message.
type Arguments struct {
	Asked

	items  []argument  // that may be moved, and others that were moved
	reads  []uint32    // bytes that each READ asks for; unlimited for a READLINK
	lost   bool        // there are more of these, or of chunks, than are looked at
	chunks []nfs.Chunk // Read chunks but the one of Position Zero
	left   int         // bytes behind the last operation

	astray   int      // the first of chunks that stands at no item, or -1
	expected []uint64 // then: Positions at which a Read chunk may stand
	whole    bool     // then: without the chunks, nothing is missing

	session sessionOps
}

// An argument is an item of an operation.
type argument struct {
	nfs.Item
	op uint32 // its operation, or the procedure
}

// unlimited is what a READLINK asks for.
const unlimited = math.MaxUint32

// arguments walks over the arguments of a Call, and puts what it finds into m.
func (e *Engine) arguments(m *Message) {
	m.Args = nil
	h := &m.RPC
	if m.Role != RoleCall || !m.HasRPC || !h.Has(rpc.FieldProgram|rpc.FieldVersion|rpc.FieldProcedure) {
		return
	}
	a := &e.args
	*a = Arguments{items: a.items[:0], reads: a.reads[:0], chunks: a.chunks[:0], expected: a.expected[:0], astray: -1}
	m.Args = a
	a.Request, a.Known, a.reverse = nfs.RequestOf(h), m.RPCErr == nil, m.Reverse()
	if !a.Known {
		return
	}
	for _, r := range m.Header.Reads {
		if len(a.chunks) == maxReadChunks {
			a.Stop, a.lost = nfs.Unknown, true
			return
		}
		a.chunks = nfs.AddSegment(a.chunks, r.Position, r.Length)
	}
	a.walk(&e.call, m)
	if a.astray >= 0 {
		a.beside(&e.call, m)
	}
}

// reader reads the RPC message of m from behind its header on.
func (m *Message) reader() xdr.Reader {
	total := m.PayloadLength()
	if m.Long == nil && !m.Complete {
		total = math.MaxInt // what is missing may hold whatever is needed
	}
	r := xdr.NewReader(m.Payload(), total)
	r.Skip(m.RPC.Len)
	return r
}

// walk goes over all operations of the Call.
func (a *Arguments) walk(w *nfs.Call, m *Message) {
	w.Reset(a.Request, m.reader(), a.chunks)
	a.room.begin()
	for first := true; w.Next(); first = false {
		if first {
			a.room.bound = w.Op().Position - uint64(m.RPC.Len) // a COMPOUND's Reply repeats the tag, and counts its results
		}
		a.take(w, m)
	}
	a.Minor, a.count, a.Stop, a.left = w.Minor, w.Count, w.Stopped(), w.Trailing()
	if a.Stop != nfs.NotStopped {
		a.keep(w.Op())
	}
	a.room.end(&a.Asked)
	if a.Stop == nfs.NotStopped || a.Stop == nfs.Astray && a.find((*argument).overlong) == nil {
		a.astray = w.Unclaimed()
	}
}

// overlong reports whether the item's Read chunk is longer than the item with
// its pad, so that what comes behind it can't be told.
func (it *argument) overlong() bool { return it.Moved > it.Padded() }

// take adds the operation before the place of w.
func (a *Arguments) take(w *nfs.Call, m *Message) {
	op := w.Op()
	a.changes = a.changes || op.NonIdempotent
	a.session.note(op)
	a.called(op)
	a.keep(op)
	if op.WriteChunk >= 0 {
		a.results++
		if len(a.reads) < maxItems {
			a.reads = append(a.reads, a.asks(op))
		} else {
			a.lost = true
		}
	}
	a.room.add(w, a.chunkFor(op, m))
}

// called takes the name of an operation of a COMPOUND.
func (a *Arguments) called(op *nfs.Op) {
	if !a.compound() && !a.callbackCompound() {
		return
	}
	a.waits = a.waits || mayWait(op)
	if a.named < maxNamed {
		a.ops[a.named] = uint16(min(op.Number, math.MaxUint16))
		a.named++
	}
}

// asks is the bytes that a READ or READLINK asks for.
func (a *Arguments) asks(op *nfs.Op) uint32 {
	if a.compound() && op.Number == opReadlink || !a.compound() && op.Number == procReadlink {
		return unlimited
	}
	return op.Count
}

// procReadlink is READLINK of NFSv2 and NFSv3.
const procReadlink = 5

// keep takes the items of an operation.
func (a *Arguments) keep(op *nfs.Op) {
	for _, it := range op.Items {
		if !it.Eligible && !it.Reduced {
			continue
		}
		a.reduces = a.reduces || it.Eligible
		if len(a.items) == maxItems {
			a.lost = true
			return
		}
		a.items = append(a.items, argument{it, op.Number})
	}
}

// beside walks over the Call as if it had no Read chunk, for a chunk stands at
// no item: to find where one might have stood.
func (a *Arguments) beside(w *nfs.Call, m *Message) {
	w.Reset(a.Request, m.reader(), nil)
	a.named = 0
	note := func(op *nfs.Op) {
		if it := op.Eligible(); it != nil {
			a.reduces = true
			if len(a.expected) < maxItems {
				a.expected = append(a.expected, it.Position)
			}
		}
	}
	for w.Next() {
		a.called(w.Op())
		note(w.Op())
	}
	a.Minor, a.count = w.Minor, w.Count
	if a.whole = w.Stopped() == nfs.NotStopped; !a.whole {
		note(w.Op())
	}
}

// mayWait reports whether an operation may rightly take long: it waits for a
// lock, or for what another client has to give back first.
func mayWait(op *nfs.Op) bool {
	switch op.Number {
	case opLink, opLock, opOpen, opRemove, opRename, opSetattr, opLayoutGet, opLayoutReturn, opWantDelegation, opCopy:
		return true
	case opGetattr:
		return op.Attrs.Has(attrChange) || op.Attrs.Has(attrSize)
	}
	return false
}

// Attributes that a client with a write delegation is asked for (RFC 8881 §20.1).
const (
	attrChange = 3
	attrSize   = 4
)
