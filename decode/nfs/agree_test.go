package nfs_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/decode/xdr"
)

// A walker is a Call or a Result.
type walker interface {
	Next() bool
	Op() *nfs.Op
	Err() error
	Stopped() nfs.Stop
	Left() uint32
	Offset() int
	Position() uint64
	Trailing() int
	Unclaimed() int
}

// reader is a Reader of a captured message, at an offset.
func reader(b []byte, total, at int) xdr.Reader {
	r := xdr.NewReader(b, total)
	r.Skip(at)
	return r
}

// successful is the header of a Reply that has results.
var successful = rpc.Header{Have: rpc.FieldAcceptStat}

// walkOf begins the walk over arguments, or over results that stand behind the header of a Reply.
func walkOf(q nfs.Request, reply *rpc.Header, r xdr.Reader, chunks []nfs.Chunk, returned []uint64) walker {
	if reply != nil {
		p := new(nfs.Result)
		p.Reset(q, reply, r, returned)
		return p
	}
	c := new(nfs.Call)
	c.Reset(q, r, chunks)
	return c
}

// ops walks to the end, or where it stops.
func ops(w walker) (all []nfs.Op) {
	for w.Next() {
		op := *w.Op()
		op.Items = slices.Clone(op.Items)
		all = append(all, op)
	}
	return all
}

// compare holds the walk over an unreduced message against the oracle's spans.
func compare(t *testing.T, name string, got []nfs.Op, want []span) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d operations, want %d", name, len(got), len(want))
	}
	for i, w := range want {
		op := &got[i]
		if op.Number != w.number || op.Offset != w.begin || op.End != w.end {
			t.Fatalf("%s: operation %d at %d to %d, want %d at %d to %d", name, op.Number, op.Offset, op.End, w.number, w.begin, w.end)
		}
		if op.Position != uint64(op.Offset) || op.EndPosition != uint64(op.End) {
			t.Fatalf("%s: positions %d to %d at offsets %d to %d", name, op.Position, op.EndPosition, op.Offset, op.End)
		}
		data := -1
		if it := op.Eligible(); it != nil {
			data = int(it.Length)
		}
		if data != w.data {
			t.Fatalf("%s: operation %d has %d bytes that may be moved, want %d", name, op.Number, data, w.data)
		}
	}
}

// same holds the walk over the reduced message against the one over the unreduced: everything is where it was, and what
// was moved is known as such.
func same(t *testing.T, name string, reduced, whole []nfs.Op, moved int) {
	t.Helper()
	if len(reduced) != len(whole) {
		t.Fatalf("%s: %d operations, unreduced %d", name, len(reduced), len(whole))
	}
	for i := range reduced {
		r, w := &reduced[i], &whole[i]
		if r.Number != w.Number || r.Position != w.Position || r.EndPosition != w.EndPosition || len(r.Items) != len(w.Items) {
			t.Fatalf("%s: operation %d at %d to %d, %d items, unreduced %d at %d to %d, %d items", name, r.Number, r.Position,
				r.EndPosition, len(r.Items), w.Number, w.Position, w.EndPosition, len(w.Items))
		}
		for j := range r.Items {
			a, b := r.Items[j], w.Items[j]
			if a.Name != b.Name || a.Length != b.Length || a.Position != b.Position {
				t.Fatalf("%s: item %+v, unreduced %+v", name, a, b)
			}
			if a.Reduced {
				moved--
			}
		}
	}
	if moved != 0 {
		t.Fatalf("%s: %d chunks without an item", name, moved)
	}
}

// beyondOracle reports whether it has no means to read a message: it knows neither NFSACL nor extended attributes.
func beyondOracle(q nfs.Request, all []nfs.Op) bool {
	return q.Program == rpc.ProgNFSACL || slices.ContainsFunc(all, func(op nfs.Op) bool { return op.Number >= 72 && op.Number <= 75 })
}

// Every RPC message of the corpus that can be put together is walked to its end, reduced and unreduced, and the oracle
// finds the same operations, lengths and positions.
func TestCorpus(t *testing.T) {
	programs := map[nfs.Request]bool{}
	var total, judged, moved int
	for _, path := range captures(t) {
		name := filepath.Base(path)
		a := assemble(t, path)
		for _, set := range []struct {
			messages []message
			results  bool
		}{{a.calls, false}, {a.replies, true}} {
			for i := range set.messages {
				m := &set.messages[i]
				if m.request.Program == 99 || m.request.Version == 9 {
					continue // made up
				}
				at := fmt.Sprintf("%s, frame %d", name, m.frame)
				chunks := len(m.chunks)
				for _, n := range m.returned {
					if n > 0 {
						chunks++
					}
				}
				w := walkOf(m.request, m.reply(), reader(m.reduced, len(m.reduced), m.header.Len), m.chunks, m.returned)
				reduced := ops(w)
				if w.Stopped() != nfs.NotStopped || w.Unclaimed() >= 0 {
					t.Fatalf("%s: %v, chunk %d without an item", at, w.Err(), w.Unclaimed())
				}
				u := walkOf(m.request, m.reply(), reader(m.whole, len(m.whole), m.header.Len), nil, nil)
				whole := ops(u)
				same(t, at, reduced, whole, chunks)
				total++
				moved += chunks
				if !m.hasBody() {
					continue
				}
				spans, ok := oracle(m.request, m.whole, m.header.Len, set.results)
				if !ok {
					if !beyondOracle(m.request, whole) {
						t.Errorf("%s: the oracle doesn't take it", at)
					}
					continue
				}
				compare(t, at, whole, spans)
				judged++
				programs[nfs.Request{Program: m.request.Program, Version: m.request.Version}] = true
			}
		}
		t.Logf("%s: %d Calls, %d Replies, %d not put together", name, len(a.calls), len(a.replies), a.skipped)
	}
	t.Logf("%d messages, %d judged by the oracle, %d chunks", total, judged, moved)
	if total < 35000 || judged < total*9/10 || moved < 200 || len(programs) < 3 {
		t.Errorf("%d messages, %d judged by the oracle, %d chunks, %d programs: too few", total, judged, moved, len(programs))
	}
}
