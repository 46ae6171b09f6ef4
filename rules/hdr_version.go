package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// A connection that carries version 1 carries nothing else. One without any
// version 1 message speaks another protocol, of which this checker knows
// nothing.
var hdrVersion = &Rule{
	ID:       "hdr/version",
	Title:    "rdma_vers is not 1",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4.2.2-a"},
	Unit:     PerMessage,
	Plain:    PlainAlways,
	Message: func(c *Conn, m *Message) Outcome {
		switch {
		case m.Header.Fixed < 2:
			return m.uncaptured()
		case m.tooShort():
			return NotApplicable
		case m.Version1():
			return Held
		case m.Role == RoleError && c.refusesVersion(m):
			return NotApplicable
		}
		o := m.faulty("rdma_vers is %d", m.Header.Version).Values(utoa(m.Header.Version), "1")
		if m.Header.Fixed < 4 {
			return o.Unless(NotWhole) // it may be an RDMA_ERROR that repeats a refused version
		}
		if m.Role == RoleError {
			o = o.Unless(c.requestUnknown(m)).OnceClosed(m.Requester)
		} else if c.version1 {
			return o
		}
		if !c.version1 {
			o = o.Folded(int(m.Sender))
		}
		return o.AtEnd().Checking(c.versionCheck(m, o))
	},
	Doc: Doc{
		Why: "Only the first four words and ERR_VERS mean the same in all versions. A receiver that knows version 1 alone must refuse the message; " +
			"one that does not look reads whatever follows as if it were version 1.",
		How: "rdma_vers is another value than 1 on a connection that has version 1 messages too, before or after. " +
			"Where a connection captured from its beginning without a gap has none, it is a note.",
		Silent: "An RDMA_ERROR repeats the version that it refuses, or what it answers may be missing from the capture.",
		Bad:    "est; C>CALL 1; S>REPLY 1; C>CALL 2 vers=2; S>ERR 2 VERS(1,1); exchange",
		Good:   "est; C>CALL 1 vers=1; S>REPLY 1; exchange",
	},
}

// refusesVersion reports whether an RDMA_ERROR repeats the version of a
// message that was not of version 1, or was too short to have one. One with
// the XID of no message may be meant for any.
func (c *Conn) refusesVersion(m *Message) bool {
	if m.Txn != nil {
		return m.Txn.Header.Version == m.Header.Version
	}
	for _, t := range c.Open(m.Requester) {
		if t.HasVersion && t.Header.Version == m.Header.Version {
			return true
		}
	}
	sends := &c.sends[m.Requester]
	for i := range sends.ring {
		if !sends.ring[i].HasXID {
			return true
		}
	}
	return false
}

// versionCheck is what a claim about a foreign version asks at the connection's
// end: whether what an RDMA_ERROR answers became known after it, and whether
// version 1 was spoken at all.
func (c *Conn) versionCheck(m *Message, o Outcome) func() Guard {
	overtaken := func() Guard { return 0 }
	if m.Role == RoleError {
		overtaken = c.Overtaken(m.Requester, m.Header.XID, placeOf(m.Event), m.Txn)
	}
	return func() Guard {
		if g := overtaken(); g != 0 {
			return g
		}
		if c.version1 {
			return 0
		}
		o.As(Note)
		if g := c.Unbroken(decode.ClientSide); g != 0 {
			return g
		}
		return c.Unbroken(decode.ServerSide)
	}
}

// requestUnknown is the guard that fails when an RDMA_ERROR may answer
// something else than the transaction with its XID.
func (c *Conn) requestUnknown(m *Message) Guard {
	switch g := c.CallHidden(m.Requester, m.Header.XID); {
	case g != 0:
		return g
	case m.Txn != nil && m.Txn.Repeats > 0:
		return Unpaired
	case m.Txn != nil && !m.Txn.HasVersion:
		return NotWhole
	case m.Txn != nil && !m.Txn.Sure && m.Txn.Role == RoleCall:
		return NoRole
	}
	return 0
}
