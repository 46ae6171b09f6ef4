package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// facts are the circumstances of a unit. A rule that judges several
// requirements exercises those whose circumstances its unit has, and no others.
type facts uint32

const (
	inReverse   facts = 1 << iota // of a reverse-direction transaction
	reconnected                   // the two hosts have had a connection before
	negotiated                    // both sides sent an RFC 8797 message
	defaulted                     // a side sent none, or one of no use
	plainOnly                     // a side does not take part in remote invalidation
	fromClient                    // a message of the client
	fromServer
	aCall
	aReply
	anError
	long            // an RDMA_NOMSG
	needsLong       // one whose RPC message would not have fitted into a Send
	withSegments    // its lists have some
	withReads       // its Read list has some
	withWrites      // its Write list has a chunk
	offeredReply    // its Call offers a Reply chunk
	returnsUnused   // a Write chunk comes back with no byte in it
	returnsBytes    // one comes back with bytes in it
	refusedBefore   // an RDMA_ERROR has refused a Call of the same Requester
	ofNFS           // any version
	ofNFS23         // version 2 or 3
	ofNFS4          // version 4
	ofSideband      // NFSACL, MOUNT, NLM, NSM
	ofCallback      // a callback program
	anRDMAWrite     // an operation
	anRDMARead      // an operation
	invalidates     // a Send with Invalidate
	onlyWhenClaimed // what conforms leaves no trace
)

// narrowed has the requirements that not every unit of their rule exercises.
var narrowed = map[string]map[rfc8166.Key]facts{
	"recv/rnr-server":          {"8167-4.3.2-b": inReverse, "8167-4.3.2-c": reconnected},
	"recv/rnr-client":          {"8167-4.3.1-b": reconnected},
	"recv/rnr-unattributed":    {"8166-3.3.1-g": fromClient, "8166-3.3.1-h": fromServer},
	"recv/too-small":           {"8797-4.2-d": negotiated},
	"hdr/error-from-requester": {"8166-4.5-c": onlyWhenClaimed, "8166-4.6.1-c": onlyWhenClaimed},
	"hdr/undecodable":          {"8166-3.4.3-a": withSegments},
	"hdr/nomsg-no-chunks":      {"8166-3.5.3-b": aCall | long},
	"inline/exceeded": {
		"8166-3.5.3-a": needsLong, "8166-3.5.3-f": aReply | offeredReply | needsLong, "8167-4.2-a": inReverse, "8167-5.3-b": inReverse,
		"8797-4-a": reconnected, "8797-4.2-b": fromClient | negotiated, "8797-4.2-c": fromServer | negotiated,
	},
	"inline/over-default":   {"8166-3.5.3-a": needsLong, "8797-5.1-a": defaulted, "8797-5.2-b": defaulted},
	"xid/mismatch":          {"8167-5.1-d": inReverse | aCall, "8167-5.2-d": inReverse | aReply},
	"xid/reply-unknown":     {"8166-3.3.1-i": onlyWhenClaimed, "8167-5.2-a": inReverse},
	"xid/duplicate-reply":   {"8166-4.5-h": anError},
	"xid/reuse-outstanding": {"8167-5.1-a": inReverse},
	"retry/same-connection": {"8167-5.4-a": inReverse, "5661-2.9.2-a": ofNFS4, "7530-3.1.1-a": ofNFS4},
	"write/changed":         {"8166-4.3.2.2-c": returnsUnused, "8267-6.4.1-e": onlyWhenClaimed},
	"write/list-missing":    {"8166-4.3.2.2-c": returnsUnused, "8267-6.4.1-d": returnsUnused | ofNFS4},
	"write/empty-chunk":     {"8267-6.4.1-c": ofNFS4},
	"chunk/read-length":     {"8166-3.4.4.4-a": onlyWhenClaimed, "8166-3.4.5.2-d": onlyWhenClaimed, "8166-3.4.5.2-b": onlyWhenClaimed},
	"write/length":          {"8166-3.4.4.4-a": onlyWhenClaimed},
	"write/not-used":        {"8166-4.3.2-c": returnsBytes, "8166-3.5.3-e": long, "8267-6.4.1-b": ofNFS4},
	"write/order":           {"8166-4.3.2.2-a": onlyWhenClaimed, "8267-6.4.1-a": ofNFS4},
	"write/offered-ineligible": {
		"8267-4-b": ofNFS23, "8267-5.2-a": ofSideband, "8267-6.1-a": ofNFS4,
	},
	"nfs/chunk-complexity": {"8267-6.4.2-a": withReads, "8267-6.4.2-b": withWrites},
	"ddp/ineligible-arg": {
		"8267-4-b": ofNFS23, "8267-5.2-a": ofSideband, "8267-6.1-a": ofNFS4, "8267-6.5.1-a": ofCallback, "8267-6.5.2-b": ofCallback,
		"8166-4.3.1-b": onlyWhenClaimed,
	},
	"ddp/wrong-position":    {"8267-6.1-a": ofNFS4},
	"ddp/ineligible-result": {"8267-4-b": ofNFS23, "8267-5.2-a": ofSideband, "8267-6.1-a": ofNFS4, "8267-6.5.2-b": ofCallback},
	"rdma/after-reply": {
		"8166-2.3.2-c": anRDMAWrite, "8166-3.5.2-b": anRDMAWrite, "8166-2.3.2-d": anRDMARead, "8166-3.4.5.1-b": anRDMARead,
	},
	"inv/without-permission": {"8797-4.1-c": plainOnly, "8797-5.1-a": defaulted, "8797-5.2-b": defaulted},
	"inv/own-flag-clear":     {"8797-4.1-c": plainOnly},
	"err/chunk-seen": {
		"8166-4.5.3-a": onlyWhenClaimed, "8166-8.1.4-b": onlyWhenClaimed,
		"8267-3.1-a": onlyWhenClaimed, "8267-6.4.2-e": onlyWhenClaimed,
	},
	"err/garbage-args": {"8166-4.5.2-b": onlyWhenClaimed, "8267-6.4.2-e": onlyWhenClaimed},
	"err/repeat": {
		"8166-4.5-h": refusedBefore, "8267-3.1-b": refusedBefore | ofNFS, "8267-3.1-c": refusedBefore | ofNFS,
		"8267-3.1-d": refusedBefore | ofNFS, "8267-4.1-a": refusedBefore | ofNFS23,
		"8267-6.4.2-f": refusedBefore | ofNFS4, "8267-6.7.2-b": refusedBefore | ofNFS4,
	},
	"dir/unannounced":        {"8267-6.5.2-a": ofCallback},
	"dir/reverse-version":    {"8167-5.1-b": aCall, "8167-5.2-b": aReply},
	"dir/wrong-msgtype":      {"8167-5.1-e": inReverse | aCall, "8167-5.2-e": inReverse | aReply},
	"rpc/version":            {"5531-9-a": aCall},
	"rpc/enum":               {"8166-2.2.2-a": aCall, "8166-2.2.2-b": aReply},
	"inv/foreign-handle":     {"8797-4.1-b": invalidates},
	"rdma/foreign-handle":    {"8166-8.1.1-a": onlyWhenClaimed},
	"rdma/remote-access-nak": {"8166-4.4.1-a": onlyWhenClaimed, "8166-4.4.1-c": onlyWhenClaimed},
	"conn/loss":              {"8166-4.5.3-a": onlyWhenClaimed},
	"conn/loop":              {"8166-4.5.3-a": reconnected},
	"conn/reply-elsewhere":   {"5661-2.9.2-b": ofNFS4},
	"conn/unanswered":        {"8166-4.5.4-b": onlyWhenClaimed, "5661-2.9.2-c": ofNFS4},
}

