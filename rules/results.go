package rules

import (
	"slices"

	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// Results are what walks over the results of a Reply found: how the items that
// may be moved agree with the Write list that came back. They are valid while
// the rules look at the message.
type Results struct {
	returned []uint64 // bytes in each Write chunk
	byPlace  reading
	inOrder  reading // used where it differs
	differ   bool    // an item without bytes makes two readings of the Write list

	// Used where the Reply makes sense in neither way, but as if every item had been
	// moved to the chunk of its place: it was, but not so that the Write list tells.
	unlisted reading
	moved    bool

	scratch []uint64
}

// A reading is one way to tell which Write chunk belongs to which result. RFC
// 8267 §6.4.1 goes by the place of the operation; by RFC 8166 §4.3.2.2 a chunk
// that an item left alone is for the next one.
type reading struct {
	returned []uint64 // bytes in each Write chunk
	items    []result
	stop     nfs.Stop
	left     int // bytes behind the last operation
	stray    int // a chunk with bytes that no item is in, or -1
	lost     bool
}

// A result is an item that may be moved.
type result struct {
	nfs.Item
	op    uint32 // its operation
	place int    // of its Write chunk, or -1
}

// results walks over the results of a Reply that returns a Write list. What to
// say where it can't be walked is the outcome.
func (c *Conn) results(m *Message) (*Results, Outcome) {
	if o, ok := m.returns(); !ok {
		return nil, o
	}
	t := m.Txn
	switch {
	case len(t.Chunks) == 0 && len(m.Header.Writes) == 0:
		return nil, NotApplicable
	case !t.Asked.Known:
		return nil, Undecided(NotParsed)
	case t.protection == unknownProtection:
		return nil, Undecided(NotParsed)
	case t.protection == protected, t.protection == gssControl: // ddp/gss, ddp/gss-control
		return nil, NotApplicable
	}
	switch eligible, g := t.Asked.eligibleResult(); {
	case g != 0:
		return nil, Undecided(g)
	case !eligible:
		return nil, NotApplicable // ddp/ineligible-result
	}
	switch failed, g := m.failed(); {
	case g != 0:
		return nil, Undecided(g)
	case failed:
		return nil, NotApplicable
	}
	e := c.pair.e
	r := &e.results
	if e.resultsOf != m {
		e.resultsOf = m
		r.walk(&e.result, m)
	}
	return r, Held
}

// walk reads the results in both ways.
func (r *Results) walk(w *nfs.Result, m *Message) {
	r.returned = r.returned[:0]
	for _, chunk := range m.Header.Writes {
		r.returned = append(r.returned, chunk.Length())
	}
	r.byPlace.walk(w, m, r.returned, false)
	r.differ = false
	if len(r.returned) > 1 && slices.ContainsFunc(r.byPlace.items, func(it result) bool { return it.Length == 0 }) {
		r.differ = true
		r.inOrder.walk(w, m, r.returned, true)
	}
	r.moved = m.allThere() && !r.byPlace.complete(m) && !(r.differ && r.inOrder.complete(m)) && r.walkMoved(w, m)
}

// walkMoved reads the results as if every item that has a Write chunk were in
// it, and reports whether that accounts for every byte of the Reply.
func (r *Results) walkMoved(w *nfs.Result, m *Message) bool {
	r.scratch = append(r.scratch[:0], r.returned...)
	for i := range min(len(r.scratch), len(m.Txn.Chunks)) {
		r.scratch[i] = uint64(min(m.Txn.Chunks[i], 1))
	}
	d := &r.unlisted
	d.walk(w, m, r.scratch, false)
	d.returned, d.stray = r.returned, -1
	for i := range d.items {
		if it := &d.items[i]; it.Reduced {
			it.Moved = r.returned[it.place]
		}
	}
	return d.complete(m)
}

// walk goes over all results.
func (d *reading) walk(w *nfs.Result, m *Message, returned []uint64, inSequence bool) {
	*d = reading{returned: returned, items: d.items[:0], stray: -1}
	w.InSequence = inSequence
	w.Reset(m.Txn.Asked.Request, &m.RPC, m.reader(), returned)
	for w.Next() {
		d.keep(w.Op())
	}
	if d.stop, d.left = w.Stopped(), w.Trailing(); d.stop != nfs.NotStopped {
		d.keep(w.Op())
	}
	if d.stop == nfs.NotStopped {
		d.stray = w.Unclaimed()
	}
}

// keep takes the items of an operation.
func (d *reading) keep(op *nfs.Op) {
	for _, it := range op.Items {
		if !it.Eligible && !it.Reduced {
			continue
		}
		if len(d.items) == maxItems {
			d.lost = true
			return
		}
		d.items = append(d.items, result{it, op.Number, op.WriteChunk})
	}
}

// complete reports whether every byte of the Reply was accounted for.
func (d *reading) complete(m *Message) bool {
	return d.stop == nfs.NotStopped && (d.left == 0 || !m.Complete && m.Long == nil)
}

// agrees reports whether the results agree with the Write list in every way.
func (d *reading) agrees(m *Message) bool {
	return d.complete(m) && d.stray < 0 && !d.lost && d.first(d.wrong(m)) < 0
}

// wrong is the test for an item that is not where and what it should be.
func (d *reading) wrong(m *Message) func(*result) bool {
	return func(it *result) bool { return it.misfit() || it.leftInline(m) }
}

// first is the first item for which is holds, or -1.
func (d *reading) first(is func(*result) bool) int {
	for i := range d.items {
		if is(&d.items[i]) {
			return i
		}
	}
	return -1
}

// misfit reports whether a moved item and its chunk differ in length.
func (it *result) misfit() bool { return it.Reduced && it.Moved != uint64(it.Length) }

// leftInline reports whether the item came inline though a Write chunk of its
// own had room for it.
func (it *result) leftInline(m *Message) bool {
	if it.Reduced || it.Length == 0 || it.place < 0 || it.place >= len(m.Txn.Chunks) {
		return false
	}
	return m.Txn.capacity(it.place) >= uint64(it.Length) && m.Txn.Chunks[it.place] > 0
}

// capacity is the number of bytes that Write chunk i of the Call offers.
func (t *Transaction) capacity(i int) (n uint64) {
	for _, s := range t.offered(WriteList) {
		if s.Chunk == i {
			n += uint64(s.Length)
		}
	}
	return n
}

// judgeResults holds the results of a Reply against its Write list. The claim
// looks for one kind of disagreement in one reading; where there are two it has
// to be in both.
func (c *Conn) judgeResults(m *Message, claim func(*reading) (Outcome, bool)) Outcome {
	r, o := c.results(m)
	switch {
	case r == nil:
		return o
	case r.byPlace.agrees(m), r.differ && r.inOrder.agrees(m):
		return Held
	}
	o, found := claim(&r.byPlace)
	switch {
	case found && r.differ:
		if _, both := claim(&r.inOrder); !both {
			o = o.Unless(NotParsed)
		}
		fallthrough
	case found:
		return c.misreturned(m, o)
	case r.moved:
		if o, found := claim(&r.unlisted); found {
			return c.misreturned(m, o)
		}
	}
	return unless(r.byPlace.guard(m))
}

// guard is the guard that fails where not all results are known.
func (d *reading) guard(m *Message) Guard {
	switch {
	case d.lost:
		return Forgotten
	case d.stop == nfs.Captured:
		return NotWhole
	case !d.complete(m):
		return NotParsed
	}
	return 0
}

// readable reports whether the items that were found are where they seem to be.
func (d *reading) readable() bool {
	return d.stop == nfs.NotStopped || d.stop == nfs.Captured
}

// shuffled reports whether the chunks hold the items, but not each its own.
func (d *reading) shuffled() bool {
	if d.first((*result).misfit) < 0 {
		return false
	}
	sorted := func(lengths []uint64) []uint64 {
		lengths = slices.DeleteFunc(slices.Clone(lengths), func(n uint64) bool { return n == 0 })
		slices.Sort(lengths)
		return lengths
	}
	return slices.Equal(sorted(d.lengths()), sorted(d.returned))
}

// dataName names the item of an operation: "data of READ".
func (a *Asked) dataName(name string, op uint32) string { return name + " of " + a.opName(op) }

// replied is the accept_stat of a Reply, and whether it is known.
func (m *Message) replied() (rpc.AcceptStat, bool) {
	return m.RPC.AcceptStat, m.Role == RoleReply && m.HasRPC && m.RPC.Has(rpc.FieldAcceptStat)
}

// returnsData reports whether bytes came back in a Write chunk, and in which
// first.
func returnsData(h *rfc8166.Header) (int, bool) {
	i := slices.IndexFunc(h.Writes, func(c rfc8166.Chunk) bool { return c.Length() > 0 })
	return i, i >= 0
}
