package nfs_test

import (
	"slices"
	"testing"

	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/decode/rpc"
)

// protocols are what a fuzzed message can be arguments or results of: the low byte of a number is the procedure, the rest
// chooses the protocol.
var protocols = []nfs.Request{
	{Program: rpc.ProgNFS, Version: 4},
	{Program: rpc.ProgCallbackFirst, Version: 1},
	{Program: rpc.ProgNFS, Version: 3},
	{Program: rpc.ProgNFS, Version: 2},
	{Program: rpc.ProgNFSACL, Version: 3},
	{Program: rpc.ProgNFSACL, Version: 2},
	{Program: rpc.ProgMount, Version: 3},
	{Program: rpc.ProgMount, Version: 2},
	{Program: rpc.ProgNFS, Version: 4, Guard: nfs.Integrity},
	{Program: rpc.ProgNFS, Version: 4, Guard: nfs.Sealed},
}

func requestOf(n uint16) nfs.Request {
	q := protocols[int(n>>8)%len(protocols)]
	q.Procedure = uint32(n & 255)
	return q
}

// sound holds what is true of any walk.
func sound(t *testing.T, w walker, all []nfs.Op, length int) {
	t.Helper()
	offset, position := 0, uint64(0)
	for i := range all {
		op := &all[i]
		if op.Offset < offset || op.End < op.Offset || op.End > length || op.Position < position ||
			op.EndPosition-op.Position < uint64(op.End-op.Offset) {
			t.Fatalf("operation %+v behind %d/%d in %d bytes", op, offset, position, length)
		}
		offset, position = op.End, op.EndPosition
		for _, it := range op.Items {
			if it.Name == "tag" {
				continue // before the first operation
			}
			if it.Offset < op.Offset || it.Offset > op.End || it.Position < op.Position || it.Position > op.EndPosition ||
				it.Position+uint64(it.Length) > op.EndPosition {
				t.Fatalf("item %+v in operation %+v", it, op)
			}
		}
	}
	if len(all) > length/4+1 {
		t.Fatalf("%d operations in %d bytes", len(all), length)
	}
	if (w.Stopped() == nfs.NotStopped) != (w.Err() == nil) || w.Offset() > length || w.Trailing() != length-w.Offset() {
		t.Fatalf("%v, %v at %d of %d bytes, %d more", w.Stopped(), w.Err(), w.Offset(), length, w.Trailing())
	}
}

// prefix holds that part, of a walk that knows less, is the beginning of all.
func prefix(t *testing.T, part, all []nfs.Op) {
	t.Helper()
	if len(part) > len(all) {
		t.Fatalf("%d operations, with all that is known %d", len(part), len(all))
	}
	for i := range part {
		p, a := &part[i], &all[i]
		if p.Number != a.Number || p.Position != a.Position || p.EndPosition != a.EndPosition {
			t.Fatalf("operation %d at %d to %d, with all that is known %d at %d to %d", p.Number, p.Position, p.EndPosition,
				a.Number, a.Position, a.EndPosition)
		}
	}
}

// walkAll walks over b, checks the walk, and holds it against the oracle and against the walks over what is captured
// short.
func walkAll(t *testing.T, q nfs.Request, reply *rpc.Header, b []byte, missing int) (walker, []nfs.Op) {
	t.Helper()
	w := walkOf(q, reply, reader(b, len(b), 0), nil, nil)
	all := ops(w)
	sound(t, w, all, len(b))
	if s := w.Stopped(); s == nfs.Captured || s == nfs.Astray {
		t.Fatalf("captured whole and not reduced, and %v", w.Err())
	}
	if spans, ok := oracle(q, b, 0, reply != nil); ok && q.Guard == nfs.Plain {
		if w.Stopped() != nfs.NotStopped && w.Stopped() != nfs.Unknown {
			t.Fatalf("%v, and the oracle takes it", w.Err())
		}
		if w.Stopped() == nfs.NotStopped {
			compare(t, "fuzz", all, spans)
		}
	}
	missing = min(max(missing, 0), len(b))
	cut := walkOf(q, reply, reader(b[:len(b)-missing], len(b), 0), nil, nil)
	part := ops(cut)
	sound(t, cut, part, len(b))
	prefix(t, part, all)
	if s := cut.Stopped(); s != nfs.Captured && s != w.Stopped() {
		t.Fatalf("captured short: %v, whole: %v", cut.Err(), w.Err())
	}
	return w, all
}

