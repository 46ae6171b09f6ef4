package rules

import "rpcrdma-lint/rfc8166"

// An RDMA_ERROR says by its XID which request failed.
var errWrongXID = &Rule{
	ID:       "err/wrong-xid",
	Title:    "RDMA_ERROR for an XID that is not outstanding",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4.5-d"},
	Unit:     PerMessage,
	Roles:    []Role{RoleError},
	Message: func(c *Conn, m *Message) Outcome {
		if m.Role != RoleError || !c.mayAnswer(m) || m.Match == MatchAgain || m.Match == MatchElsewhere {
			return NotApplicable
		}
		if !m.HasXID() {
			return Undecided(NotWhole)
		}
		if m.Match == MatchFirst {
			return Held
		}
		if _, ok := c.ignoredBefore(m); ok {
			return NotApplicable
		}
		place := placeOf(m.Event)
		requester, xid := m.Requester, m.Header.XID
		return m.faulty("RDMA_ERROR for XID %s, which no Call had", hex(xid)).Values(hex(xid), "the XID of an outstanding Call").
			Unless(c.CallHidden(requester, xid)).OnceClosed(requester).AtEnd().
			Checking(c.Overtaken(requester, xid, place, nil))
	},
	Doc: Doc{
		Why:    "The Requester cannot tell which RPC has failed: it waits for ever.",
		How:    "The XID of an RDMA_ERROR is that of no Call of this connection.",
		Silent: "The connection's beginning or packets of the Requester are missing; the error answers a short message, an RDMA_DONE or an RDMA_ERROR, which other rules judge.",
		Bad:    "est; exchange; C>CALL 1; S>ERR 2 CHUNK; exchange",
		Good:   "est; exchange; C>CALL 1; S>ERR 1 CHUNK; exchange",
	},
}
