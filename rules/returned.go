package rules

import (
	"fmt"

	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// offered is what the Call offered in one of its lists, in order.
func (t *Transaction) offered(l List) []Segment {
	from := 0
	for from < len(t.Segments) && t.Segments[from].List != l {
		from++
	}
	to := from
	for to < len(t.Segments) && t.Segments[to].List == l {
		to++
	}
	return t.Segments[from:to]
}

// returns reports whether the message is a Reply of which the lists can be
// held against those of its Call. What to say otherwise is the outcome.
func (m *Message) returns() (Outcome, bool) {
	t := m.Txn
	switch {
	case m.Role != RoleReply || m.Match == MatchAgain || m.Match == MatchElsewhere || m.undecodable():
		return NotApplicable, false
	case m.Match == MatchNone:
		return Undecided(Unpaired), false
	case t.Role == RoleOdd:
		return NotApplicable, false
	case !m.Header.Has(rfc8166.HaveLists) || !t.HasLists:
		return Undecided(NotWhole), false
	case len(t.Segments) == maxSegments:
		return Undecided(Forgotten), false
	}
	return Held, true
}

// misreturned completes the claim that the answer m does not give back what
// its Call offered. The claim stands only where no other Call with the XID can
// be the one that was answered.
func (c *Conn) misreturned(m *Message, o Outcome) Outcome {
	t, xid, place := m.Txn, m.Header.XID, placeOf(m.Event)
	o = o.Seen(t.Call.Frame, "offered here").At(m.Event.Frame, m.Event.Time, "returned here").XID(t.XID)
	if t.Repeats > 0 {
		return o.Unless(Unpaired)
	}
	return o.Unless(sureGuard(m)).Unless(c.CallHidden(m.Requester, xid)).Unless(c.calledAgain(t)).
		OnceClosed(m.Requester).AtEnd().Checking(func() Guard { return c.succeeded(t, xid, place) })
}

// succeeded is asked at the connection's end: the guard that fails when a
// Call with the XID of t, of which the ledger learnt after the answer at
// place, may be the one that was answered.
func (c *Conn) succeeded(t *Transaction, xid uint32, place Place) Guard {
	d := &c.dirs[t.requester]
	for _, o := range [...]*Transaction{d.open[xid], d.closed[xid]} {
		switch {
		case o == nil || o == t:
		case o.open, o.Call.Frame < place.LastFrame, o.Call.Time-place.LastTime <= c.Margin():
			return Disordered
		}
	}
	return 0
}

// A change is how a returned segment differs from the offered one.
type change uint8

const (
	unchanged   change = iota
	otherMemory        // another handle or offset
	tooLong
	additional // nothing was offered in its place
)

// changed finds the first segment of a returned chunk that is not the offered
// one, filled or not. Segments may be missing at its end.
func changed(offer []Segment, got rfc8166.Chunk) (int, change) {
	for i, s := range got {
		switch {
		case i == len(offer):
			return i, additional
		case s.Handle != offer[i].Handle || s.Offset != offer[i].Offset:
			return i, otherMemory
		case s.Length > offer[i].Length:
			return i, tooLong
		}
	}
	return 0, unchanged
}

// returnedOtherwise is the claim that segment i of the chunk named where was
// changed on its way back.
func (m *Message) returnedOtherwise(where string, offer []Segment, got rfc8166.Chunk, i int, how change) Outcome {
	where += ", segment " + itoa(i)
	switch how {
	case additional:
		return Violated(blame(m.Sender), "%s returned, %s offered", where, plural(len(offer), "segment")).
			Values(plural(len(got), "segment"), plural(len(offer), "segment"))
	case tooLong:
		return Violated(blame(m.Sender), "%s: %d bytes returned, %d offered", where, got[i].Length, offer[i].Length).
			Values(segmentText(got[i]), segmentText(offer[i].Segment))
	}
	return Violated(blame(m.Sender), "%s: handle %s at 0x%x returned, handle %s at 0x%x offered",
		where, hex(got[i].Handle), got[i].Offset, hex(offer[i].Handle), offer[i].Offset).
		Values(segmentText(got[i]), segmentText(offer[i].Segment))
}

func segmentText(s rfc8166.Segment) string {
	return fmt.Sprintf("handle %s, %d bytes at 0x%x", hex(s.Handle), s.Length, s.Offset)
}

// writeChunkName names a Write chunk by its place in the list, from 0.
func writeChunkName(i int) string { return "Write chunk " + itoa(i) }

const replyChunkName = "Reply chunk"

// isNFS4 reports whether the Call is one of NFSv4, as RFC 8267 §6 is about.
func (t *Transaction) isNFS4() bool {
	return t.HasProgram && t.Program == rpc.ProgNFS && t.Version == 4
}

// failed reports whether the RPC itself failed: denied, or accepted with
// another accept_stat than SUCCESS. The guard fails where that is not known.
func (m *Message) failed() (bool, Guard) {
	switch {
	case !m.HasRPC && m.Header.Proc == rfc8166.NoMsg:
		return false, NotParsed
	case m.RPC.Has(rpc.FieldReplyStat) && m.RPC.ReplyStat != rpc.Accepted:
		return true, 0
	case m.RPC.Has(rpc.FieldAcceptStat):
		return m.RPC.AcceptStat != rpc.Success, 0
	}
	return false, NotWhole
}