// Whatever the bytes and wherever they are cut, and whatever part of them a Read chunk took away: the walk is sound, knows
// what the oracle knows, and knows nothing that the whole message belies.
func FuzzCall(f *testing.F) {
	f.Fuzz(func(t *testing.T, request uint16, b []byte, missing, position, length int) {
		q := requestOf(request)
		w, all := walkAll(t, q, nil, b, missing)
		size := len(b) &^ 3
		if size < 8 {
			return
		}
		position = 4 + int(uint(position)%uint(size-4))&^3
		length = int(uint(length) % uint(size-position+1))
		taken := length + -length&3
		reduced := slices.Delete(slices.Clone(b), position, position+taken)
		c := walkOf(q, nil, reader(reduced, len(reduced), 0), []nfs.Chunk{{Position: uint32(position), Length: uint64(length)}}, nil)
		part := ops(c)
		sound(t, c, part, len(reduced))
		prefix(t, part, all)
		if w.Stopped() == nfs.NotStopped && c.Stopped() != nfs.NotStopped && c.Stopped() != nfs.Astray {
			t.Fatalf("reduced: %v, and whole there is nothing wrong", c.Err())
		}
	})
}

// The same of results, and of those whose items are in Write chunks: they are walked as if they were not.
func FuzzResult(f *testing.F) {
	f.Fuzz(func(t *testing.T, request uint16, b []byte, missing int) {
		q := requestOf(request)
		w, all := walkAll(t, q, &successful, b, missing)
		if w.Stopped() != nfs.NotStopped {
			return
		}
		reduced := slices.Clone(b)
		var returned []uint64
		for i := len(all) - 1; i >= 0; i-- {
			op := &all[i]
			if op.WriteChunk < 0 {
				continue
			}
			n := 0
			if it := op.Eligible(); it != nil {
				n = int(it.Length)
				reduced = slices.Delete(reduced, it.Offset, min(it.Offset+n+-n&3, len(reduced)))
			}
			returned = append(returned, uint64(n))
		}
		slices.Reverse(returned)
		p := walkOf(q, &successful, reader(reduced, len(reduced), 0), nil, returned)
		again := ops(p)
		sound(t, p, again, len(reduced))
		if p.Stopped() != nfs.NotStopped || len(again) != len(all) || p.Unclaimed() >= 0 {
			t.Fatalf("reduced: %v, %d of %d operations, chunk %d unclaimed", p.Err(), len(again), len(all), p.Unclaimed())
		}
		if len(b)%4 == 0 {
			prefix(t, again, all)
		}
		inSequence(t, q, reduced, returned, all)
	})
}

// inSequence walks results whose items are in Write chunks, of which those without bytes took none.
func inSequence(t *testing.T, q nfs.Request, reduced []byte, returned []uint64, all []nfs.Op) {
	t.Helper()
	used := slices.DeleteFunc(slices.Clone(returned), func(n uint64) bool { return n == 0 })
	p := &nfs.Result{InSequence: true}
	p.Reset(q, &successful, reader(reduced, len(reduced), 0), used)
	failed := slices.ContainsFunc(all, func(op nfs.Op) bool { return op.WriteChunk >= 0 && op.Eligible() == nil })
	again := ops(p)
	sound(t, p, again, len(reduced))
	if !failed && (p.Stopped() != nfs.NotStopped || len(again) != len(all) || p.Unclaimed() >= 0) {
		t.Fatalf("in sequence: %v, %d of %d operations, chunk %d unclaimed", p.Err(), len(again), len(all), p.Unclaimed())
	}
}