// factsOf is what holds for every unit of a connection, as far as it is known.
func (c *Conn) factsOf() facts {
	var f facts
	if len(c.pair.ended) > 0 {
		f |= reconnected
	}
	t := c.Threshold(decode.ClientSide)
	switch {
	case !t.Known:
	case !t.Negotiated:
		f |= defaulted | plainOnly
	case !c.CM.Req.Private.RemoteInvalidation() || !c.CM.Rep.Private.RemoteInvalidation():
		f |= negotiated | plainOnly
	default:
		f |= negotiated
	}
	return f
}

// factsOfMessage is what holds for a message.
func (c *Conn) factsOfMessage(m *Message) facts {
	f := c.factsOf() | from(m.Sender) | roleFacts(m.Role)
	if m.Reverse() {
		f |= inReverse
	}
	h := &m.Header
	if h.Fixed >= 4 && h.Proc == rfc8166.NoMsg {
		f |= long
		if t := c.Threshold(m.Sender); t.Known && m.longLength() > uint64(t.Bytes) {
			f |= needsLong
		}
	}
	if len(h.Reads) > 0 || len(h.Writes) > 0 || len(h.Reply) > 0 {
		f |= withSegments
	}
	if len(h.Reads) > 0 {
		f |= withReads
	}
	for _, w := range h.Writes {
		f |= withWrites
		switch {
		case w.Length() > 0:
			f |= returnsBytes
		case len(w) > 0:
			f |= returnsUnused
		}
	}
	if len(c.dirs[m.Requester].refusals) > 0 {
		f |= refusedBefore
	}
	if m.Event.Invalidate {
		f |= invalidates
	}
	if m.Txn != nil {
		f |= m.Txn.facts()
	}
	return f
}

// longLength is the number of bytes that a Long Message would take in a Send.
func (m *Message) longLength() uint64 {
	n := uint64(m.Header.Len)
	if m.Role == RoleCall {
		return n + m.Header.PositionZero().Length()
	}
	return n + m.Header.Reply.Length()
}

// facts is what a Call makes of the units that belong to it.
func (t *Transaction) facts() facts {
	var f facts
	if t.HasReply {
		f |= offeredReply
	}
	if t.requester == decode.ServerSide {
		f |= inReverse
	}
	switch {
	case !t.HasProgram:
	case rpc.IsCallback(t.Program):
		f |= ofCallback
	case t.Program == rpc.ProgNFS && t.Version == 4:
		f |= ofNFS | ofNFS4
	case t.Program == rpc.ProgNFS:
		f |= ofNFS | ofNFS23
	case isSideband(t.Program):
		f |= ofSideband
	}
	return f
}

// facts is what holds for a refused Send.
func (r *Refusal) facts() facts {
	f := from(r.By.Other())
	if r.Sent != nil && r.Sent.Requester == decode.ServerSide {
		f |= inReverse
	}
	return f
}

// facts is what holds for an RDMA operation.
func (m *Move) facts() facts {
	if m.Event.Kind == decode.KindWrite {
		return from(m.By) | anRDMAWrite
	}
	return from(m.By) | anRDMARead
}

func from(side decode.Side) facts {
	if side == decode.ClientSide {
		return fromClient
	}
	return fromServer
}

func roleFacts(r Role) facts {
	switch r {
	case RoleCall:
		return aCall
	case RoleReply:
		return aReply
	case RoleError:
		return anError
	}
	return 0
}
