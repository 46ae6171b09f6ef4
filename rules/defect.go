package rules

import (
	"slices"

	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

const maxIgnored = 64 // messages that may not be answered, remembered in one direction

// A Defect is what makes a Requester's message impossible to serve, so that
// RFC 8166 §4.5 says how it is to be answered.
type Defect uint8

// The defects. DefectShort and DefectVersion have answers of their own, what a
// wrong type gets is open; the others are answered with ERR_CHUNK.
const (
	NoDefect       Defect = iota
	DefectUnknown         // too little was captured to tell
	DefectShort           // below 28 bytes: to be dropped
	DefectVersion         // not version 1
	DefectMsgp            // RDMA_MSGP
	DefectType            // a Long Message that is no Call, though its chunk is that of one
	DefectProc            // no such rdma_proc
	DefectLists           // the lists cannot be decoded
	DefectNoChunks        // RDMA_NOMSG without any chunk
	DefectXID             // the two XIDs differ
)

var defectTexts = [...]string{
	"", "", "fewer than 28 bytes", "a foreign version", "the rdma_proc RDMA_MSGP", "an RPC message that is no Call", "an undefined rdma_proc", "lists that cannot be decoded",
	"no chunk to hold its RPC message", "two XIDs that differ",
}

func (d Defect) String() string { return defectTexts[d] }

// smallestCall is the length of the smallest RDMA_MSG or RDMA_NOMSG (RFC 8166
// §4.5).
const smallestCall = 28

// defect finds what is wrong with a Requester's message.
func (m *Message) defect() Defect {
	h := &m.Header
	switch {
	case m.Complete && m.Length < smallestCall && !(h.Fixed >= 4 && h.Version == rfc8166.Version1 && h.Proc == rfc8166.Done):
		return DefectShort
	case h.Fixed >= 2 && h.Version != rfc8166.Version1:
		return DefectVersion
	case h.Fixed < 4:
		return DefectUnknown
	case h.Proc == rfc8166.MsgP:
		return DefectMsgp
	case h.Proc > rfc8166.Error:
		return DefectProc
	case m.undecodable():
		return DefectLists
	case m.HeaderErr != nil:
		return DefectUnknown
	case h.Proc == rfc8166.NoMsg && len(h.Reads) == 0 && len(h.Writes) == 0 && !h.HasReply:
		return DefectNoChunks
	}
	return m.xidDefect()
}

// xidDefect finds whether the XIDs of a decodable message differ.
func (m *Message) xidDefect() Defect {
	if !m.HasRPC || !m.RPC.Has(rpc.FieldXID) || m.RPC.XID == m.Header.XID {
		return NoDefect
	}
	if marked, known := m.RecordMark(); marked || !known {
		return DefectUnknown
	}
	return DefectXID
}

// An ignored is a message that a receiver has to drop without an answer.
type ignored struct {
	xid   uint32
	frame int
	sent  int64 // no later than this
	done  bool  // RDMA_DONE, otherwise RDMA_ERROR
}

// ignore remembers a message of the Requester of d that may not be answered.
func (d *direction) ignore(m *Message) {
	if len(d.ignored) == maxIgnored {
		d.ignored = append(d.ignored[:0], d.ignored[1:]...)
		d.ignoredLost++
	}
	d.ignored = append(d.ignored, ignored{m.Header.XID, m.Event.Frame, m.Event.SentTime, m.Header.Proc == rfc8166.Done})
}

// ignoredBefore finds the latest such message with the XID of m, an answer to
// nothing known.
func (c *Conn) ignoredBefore(m *Message) (ignored, bool) {
	if m.Match != MatchNone || !m.IsAnswer() {
		return ignored{}, false
	}
	list := c.dirs[m.Requester].ignored
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].xid == m.Header.XID {
			return list[i], true
		}
	}
	return ignored{}, false
}

// mayAnswer reports whether the sender of m has been asked anything: the
// server always, the client once it has seen a reverse Call.
func (c *Conn) mayAnswer(m *Message) bool {
	return m.Requester == 0 || c.dirs[m.Requester].asked
}

