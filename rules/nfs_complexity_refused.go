package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// Every server of NFSv4 takes Calls up to a certain complexity.
var nfsComplexityRefused = &Rule{
	ID:       "nfs/complexity-refused",
	Title:    "NFSv4 Call within the basic limits refused with ERR_CHUNK",
	Severity: Warning,
	Covers:   []rfc8166.Key{"8267-6.4.2-d"},
	Deviates: "the server may have a reason that no capture shows",
	Unit:     PerTransaction,
	Transaction: func(c *Conn, t *Transaction) Outcome {
		switch {
		case !t.Proper || !t.Asked.compound() || t.requester != decode.ClientSide || !t.Answered || !t.customary || t.Defect > DefectUnknown:
			return NotApplicable
		case t.AnswerIs != RoleError:
			return Held
		case !t.Answer1.HasErr:
			return Undecided(NotWhole)
		case t.Answer1.Err != rfc8166.ErrChunk, t.mayBeResent, t.Asked.room.small.found, t.Misplaced:
			return NotApplicable // or it has a reason to refuse
		case t.agreement == disagreed:
			return NotApplicable // ddp/*, chunk/*
		case t.Asked.guard() != 0:
			return Undecided(t.Asked.guard())
		case t.agreement != agreed:
			return Undecided(NotParsed)
		}
		if g := c.hasRoom(t); g != 0 {
			return Undecided(g)
		}
		return Violated(Server, "%s refused with ERR_CHUNK, with %s and room for the longest Reply", t.Name(), t.offer()).
			Seen(t.Call.Frame, "Call").At(t.Answer.Frame, t.Answer.Time, "refused here").XID(t.XID).Values("ERR_CHUNK", "a Reply").
			Unless(c.matched(t)).Unless(c.longHidden(t)).OnceClosed(t.requester)
	},
	Doc: Doc{
		Why: "Clients keep to these limits because every server has to take such Calls. A refusal is final: the RPC has failed.",
		How: "ERR_CHUNK for a sound COMPOUND with at most one Position Zero chunk, one other Read chunk, one Write chunk, and sixteen segments in each; " +
			"its Write chunk is large enough for the READ, and the longest Reply that its operations allow fits.",
		Silent: "An operation is not known, or its results have no limit that the arguments tell, such as OPEN, READDIR, READLINK or attributes of any length; the inline threshold is not known; " +
			"or the XID had been outstanding when an earlier connection was lost, so that it may have broken it.",
		Bad:  "est; exchange; C>CALL 1 v4 [SEQUENCE PUTFH WRITE(8192)] rd=(p,4096,h)(p,4096,k); S>ERR 1 CHUNK; exchange",
		Good: "est; exchange; C>CALL 1 v4 [SEQUENCE PUTFH WRITE(8192)] rd=(p,4096,h)(p,4096,k); S>READ h; C>RRESP; S>READ k; C>RRESP; S>REPLY 1; exchange",
	},
}

// hasRoom is the guard that fails where the longest Reply may not fit where the
// Call lets it go.
func (c *Conn) hasRoom(t *Transaction) Guard {
	room := t.Asked.room
	if !room.bounded {
		return NotParsed
	}
	message := room.bound + longestReplyHeader
	if message <= t.replyRoom() {
		return 0
	}
	limit := c.Threshold(t.requester.Other())
	if !limit.Known {
		return NoNegotiation
	}
	header := transportHeader + segmentLength*uint64(len(t.Segments)) + countLength*uint64(len(t.Chunks))
	if t.HasReply {
		header += countLength
	}
	if header+message > uint64(limit.Bytes) {
		return NotParsed
	}
	return 0
}

// Lengths of what a Reply has besides the results, in bytes.
const (
	transportHeader    = 28                  // without lists (RFC 8166 §4.2)
	segmentLength      = 16                  // of a segment in a Write or Reply chunk
	countLength        = 8                   // discriminator and count of such a chunk
	longestReplyHeader = 24 + rpc.MaxAuthLen // RFC 5531 §9
)
