package rules

import (
	"fmt"

	"rpcrdma-lint/rfc8166"
)

// A Call that looks right was refused all the same.
var errChunkSeen = &Rule{
	ID:       "err/chunk-seen",
	Title:    "Well-formed Call refused with ERR_CHUNK",
	Severity: Note,
	Covers:   []rfc8166.Key{"8267-3.1-a", "8166-8.1.4-b", "8166-4.5.3-a", "8267-6.4.2-e"},
	Deviates: "a Responder may refuse for reasons that no capture shows",
	Unit:     PerTransaction,
	Transaction: func(c *Conn, t *Transaction) Outcome {
		switch {
		case !t.Proper || !t.Answered || t.Defect > DefectUnknown || t.Misplaced || t.agreement == disagreed:
			return NotApplicable
		case t.AnswerIs != RoleError:
			return Held
		case t.Defect == DefectUnknown || !t.Answer1.HasErr:
			return Undecided(NotWhole)
		case t.Answer1.Err != rfc8166.ErrChunk:
			return Held
		}
		text, keys := "ERR_CHUNK for a Call with "+t.offer(), []rfc8166.Key(nil)
		if t.Resent {
			text += "; the XID was outstanding when the connection before was lost"
			keys = []rfc8166.Key{"8166-4.5.3-a", "8267-3.1-a", "8166-8.1.4-b", "8267-6.4.2-e"}
		}
		return Violated(NoBlame, "%s", text).Seen(t.Call.Frame, "Call").
			At(t.Answer.Frame, t.Answer.Time, "refused here").XID(t.XID).Values("ERR_CHUNK", "a Reply").Citing(keys...).
			Unless(c.matched(t)).Unless(c.longHidden(t)).Unless(t.compared()).OnceClosed(t.requester)
	},
	Doc: Doc{
		Why: "The RPC has failed for good. Likely causes: a Reply chunk or Write chunk that is too small for the Reply, more or larger segments than the Responder takes, " +
			"or the first Call after a lost connection that the same XID had broken.",
		How:    "A Call without any defect that this program knows is answered with RDMA_ERROR, ERR_CHUNK.",
		Silent: "The Call is malformed, its Read chunks do not agree with its arguments, or it was not captured whole, be it in the RDMA Reads of a Long Call.",
		Bad:    "est; exchange; C>CALL 1 v3 READDIR rc=(h,1024); S>ERR 1 CHUNK; exchange",
		Good:   "est; exchange; C>CALL 1; S>REPLY 1; exchange",
	},
}

// offer says what chunks the Call has.
func (t *Transaction) offer() string {
	reads, bytes := 0, uint64(0)
	for i := range t.Segments {
		switch s := &t.Segments[i]; s.List {
		case ReadList:
			reads++
		case ReplyChunk:
			bytes += uint64(s.Length)
		}
	}
	if reads == 0 && len(t.Chunks) == 0 && !t.HasReply {
		return "no chunks"
	}
	text := fmt.Sprintf("%s, %s", plural(reads, "read segment"), plural(len(t.Chunks), "Write chunk"))
	if t.HasReply {
		text += fmt.Sprintf(" and a Reply chunk of %d bytes", bytes)
	}
	return text
}
