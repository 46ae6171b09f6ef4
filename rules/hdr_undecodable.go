package rules

import "rpcrdma-lint/rfc8166"

// Where the lists make no sense, nothing behind them does.
var hdrUndecodable = &Rule{
	ID:       "hdr/undecodable",
	Title:    "Transport header cannot be decoded",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4-a", "8166-4.1.2-c", "8166-3.4.3-a", "8166-3.2-a"},
	Unit:     PerMessage,
	Plain:    PlainAlways,
	Message: func(_ *Conn, m *Message) Outcome {
		o, ok := m.procKnown()
		switch {
		case !ok:
			return o
		case m.Header.Proc != rfc8166.Msg && m.Header.Proc != rfc8166.NoMsg:
			return NotApplicable
		case m.tooShort():
			return NotApplicable
		case m.undecodable():
			bad := m.Malformed()
			return m.faulty("%s at byte %d: %s", bad.List, bad.Offset, bad.Reason).
				Values(bad.Reason, "an XDR list that ends within the message")
		case m.HeaderErr != nil:
			return Undecided(NotWhole)
		}
		return Held
	},
	Doc: Doc{
		Why: "The receiver cannot tell where the lists end and the RPC message begins. " +
			"One that trusts a length or a count here reads or writes memory that nobody offered.",
		How: "A discriminator of the Read list, the Write list or the Reply chunk is neither 0 nor 1, a count of segments is larger than " +
			"the message could hold, or a list runs past the message's end.",
		Silent: "The message is of another version or neither RDMA_MSG nor RDMA_NOMSG, the capture cut it within the lists, or it is too short " +
			"for empty lists, which is hdr/short.",
		Bad:  "est; C>CALL 1 wr=(count=1000000)(h,4096); S>ERR 1 CHUNK; exchange",
		Good: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096); exchange",
	},
}

// tooShort reports whether the message ends before the smallest one of its
// kind would.
func (m *Message) tooShort() bool { return m.Complete && m.Length < m.shortest() }

// shortest is the length of the smallest message of this kind, in bytes, as
// far as its first words tell.
func (m *Message) shortest() int {
	if m.Header.Fixed < 4 || !m.Version1() {
		return rfc8166.MinLen(rfc8166.Done)
	}
	return rfc8166.MinLen(m.Header.Proc)
}
