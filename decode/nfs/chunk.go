package nfs

import (
	"cmp"
	"slices"
)

// A Chunk is a Read chunk: all read segments of one Position (RFC 8166 §3.4.5).
type Chunk struct {
	Position uint32 // in bytes from the start of the unreduced stream, the XID being at 0
	Length   uint64 // in bytes, of all its segments
}

// AddSegment adds a read segment to the Read chunks in set, which are in ascending order of Position, one for each. A
// Position Zero chunk holds a whole message and not an item of one: it isn't added.
func AddSegment(set []Chunk, position, length uint32) []Chunk {
	if position == 0 {
		return set
	}
	i, found := slices.BinarySearchFunc(set, position, func(c Chunk, p uint32) int { return cmp.Compare(c.Position, p) })
	if !found {
		set = slices.Insert(set, i, Chunk{Position: position})
	}
	set[i].Length += uint64(length)
	return set
}

// An Item is a variable-length data item of an operation.
type Item struct {
	Name     string // as the protocol calls it: "data", "linkdata"
	Eligible bool   // for DDP (RFC 8267 §4, §6.1)
	Length   uint32 // in bytes without pad, as its count word says

	// Offset and Position are of the byte behind the count word, in the message as it travels and in the unreduced
	// stream. A Read chunk of the item has that Position.
	Offset   int
	Position uint64

	// Reduced says that the item was moved to a chunk, number Chunk of those that the walk was given and Moved bytes
	// long. A chunk shorter than the item leaves its end in the message.
	Reduced bool
	Chunk   int
	Moved   uint64
}

// Padded is the length of the item with its XDR pad, in bytes.
func (it *Item) Padded() uint64 { return uint64(it.Length) + uint64(-it.Length&3) }

// maxItems is how many items of an operation are kept. No operation has more than one that is eligible and few others;
// only READ_PLUS and lists can go beyond.
const maxItems = 16

// A keeping says which items an Op tells of.
type keeping uint8

const (
	ifReduced  keeping = iota // names, handles and the like: only where they were wrongly moved
	always                    // what can be long
	asEligible                // what may be moved
)

// opaque passes a variable-length item that is of no interest unless it was moved.
func (w *Walk) opaque(name string, limit uint32) {
	if w.next == len(w.chunks) {
		w.r.Opaque(limit)
		return
	}
	w.item(name, limit, ifReduced)
}

// item passes a variable-length item, wherever its bytes are.
func (w *Walk) item(name string, limit uint32, keep keeping) {
	n := w.r.Count(limit)
	if !w.r.OK() {
		return
	}
	it := Item{
		Name: name, Eligible: keep == asEligible, Length: n,
		Offset: w.r.Offset(), Position: w.r.Position(),
	}
	switch {
	case w.next < len(w.chunks) && uint64(w.chunks[w.next].Position) == it.Position:
		w.reducedArgument(&it)
	case it.Eligible && w.inSequence && n == 0 && w.op.WriteChunk >= 0:
		w.vacate()
	case it.Eligible && w.results && w.written() > 0:
		it.Reduced, it.Chunk, it.Moved = true, w.op.WriteChunk, w.written()
		w.claimed = true
		w.r.Elsewhere(n)
	default:
		w.inline(n)
	}
	if keep != ifReduced || it.Reduced {
		w.keep(it)
	}
}

// keep adds it to the operation's items. Where there are too many, those that were moved take the last place.
func (w *Walk) keep(it Item) {
	switch {
	case w.kept < maxItems:
		w.kept++
	case !it.Reduced:
		return
	}
	w.items[w.kept-1] = it
	w.op.Items = w.items[:w.kept]
}

// reducedArgument passes an item that a Read chunk holds, and its end, should the chunk be too short. Where the chunk is
// too long it holds what comes behind the item too, and that can't be seen.
func (w *Walk) reducedArgument(it *Item) {
	it.Reduced, it.Chunk, it.Moved = true, w.next, w.chunks[w.next].Length
	w.next++
	whole := it.Padded()
	if it.Moved > whole {
		w.r.Elsewhere(it.Length)
		w.halt(Astray)
		return
	}
	w.r.Elsewhere(uint32(it.Moved))
	if moved := it.Moved + -it.Moved&3; moved < whole {
		w.inline(it.Length - uint32(moved))
	}
}

// inline passes n bytes and their pad, captured or not. The pad may be missing at the message's end.
func (w *Walk) inline(n uint32) {
	pad := int(-n & 3)
	if rest := len(w.r.Rest()); rest == w.r.Left() || uint64(n)+uint64(pad) <= uint64(rest) {
		w.r.Fixed(n)
		return
	}
	w.r.Skip(int(n))
	w.r.Skip(min(pad, w.r.Left()))
}

// written is how many bytes were returned in the Write chunk of this operation.
func (w *Walk) written() uint64 {
	if i := w.op.WriteChunk; i >= 0 && i < len(w.returned) {
		return w.returned[i]
	}
	return 0
}

// Unclaimed is the first of the chunks that the walk was given that no item was found for so far, or -1.
//
// After the last operation it is a chunk that the message has no use for. Of Write chunks only those count that
// something was returned in.
func (w *Walk) Unclaimed() int {
	if !w.results {
		if w.next < len(w.chunks) {
			return w.next
		}
		return -1
	}
	if w.unclaimed >= 0 {
		return w.unclaimed
	}
	for i := w.reads; i < len(w.returned); i++ {
		if w.returned[i] > 0 {
			return i
		}
	}
	return -1
}
