package nfs

import "rpcrdma-lint/decode/xdr"

// A Walk is what [Call] and [Result] have in common: a place in a message and the operation before it. It may be used
// for one message after the other, and must not be copied.
type Walk struct {
	state
	items [maxItems]Item // the first kept are the operation's
}

// A state is what a walk begins anew with each message.
type state struct {
	r       xdr.Reader
	request Request
	results bool

	chunks []Chunk // of a Call
	next   int     // the first of them that the stream hasn't come to

	returned   []uint64 // of a Reply: bytes in each Write chunk
	reads      int      // operations so far that a Write chunk belongs to
	claimed    bool     // the operation has put an item in its chunk
	unclaimed  int      // a chunk that its operation left alone, or -1
	inSequence bool     // see Result.InSequence

	left   uint32 // operations to come
	cut    bool   // not all was captured
	stop   Stop
	halted bool       // a value stopped the walk, and not the message's end
	held   xdr.Reader // where that was

	op    Op
	kept  int
	fresh bool // no operation was walked yet
}

// reset begins a walk at r, behind the RPC header.
func (w *Walk) reset(q Request, r xdr.Reader, results bool) {
	w.state = state{r: r, request: q, results: results, unclaimed: -1, fresh: true}
	w.cut = len(r.Rest()) < r.Left()
	w.op.WriteChunk = -1
	w.op.Number = q.Procedure
	switch q.Guard {
	case Sealed:
		w.halt(Hidden)
	case Integrity:
		w.r.Uint32() // bytes of the body
		w.r.Uint32() // sequence number, part of the body
	}
	w.settle()
}

// begin starts an operation. An item that was moved before the first one, the tag, goes with it.
func (w *Walk) begin() {
	if !w.fresh {
		w.kept = 0
	}
	w.fresh = false
	w.left--
	w.claimed = false
	w.op = Op{
		Number: w.request.Procedure, Offset: w.r.Offset(), Position: w.r.Position(),
		Items: w.items[:w.kept], WriteChunk: -1,
	}
}

// end finishes an operation and reports whether it is whole.
func (w *Walk) end() bool {
	w.settle()
	w.op.End, w.op.EndPosition = w.r.Offset(), w.r.Position()
	if w.op.WriteChunk >= 0 && !w.claimed && w.written() > 0 && w.unclaimed < 0 {
		w.unclaimed = w.op.WriteChunk
	}
	return w.stop == NotStopped
}

// placed tells that the operation has a result that may be moved: the next Write chunk is for it (RFC 8267 §6.4.1).
func (w *Walk) placed() {
	w.op.WriteChunk = w.reads
	w.reads++
}

// vacate gives the operation's Write chunk back to the one that comes next.
func (w *Walk) vacate() {
	w.op.WriteChunk = -1
	w.reads--
}

// Op is the operation before the place of the walk; where the walk stopped, the one that it stopped in, as far as it
// came. Its Items are valid until the walk goes on.
func (w *Walk) Op() *Op { return &w.op }

// Left is how many operations the message announced and the walk has not come to, 0 where it stopped.
func (w *Walk) Left() uint32 { return w.left }

// Offset is where the walk is, in bytes from the start of the RPC message as it travels. Position is the same in the
// unreduced stream.
func (w *Walk) Offset() int { return w.r.Offset() }

// Position is where the walk is in the unreduced stream, in bytes.
func (w *Walk) Position() uint64 { return w.r.Position() }

// Trailing is the number of bytes behind the place of the walk. After the last operation no one reads them, but for the
// checksum of RPCSEC_GSS.
func (w *Walk) Trailing() int { return w.r.Left() }