// A versionRange is what an ERR_VERS says of the versions supported.
type versionRange struct {
	known     bool
	low, high uint32
	frame     int
}

// retried lets go of a refused Call that comes again, under a new XID, with
// more room for the Reply (RFC 8267 §3.1).
func (d *direction) retried(t *Transaction) {
	d.refusals = slices.DeleteFunc(d.refusals, func(o *Transaction) bool {
		return o.XID != t.XID && o.whole && t.whole && o.digest == t.digest && t.replyRoom() > o.replyRoom()
	})
}

const maxNameless = 16

// short remembers a message that is too short to have an XID.
func (c *Conn) short(m *Message) {
	d := &c.dirs[m.Requester]
	if len(d.nameless) == maxNameless {
		d.nameless = append(d.nameless[:0], d.nameless[1:]...)
		d.forgot++
	}
	t := &Transaction{
		Call: placeOf(m.Event), Role: m.Role, Defect: DefectShort, requester: m.Requester, length: m.Length,
		gapsAt: [2]int{c.gapsBy(0, m.Event.Frame), c.gapsBy(1, m.Event.Frame)},
	}
	d.nameless = append(d.nameless, t)
	m.Txn = t
}

// nameless reports whether the message that began t is too short to have an
// XID.
func (t *Transaction) nameless() bool { return t.Defect == DefectShort && t.length < 4 }

// note remembers what an answer says of its sender, and which Calls were
// refused for good.
func (d *direction) note(m *Message) {
	h := &m.Header
	switch {
	case m.Role == RoleReply && m.Sure && d.repliedAt == 0:
		d.repliedAt = m.Event.Frame
	case m.Role == RoleError && h.Has(rfc8166.HaveRange) && h.VersLow <= h.VersHigh && !d.supported.known:
		d.supported = versionRange{true, h.VersLow, h.VersHigh, m.Event.Frame}
	case m.Role == RoleError && m.Match == MatchFirst && m.Txn.Proper && h.Has(rfc8166.HaveErr) && h.Err == rfc8166.ErrChunk:
		if len(d.refusals) == maxRefused {
			d.refusals = append(d.refusals[:0], d.refusals[1:]...)
			d.refusalsLost++
		}
		d.refusals = append(d.refusals, m.Txn)
	}
	if m.Role == RoleReply && m.Match == MatchFirst && len(d.refusals) > 0 {
		d.served(m.Txn)
	}
}

// served lets go of a refused Call when t, which is equal or has its XID, is
// answered with a Reply: the refusal was not for good.
func (d *direction) served(t *Transaction) {
	d.refusals = slices.DeleteFunc(d.refusals, func(o *Transaction) bool { return o.XID == t.XID || o.equal(t) })
}

// matched is the guard that fails when the answer to t, so far as it was
// captured, may be to another message with its XID, or is no more than a guess.
func (c *Conn) matched(t *Transaction) Guard {
	switch {
	case c.gaps[t.requester] != t.gapsAt[t.requester]:
		return gapGuard(t.requester)
	case !t.Certain:
		return NoRole
	}
	return 0
}

const maxInner = 64

// misnamed remembers the XID of the RPC message of a Call that came under the
// rdma_xid of an open one: it may be answered under its own.
func (d *direction) misnamed(m *Message) {
	if !m.HasRPC || !m.RPC.Has(rpc.FieldXID) || m.RPC.XID == m.Header.XID {
		return
	}
	if len(d.inner) == maxInner {
		d.inner = d.inner[1:]
		d.forgot++
	}
	d.inner = append(d.inner, m.RPC.XID)
}

// misplaced reports whether a Read chunk of a Call has a Position at which no
// argument can stand (RFC 8166 §3.4.5).
func (m *Message) misplaced() bool {
	for _, r := range m.Header.Reads {
		inHeader := m.HasRPC && r.Position < uint32(m.RPC.Len)
		if r.Position%4 != 0 || m.Header.Proc == rfc8166.Msg && inHeader {
			return true
		}
	}
	return false
}
