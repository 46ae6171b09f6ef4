package rules

import (
	"fmt"

	"rpcrdma-lint/rfc8166"
)

// A Write chunk has room for all that was asked for.
var writeTooSmall = &Rule{
	ID:       "write/too-small",
	Title:    "Write chunk smaller than the largest possible result",
	Severity: Warning,
	Covers:   []rfc8166.Key{"8166-3.4.6-a", "8166-4.3.2.2-b", "8166-6.2-a"},
	Deviates: "the client may know that the file is shorter",
	Unit:     PerTransaction,
	Transaction: func(_ *Conn, t *Transaction) Outcome {
		if o, ok := t.sized(); !ok {
			return o
		}
		small := t.Asked.room.small
		switch {
		case len(t.Chunks) == 0 || t.protection == protected:
			return NotApplicable
		case t.Asked.results == 0 && t.Asked.guard() == 0:
			return NotApplicable
		case !small.found:
			return unless(t.Asked.guard())
		}
		return t.resources(Violated(blame(t.requester), "%s has %d bytes, the READ asks for %d", writeChunkName(small.chunk), small.capacity, small.asked).
			Values(fmt.Sprintf("%d bytes", small.capacity), fmt.Sprintf("at least %d bytes", small.asked)))
	},
	Doc: Doc{
		Why: "A Responder that has more data than fits refuses the Call, breaks the connection, or writes into memory that is not offered.",
		How: "The segments of a Write chunk add up to fewer bytes than the READ asks for that it belongs to by its place. Chunks are counted from 0. " +
			"What came of it is in the evidence.",
		Silent: "The arguments were not captured or are hidden by RPCSEC_GSS, or an operation is not known. Of READLINK no length is asked for.",
		Bad:    "est; exchange; C>CALL 1 v3 READ count=8192 wr=(h,4096); S>ERR 1 CHUNK; exchange",
		Good:   "est; exchange; C>CALL 1 v3 READ count=8192 wr=(h,8192); S>WRITE h 0 8192; S>REPLY 1 count=8192 wr=(h,8192); exchange",
	},
}

// sized reports whether the room that a Call offers for its Reply can be held
// against its arguments. What to say otherwise is the outcome.
func (t *Transaction) sized() (Outcome, bool) {
	switch {
	case t.Role != RoleCall || !t.Proper:
		return NotApplicable, false
	case !t.HasLists:
		return Undecided(NotWhole), false
	case !t.HasProgram || !t.Asked.Known:
		return Undecided(t.unread()), false
	case t.protection == gssControl: // its results are not those of the procedure
		return NotApplicable, false
	}
	return Held, true
}

// unread is the guard that fails where what the Call asks for is not known.
func (t *Transaction) unread() Guard {
	if t.Header.Proc == rfc8166.NoMsg {
		return NotParsed
	}
	return NotWhole
}

// resources completes the claim that a Call offers too little for its Reply,
// with what came of it.
func (t *Transaction) resources(o Outcome) Outcome {
	o = o.At(t.Call.Frame, t.Call.Time, "offered here").XID(t.XID)
	switch {
	case t.Answered && t.AnswerIs == RoleError && t.Answer1.Err == rfc8166.ErrChunk:
		return o.Seen(t.Answer.Frame, "refused with ERR_CHUNK")
	case t.Answered:
		return o.Seen(t.Answer.Frame, "answered")
	}
	return o
}
