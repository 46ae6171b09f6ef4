package rules

import (
	"fmt"

	"rpcrdma-lint/rfc8166"
)

// The Reply promises that the data is in place.
var writeBytesMissing = &Rule{
	ID:       "write/bytes-missing",
	Title:    "Returned length exceeds the bytes actually written",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-3.4.6-d", "8166-2.3.2-c"},
	Unit:     PerMessage,
	Roles:    []Role{RoleReply},
	Plain:    PlainWithoutChunks,
	Message: func(c *Conn, m *Message) Outcome {
		if o, ok := m.returns(); !ok {
			return o
		}
		t, judged := m.Txn, false
		rest := t.offered(WriteList)
		for i, n := range t.Chunks[:min(len(t.Chunks), len(m.Header.Writes))] {
			offer, got := rest[:n], m.Header.Writes[i]
			rest = rest[n:]
			if k, ok := unwritten(offer, got); k >= 0 {
				return m.notWritten(c, writeChunkName(i), &offer[k], got[k].Length)
			} else if ok {
				judged = true
			}
		}
		offer, got := t.offered(ReplyChunk), m.Header.Reply
		if k, ok := unwritten(offer, got); k >= 0 {
			return m.notWritten(c, replyChunkName, &offer[k], got[k].Length)
		} else if !ok && !judged {
			return NotApplicable
		}
		return Held
	},
	Doc: Doc{
		Why: "The Requester takes what its buffer held before for the result: stale or foreign data in a file, or an RPC message that cannot be decoded. " +
			"Nothing else tells of it.",
		How: "The RDMA Writes that were sent into a returned segment before the Reply do not cover its returned length from the first byte on. " +
			"They may come in any order and in any pieces, and more may be written than is returned. Lengths are taken from packet headers, so that cut packets count in full.",
		Silent: "The connection's beginning or packets of either side are missing; other Calls offer the same memory at the same time; RDMA Writes were captured that fitted no Call " +
			"but fit this one; the Call was repeated; or nothing more of the Requester was captured. Changed chunks are write/changed and reply/chunk-changed.",
		Bad:  "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 2048; S>REPLY 1 wr=(h,4096); exchange",
		Good: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096); exchange",
	},
}

// unwritten finds the first segment of which more was returned than written,
// or -1. It is not ok where nothing was returned, or the chunk was changed.
func unwritten(offer []Segment, got rfc8166.Chunk) (index int, ok bool) {
	if got.Length() == 0 {
		return -1, false
	}
	if _, how := changed(offer, got); how != unchanged {
		return -1, false
	}
	for i, s := range got {
		if uint64(s.Length) > offer[i].Covered() {
			return i, true
		}
	}
	return -1, true
}

// notWritten is the claim that n bytes of a segment were returned, and fewer
// written.
func (m *Message) notWritten(c *Conn, where string, s *Segment, n uint32) Outcome {
	have, from, to := s.written(uint64(n))
	g := c.WriteHidden(s)
	text, observed := fmt.Sprintf("%d written, %d–%d missing", have, from, to-1), itoa(int(have))+" bytes written"
	if g == StrayWrite {
		text = fmt.Sprintf("%d written by RDMA Writes that fit", have)
		observed += " by RDMA Writes that fit"
	}
	o := Violated(blame(m.Sender), "%s, segment %d: %d bytes returned, %s", where, s.Index, n, text).
		Values(observed, utoa(n)+" bytes returned")
	if s.Moves > 0 {
		o = o.Seen(s.FirstMove, "first RDMA Write")
		if s.LastMove != s.FirstMove {
			o = o.Seen(s.LastMove, "last RDMA Write")
		}
	}
	return c.misreturned(m, o.Unless(g))
}

// written counts the bytes that were moved of the first n of the segment, and
// finds the first stretch that was not.
func (s *Segment) written(n uint64) (have, from, to uint64) {
	from, to = s.Covered(), n
	for _, r := range s.Moved {
		if r.From >= n {
			to = min(to, r.From)
			break
		}
		have += min(r.To, n) - r.From
		if r.From > from {
			to = min(to, r.From)
		}
	}
	return have, from, to
}
