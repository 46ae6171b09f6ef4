package rules

import "rpcrdma-lint/rfc8166"

// The Requester reads the error in the version that it sent.
var errWrongVersion = &Rule{
	ID:       "err/wrong-version",
	Title:    "RDMA_ERROR does not repeat the request's version",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-4.5-e"},
	Unit:     PerMessage,
	Roles:    []Role{RoleError},
	Message: func(c *Conn, m *Message) Outcome {
		if m.Role != RoleError || m.Match != MatchFirst || m.Txn.Defect == DefectShort {
			return NotApplicable
		}
		if m.Header.Fixed < 2 || !m.Txn.HasVersion {
			return Undecided(NotWhole)
		}
		if m.Header.Version == m.Txn.Header.Version {
			return Held
		}
		if m.Txn.Repeats > 0 {
			return Undecided(Unpaired)
		}
		return m.faulty("rdma_vers is %d, that of the Call %d", m.Header.Version, m.Txn.Header.Version).
			Seen(m.Txn.Call.Frame, "Call").Values(utoa(m.Header.Version), utoa(m.Txn.Header.Version)).
			Unless(c.matched(m.Txn)).OnceClosed(m.Requester)
	},
	Doc: Doc{
		Why:    "A Requester that does not speak the version of the error has to drop it, and with it the refusal of its Call.",
		How:    "rdma_vers of an RDMA_ERROR differs from that of the Call with its XID.",
		Silent: "The Call was not captured that far.",
		Bad:    "est; exchange; C>CALL 1 vers=2; S>ERR 1 vers=1 VERS(1,1); exchange",
		Good:   "est; exchange; C>CALL 1 vers=2; S>ERR 1 vers=2 VERS(1,1); exchange",
	},
}
