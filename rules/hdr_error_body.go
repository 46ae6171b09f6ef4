package rules

import "rpcrdma-lint/rfc8166"

const (
	errChunkLen = 20 // bytes of a whole ERR_CHUNK message (RFC 8166 §4.5)
	errVersLen  = 28 // and of an ERR_VERS message
)

// ERR_VERS carries a range and ERR_CHUNK nothing; there is no third.
var hdrErrorBody = &Rule{
	ID:       "hdr/error-body",
	Title:    "RDMA_ERROR body malformed",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4.1.2-b", "8166-4.1.2-d", "8166-4.2.4-d", "8166-4.5-g"},
	Unit:     PerMessage,
	Plain:    PlainAlways,
	Message: func(_ *Conn, m *Message) Outcome {
		h := &m.Header
		o, ok := m.procKnown()
		switch {
		case !ok:
			return o
		case h.Proc != rfc8166.Error || m.tooShort() || m.refusesForeign():
			return NotApplicable
		case !h.Has(rfc8166.HaveErr):
			return Undecided(NotWhole)
		case h.Err != rfc8166.ErrVers && h.Err != rfc8166.ErrChunk:
			return m.faulty("the error code is %d", uint32(h.Err)).
				Values(utoa(uint32(h.Err)), "ERR_VERS (1) or ERR_CHUNK (2)").Citing("8166-4.1.2-b", "8166-4.5-g")
		}
		return m.errorLength()
	},
	Doc: Doc{
		Why:    "The Requester learns from the body why its Call was refused, and which versions it may try instead. From another one it learns nothing.",
		How:    "The error code is neither 1 nor 2, or an ERR_VERS message is shorter than 28 bytes. Bytes behind the body are a note.",
		Silent: "The message was cut, or what it refuses is of another version than 1.",
		Bad:    "est; C>MSG 1 proc=7; S>ERR 1 code=9; exchange",
		Good:   "est; C>CALL 1 vers=2; S>ERR 1 vers=2 VERS(1,1); C>MSG 2 proc=7; S>ERR 2 CHUNK; exchange",
	},
}

// errorLength judges the length of an RDMA_ERROR with a known code.
func (m *Message) errorLength() Outcome {
	want := errChunkLen
	if m.Header.Err == rfc8166.ErrVers {
		want = errVersLen
	}
	text := m.Header.Err.String()
	switch {
	case m.Complete && m.Length < want:
		return m.faulty("%s in a message of %s", text, plural(m.Length, "byte")).
			Values(itoa(m.Length), itoa(want)).Citing("8166-4.1.2-d")
	case m.Length > want:
		return m.faulty("%s behind the body of %s", plural(m.Length-want, "byte"), text).
			Values(itoa(m.Length), itoa(want)).Citing("8166-4.1.2-d", "8166-4.2.4-d").As(Note)
	case !m.Complete:
		return Undecided(NotWhole)
	}
	return Held
}

// refusesForeign reports whether an RDMA_ERROR answers a message of another
// version, which may give it another body.
func (m *Message) refusesForeign() bool {
	return m.Txn != nil && m.Txn.Header.Version != rfc8166.Version1
}
