package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// What the client allowed stands in the arguments of its CREATE_SESSION.
var dirLongReverse = &Rule{
	ID:       "dir/long-reverse",
	Title:    "Long reverse Call the client did not allow",
	Severity: Error,
	Covers:   []rfc8166.Key{"8267-6.5.2-c"},
	Unit:     PerMessage,
	Roles:    []Role{RoleCall},
	Plain:    PlainAlways,
	Message: func(c *Conn, m *Message) Outcome {
		h := &m.Header
		switch {
		case m.Role != RoleCall || !m.Reverse() || m.undecodable():
			return NotApplicable
		case h.Fixed < 4 || h.Proc != rfc8166.NoMsg && !h.Has(rfc8166.HaveReads):
			return m.uncaptured()
		case h.Proc != rfc8166.NoMsg && len(h.Reads) == 0:
			return Held
		case !m.Sure || !c.RolesKnown || c.spoiled(m):
			return Undecided(NoRole)
		case c.back.session == 0 || c.back.elsewhere || c.back.waits(m.Event.Time):
			return Undecided(c.back.whySessionUnknown())
		}
		limit, allowed := c.Threshold(decode.ServerSide), c.back.maxRequest
		switch {
		case !limit.Known:
			return Undecided(NoNegotiation)
		case int64(allowed) > int64(limit.Bytes):
			return Held
		}
		session, at := c.back.session, m.Event.Time
		what := "a Long reverse Call"
		if h.Proc != rfc8166.NoMsg {
			what = "a reverse Call with a Read list"
		}
		return Violated(Server, "%s, and CREATE_SESSION allows %d bytes, within the inline threshold of %d", what, allowed, limit.Bytes).
			Seen(session, "CREATE_SESSION").At(m.Event.Frame, m.Event.Time, "reverse Call").XID(h.XID).
			Values(what, "a Short reverse Call").Unless(c.Unbroken(decode.ClientSide)).OnceClosed(decode.ClientSide).
			Checking(func() Guard {
				switch g := c.Unbroken(decode.ClientSide); {
				case g != 0:
					return g
				case c.back.session != session || c.back.elsewhere || c.back.waits(at):
					return Disordered
				}
				return c.sentAfter(at)
			})
	},
	Doc: Doc{
		Why: "A client that allows only requests up to the inline threshold has no means to fetch a longer one: " +
			"the callback fails, and what it was to recall stays with the client.",
		How:    "A reverse Call is an RDMA_NOMSG or has a Read list, though no CREATE_SESSION on the connection allowed back channel requests larger than the inline threshold.",
		Silent: "No CREATE_SESSION with a back channel was captured on the connection, another session may have been bound to it, packets of the client are missing, or the inline threshold is not known.",
		Bad:    "est; C>CALL 1 v4 [CREATE_SESSION] flags=2 backmax=4068; S>REPLY 1; S>NOMSG r1 rd=(0,6000,k); C>ERR r1 CHUNK; exchange",
		Good:   "est; backchannel; S>CALL r1 len=300; C>REPLY r1; exchange",
	},
}
