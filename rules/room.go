package rules

import (
	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/rfc8166"
)

// room is what the Reply to a Call can need, as far as the arguments tell.
// Lengths are in bytes.
type room struct {
	reach   uint64 // the Reply's Send can surely need so much, where reaches
	reaches bool
	bound   uint64 // and its results cannot need more, where bounded
	bounded bool
	small   shortage // the first Write chunk that is too small
}

// A shortage is a Write chunk that is smaller than the READ that it is for.
type shortage struct {
	chunk    int // in the Write list, from 0
	asked    uint32
	capacity uint64
	found    bool
}

const (
	smallestReply  = 28 + 24   // transport header without lists, RPC header with an empty verifier
	compoundHeader = 4 + 4 + 4 // status, empty tag, number of results
	opResult       = 4 + 4     // number and status
)

func (r *room) begin() { *r = room{bounded: true} }

// chunkFor is the Write chunk for the result of an operation, empty where it
// has none or may not use it.
func (a *Arguments) chunkFor(op *nfs.Op, m *Message) rfc8166.Chunk {
	if k := op.WriteChunk; k >= 0 && k < len(m.Header.Writes) && protectionOf(&m.RPC) != protected {
		return m.Header.Writes[k]
	}
	return nil
}

// add takes the operation before the place of w, with the Write chunk for its
// result.
func (r *room) add(w *nfs.Call, chunk rfc8166.Chunk) {
	op := w.Op()
	fits := uint64(op.Count) <= chunk.Length()
	if len(chunk) > 0 && !fits && !r.small.found {
		r.small = shortage{op.WriteChunk, op.Count, chunk.Length(), true}
	}
	reach := w.Reach(op.WriteChunk >= 0 && len(chunk) == 0)
	r.reaches = r.reaches || reach > 0
	r.reach += max(reach, opResult)
	most, bounded := w.Bound(len(chunk) > 0 && fits)
	r.bound += most
	r.bounded = r.bounded && bounded
}

// end completes the account behind the last operation that is known.
func (r *room) end(a *Asked) {
	r.bounded = r.bounded && a.Stop == nfs.NotStopped
	r.reach += smallestReply
	if a.compound() {
		r.reach += compoundHeader
	}
}
