package rules

import (
	"encoding/binary"

	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// The XID stands twice in a message, and a receiver may go by either.
var xidMismatch = &Rule{
	ID:       "xid/mismatch",
	Title:    "XID in the transport header differs from the RPC message's XID",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4.2.1-a", "8166-3.2-b", "8167-5.1-d", "8167-5.2-d"},
	Contents: true,
	Unit:     PerMessage,
	Plain:    PlainAlways,
	Message: func(_ *Conn, m *Message) Outcome {
		o, ok := m.procKnown()
		switch {
		case !ok:
			return o
		case m.undecodable():
			return NotApplicable
		case m.Header.Proc == rfc8166.NoMsg && !m.HasRPC:
			return m.longXID()
		case m.Header.Proc != rfc8166.Msg && m.Header.Proc != rfc8166.NoMsg:
			return NotApplicable
		case m.HasRPC && m.Complete && m.PayloadLength() < minPayload:
			return NotApplicable
		case !m.HasRPC || !m.RPC.Has(rpc.FieldXID):
			return Undecided(NotWhole)
		case m.RPC.XID == m.Header.XID:
			return Held
		}
		return m.xidsDiffer()
	},
	Doc: Doc{
		Why: "A receiver may match by the transport header alone. Where the two XIDs differ, the Reply completes another RPC than it answers, " +
			"or none, and the Call waits for ever.",
		How: "The first word of the RPC message is not rdma_xid. Of a Long Message it is the first word in the Position Zero Read chunk or the Reply chunk.",
		Silent: "The RPC message's first word was not captured or the lists cannot be decoded, the message is of another version, or a record mark as on TCP " +
			"stands in front of the RPC message (rpc/record-mark).",
		Bad:  "est; C>CALL 1 hdr=1 rpc=2; S>REPLY 1; exchange",
		Good: "est; C>CALL 1 hdr=1 rpc=1; S>REPLY 1; exchange",
	},
}

// longXID is the outcome of a Long Message of whose RPC message nothing is
// known.
func (m *Message) longXID() Outcome {
	switch {
	case m.HeaderErr != nil:
		return Undecided(NotWhole)
	case !m.Header.HasPositionZero() && m.Header.Reply.Length() == 0:
		return NotApplicable
	}
	return Undecided(NotParsed)
}

// xidsDiffer judges a message whose XIDs differ.
func (m *Message) xidsDiffer() Outcome {
	marked, known := m.RecordMark()
	if marked {
		return NotApplicable
	}
	o := m.faulty("rdma_xid is %s, the RPC message's XID %s", hex(m.Header.XID), hex(m.RPC.XID)).
		Values(hex(m.RPC.XID), hex(m.Header.XID)).Citing(m.xidKeys()...)
	if m.Long != nil {
		o = o.Seen(m.LongAt, "beginning of the RPC message")
	}
	if !known {
		return o.Unless(NotWhole)
	}
	return o
}

// xidKeys are the requirements that ask for equal XIDs in a message of this
// role and direction.
func (m *Message) xidKeys() []rfc8166.Key {
	keys := []rfc8166.Key{"8166-4.2.1-a", "8166-3.2-b"}
	switch {
	case m.Reverse() && m.Role == RoleCall:
		return append([]rfc8166.Key{"8167-5.1-d"}, keys...)
	case m.Reverse() && m.Role == RoleReply:
		return append([]rfc8166.Key{"8167-5.2-d"}, keys...)
	}
	return keys
}

// RecordMark reports whether the RPC message begins with the record
// mark that RPC has on TCP (RFC 5531 §11): the last-fragment bit and the
// length of what follows, which begins with rdma_xid. Known is false where too
// little was captured to tell.
func (m *Message) RecordMark() (marked, known bool) {
	p := m.Payload()
	switch {
	case len(p) >= 4 && p[0]&0x80 == 0:
		return false, true
	case len(p) < minPayload:
		return false, m.Whole()
	case binary.BigEndian.Uint32(p[4:]) != m.Header.XID:
		return false, true
	}
	// Where packets are missing, any length may be the right one.
	length := int(binary.BigEndian.Uint32(p) & 0x7fffffff)
	return !m.Complete || length == m.PayloadLength()-4, true
}
