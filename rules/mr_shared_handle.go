package rules

import "rpcrdma-lint/rfc8166"

const maxCompared = 256 // segments that one Call's are compared with

// Two Replies into the same memory are one too many.
var mrSharedHandle = &Rule{
	ID:       "mr/shared-handle",
	Title:    "Two outstanding Calls advertise overlapping memory under one handle",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-8.1.3-b"},
	Deviates: "How the Requester divides its own memory is its own affair; it only hints at registrations that outlive their RPC.",
	Off:      true,
	Unit:     PerMessage,
	Roles:    []Role{RoleCall},
	Plain:    PlainWithoutChunks,
	Message: func(c *Conn, m *Message) Outcome {
		if m.Role != RoleCall || m.Match != MatchNone || m.Txn == nil || len(m.Txn.Segments) == 0 {
			return NotApplicable
		}
		a, b, all := c.sharedMemory(m.Txn)
		switch {
		case a == nil && !all:
			return Undecided(Forgotten)
		case a == nil:
			return Held
		}
		t, responder, at := b.Txn, m.Requester.Other(), m.Event.SentTime
		return Violated(blame(m.Requester), "handle %s for %s and, in another outstanding Call, for %s", hex(a.Handle), span(a.Offset, a.Length), span(b.Offset, b.Length)).
			Seen(t.Call.Frame, "first advertised here, XID "+hex(t.XID)).At(m.Event.Frame, m.Event.Time, "advertised again here").XID(m.Header.XID).
			Values("overlapping segments", "distinct memory").
			Unless(c.Unbroken(responder)).Unless(sureGuard(m)).OnceClosed(responder).
			Checking(func() Guard { return c.unansweredAt(t, at) })
	},
	Doc: Doc{
		Why: "The registration outlives the RPC it was made for, so that a late RDMA Write for one Call changes the memory of another. " +
			"Where both expect data, each Reply destroys the other's.",
		How: "A Call advertises bytes under a handle that a Call without an answer advertises too. " +
			"The server's next request, captured without a gap since the connection began, proves that the answer was not merely missed.",
		Silent: "Segments of up to 4 bytes, which take padding; the same Call sent again; both in Read lists, where sharing is harmless; " +
			"packets of the server, or the beginning of the connection, are missing.",
		Bad:  "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); C>CALL 2 v3 READ count=4096 wr=(h,4096); S>REPLY 1; S>REPLY 2; exchange",
		Good: "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); C>CALL 2 v3 READ count=4096 wr=(h,4096,4096); S>REPLY 1; S>REPLY 2; exchange",
	},
}

// sharedMemory finds a segment of t that overlaps one of another open Call, and
// says whether all were compared.
func (c *Conn) sharedMemory(t *Transaction) (a, b *Segment, all bool) {
	budget := maxCompared
	for i := range t.Segments {
		x := &t.Segments[i]
		if x.Length <= padSize {
			continue
		}
		for _, y := range c.dirs[t.requester].memory[x.Handle].list {
			if budget--; budget < 0 {
				return nil, nil, false
			}
			if y.Txn != t && y.Txn.open && y.Length > padSize && x.Overlaps(y.Offset, y.Length) && (x.List != ReadList || y.List != ReadList) {
				return x, y, true
			}
		}
	}
	return nil, nil, true
}

// unansweredAt is asked when the Responder's next request shows what it had
// sent: the guard that fails when t may have been answered before the time at.
func (c *Conn) unansweredAt(t *Transaction, at int64) Guard {
	if g := c.sentAfter(at); g != 0 {
		return g
	}
	if t.Answered && t.Answer.SentTime <= at+c.Margin() {
		return Disordered // it was captured behind what was sent after it
	}
	e := c.incoming
	if e.Message != nil && e.Message.Header.XID == t.XID {
		return c.Fresh(t.Call.Time, e.Time)
	}
	return 0
}
