package rules

import "rpcrdma-lint/rfc8166"

// The next segment begins where the one before it is full.
var writeNotContiguous = &Rule{
	ID:       "write/not-contiguous",
	Title:    "Write or Reply chunk segments not filled in order",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-3.4.6-b"},
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
			if k, ok := gapped(offer, got); k > 0 {
				return c.misreturned(m, m.notInOrder(writeChunkName(i), offer, got, k))
			} else if ok {
				judged = true
			}
		}
		offer, got := t.offered(ReplyChunk), m.Header.Reply
		if k, ok := gapped(offer, got); k > 0 {
			return c.misreturned(m, m.notInOrder(replyChunkName, offer, got, k))
		} else if !ok && !judged {
			return NotApplicable
		}
		return Held
	},
	Doc: Doc{
		Why: "The Requester joins the segments as if each were full. A hole between them shifts all data behind it: the file's contents, or the RPC message, are wrong.",
		How: "By the returned lengths, a segment has data though the one before it in its chunk was not filled to the offered length. Trailing empty segments are right, " +
			"and the order of the RDMA Writes does not matter. Chunks and segments are counted from 0.",
		Silent: "Call and Reply were not both captured with their lists, packets of either side are missing, the Call was repeated, " +
			"or nothing more of the Requester was captured. Changed chunks are write/changed and reply/chunk-changed.",
		Bad:  "est; C>CALL 1 v3 READ count=8192 wr=(h1,4096)(h2,4096); S>WRITE h1 0 1000; S>WRITE h2 0 500; S>REPLY 1 count=1500 wr=(h1,1000)(h2,500); exchange",
		Good: "est; C>CALL 1 v3 READ count=8192 wr=(h1,4096)(h2,4096); S>WRITE h1 0 4096; S>WRITE h2 0 500; S>REPLY 1 count=4596 wr=(h1,4096)(h2,500); exchange",
	},
}

// gapped finds the segment that has data though the one before it is not full,
// or 0. It is not ok where the chunk was changed, or is used in no more than
// one segment, so that there is no order.
func gapped(offer []Segment, got rfc8166.Chunk) (index int, ok bool) {
	if len(got) < 2 || got.Length() == 0 {
		return 0, false
	}
	if _, how := changed(offer, got); how != unchanged {
		return 0, false
	}
	for i := 1; i < len(got); i++ {
		if got[i].Length > 0 && got[i-1].Length < offer[i-1].Length {
			return i, true
		}
	}
	return 0, true
}

// notInOrder is the claim that segment k of a chunk was filled too early.
func (m *Message) notInOrder(where string, offer []Segment, got rfc8166.Chunk, k int) Outcome {
	return Violated(blame(m.Sender), "%s: %d bytes in segment %d, though segment %d holds %d of %d bytes",
		where, got[k].Length, k, k-1, got[k-1].Length, offer[k-1].Length).
		Values(itoa(int(got[k-1].Length))+" bytes in segment "+itoa(k-1), utoa(offer[k-1].Length)+" bytes")
}
