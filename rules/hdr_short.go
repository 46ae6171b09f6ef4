package rules

import "rpcrdma-lint/rfc8166"

// The four fixed words come first in every message.
var hdrShort = &Rule{
	ID:       "hdr/short",
	Title:    "Message shorter than the smallest valid message of its kind",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-3.2-a"},
	Unit:     PerMessage,
	Plain:    PlainAlways,
	Message: func(_ *Conn, m *Message) Outcome {
		switch {
		case m.tooShort():
			kind := "any message"
			if m.Header.Fixed == 4 && m.Version1() {
				kind = m.Header.Proc.String()
			}
			return m.faulty("%s of %s", kindOf(m), plural(m.Length, "byte")).
				Values(itoa(m.Length), itoa(m.shortest())+" or more for "+kind)
		case m.Length >= rfc8166.MinLen(rfc8166.Msg):
			return Held
		case !m.Complete, m.Header.Fixed < 4:
			return Undecided(NotWhole)
		}
		return Held
	},
	Doc: Doc{
		Why: "A receiver must drop a message of fewer than 28 bytes without a word, so whoever sent it waits for ever. " +
			"A receiver that does not check reads what an earlier message left in its buffer.",
		How:    "The Send has fewer than 16 bytes, fewer than 28 as RDMA_MSG or RDMA_NOMSG, or fewer than 20 as RDMA_ERROR.",
		Silent: "Packets of the message are missing from the capture. An RDMA_ERROR of 20 bytes is valid: ERR_CHUNK has nothing behind its code.",
		Bad:    "est; C>SEND len=12; exchange",
		Good:   "est; C>CALL 1 poke=16:00000007; S>ERR 1 CHUNK; exchange",
	},
}

// kindOf names a message by its rdma_proc, where it has one.
func kindOf(m *Message) string {
	if m.Header.Fixed == 4 && m.Version1() {
		return m.Header.Proc.String()
	}
	return "message"
}
