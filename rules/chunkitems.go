package rules

import (
	"cmp"
	"slices"

	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// moved reports whether the message is a Call with Read chunks other than the
// one of Position Zero, whose places can be held against its arguments. What to
// say otherwise is the outcome.
func (m *Message) moved() (Outcome, bool) {
	if o, ok := m.asksReads(); !ok {
		return o, false
	}
	switch at := slices.IndexFunc(m.Header.Reads, func(r rfc8166.ReadSegment) bool { return r.Position > 0 }); {
	case at < 0 && m.Header.Has(rfc8166.HaveReads):
		return NotApplicable, false
	case at < 0 || !m.Header.Has(rfc8166.HaveReads):
		return m.uncaptured(), false
	}
	switch {
	case m.misplaced() || m.positions().kind == violated: // chunk/position-unaligned, chunk/position-beyond
		return NotApplicable, false
	case m.Args == nil || !m.Args.Known:
		return Undecided(m.unread()), false
	}
	switch protectionOf(&m.RPC) {
	case protected, gssControl: // ddp/gss, ddp/gss-control
		return NotApplicable, false
	case unknownProtection:
		return Undecided(NotParsed), false
	}
	return Held, true
}

// unread is the guard that fails where what a Call asks for is not known.
func (m *Message) unread() Guard {
	if m.Header.Proc == rfc8166.NoMsg || m.RPCErr == nil && m.HasRPC {
		return NotParsed
	}
	return NotWhole
}

// strayChunk is the first Read chunk of the Call that stands at no item, with
// the guard that fails where that is not known of all. It is nil where all that
// can be seen stand at one.
func (a *Arguments) strayChunk() (*nfs.Chunk, Guard) {
	switch {
	case a.lost:
		return nil, Forgotten
	case a.astray >= 0:
		return &a.chunks[a.astray], 0
	case a.Stop == nfs.Astray: // in the chunk of the last item
		if it := a.find((*argument).overlong); it.Chunk == len(a.chunks)-1 {
			return nil, 0
		}
	}
	return nil, a.guard()
}

// wrongly is the first item that was moved and may not be, or nil.
func (a *Arguments) wrongly() *argument {
	return a.find(func(it *argument) bool { return !it.Eligible })
}

// find is the first moved item for which is holds, or nil.
func (a *Arguments) find(is func(*argument) bool) *argument {
	for i := range a.items {
		if it := &a.items[i]; it.Reduced && is(it) {
			return it
		}
	}
	return nil
}

// bindingKeys are the requirements that say for a program what may be moved,
// behind those of RFC 8166.
func (a *Asked) bindingKeys(keys ...rfc8166.Key) []rfc8166.Key {
	switch {
	case a.Request.Program == rpc.ProgNFS && a.Request.Version < 4:
		return append(keys, "8267-4-b")
	case a.Request.Program == rpc.ProgNFS:
		return append(keys, "8267-6.1-a")
	case isSideband(a.Request.Program):
		return append(keys, "8267-5.2-a")
	}
	return keys
}

// agreement says how the Read chunks of a Call agree with its arguments.
type agreement uint8

const (
	notCompared agreement = iota // not all is known of them
	agreed                       // the arguments were read to the last byte, and each chunk holds a whole item that may be moved
	disagreed
)

// agree compares them.
func (a *Arguments) agree() agreement {
	misfit := func(it *argument) bool {
		return !it.Eligible || it.Moved != uint64(it.Length) && it.Moved != it.Padded()
	}
	switch {
	case a.astray >= 0 || a.find(misfit) != nil:
		return disagreed
	case a.guard() == 0 && a.left == 0 && !a.lost:
		return agreed
	}
	return notCompared
}

// compared is the guard that fails where the Call has Read chunks besides the
// one of Position Zero, and it is not known whether they agree with its
// arguments.
func (t *Transaction) compared() Guard {
	if t.agreement != notCompared {
		return 0
	}
	for _, s := range t.offered(ReadList) {
		if s.Position > 0 {
			return cmp.Or(t.Asked.guard(), NotParsed)
		}
	}
	return 0
}
