package rules

import (
	"time"

	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// A reliable connection loses no request, so NFSv4 forbids to repeat one on
// it.
var retrySameConnection = &Rule{
	ID:       "retry/same-connection",
	Title:    "Request sent again on a connection that was not lost",
	Severity: Warning,
	Covers:   []rfc8166.Key{"5661-2.9.2-a", "7530-3.1.1-a", "8167-5.4-a"},
	Deviates: "it burdens the peer and breaks nothing where that recognises the XID; " +
		"and only NFSv4 forbids it, so that it is a note for other programs",
	Unit:  PerMessage,
	Roles: []Role{RoleCall},
	Message: func(c *Conn, m *Message) Outcome {
		switch {
		case m.Role != RoleCall || m.isNull():
			return NotApplicable
		case !m.Sure:
			return Undecided(NoRole)
		case m.Match == MatchNone:
			return c.firstOfItsXID(m)
		case !m.repeats():
			return NotApplicable
		case m.likeness() == RepeatDiffers:
			return Held
		case m.likeness() == RepeatUnknown:
			return Undecided(m.likenessGuard())
		case !m.Txn.HasProgram:
			return Undecided(NotParsed)
		}
		t := m.Txn
		o := c.whileUnanswered(m, m.faulty("%s sent again %s after the first time, and unanswered", t.Name(),
			time.Duration(m.Event.SentTime-t.Call.SentTime).Round(time.Microsecond)).
			Values("2 Calls", "1 Call a connection"))
		switch {
		case m.Reverse():
			return o.Citing("8167-5.4-a")
		case t.Program == rpc.ProgNFS && t.Version == 4:
			return o.Citing("5661-2.9.2-a", "7530-3.1.1-a")
		}
		return o.As(Note)
	},
	Doc: Doc{
		Why: "The server has the first one still. It executes the request twice, or must find the repetition in its reply cache; " +
			"each takes a credit, and there will be two answers.",
		How: "A Call has XID and RPC message of an unanswered Call of the same side on the same connection. " +
			"NFSv4 and its callbacks: a warning; other programs, which do not forbid it: a note.",
		Silent: "The first answer may be missing from the capture, one of the Calls was not captured whole or is a Long Message, or RPCSEC_GSS makes " +
			"the two differ. The NULL procedure may be repeated.",
		Bad:  "est; C>CALL 1; S>REPLY 1; C>CALL 5 v4 [PUTFH GETATTR]; wait 30s; C>CALL 5 v4 [PUTFH GETATTR]; S>REPLY 5; exchange",
		Good: "est; C>CALL 5 v4 [PUTFH GETATTR]; C>DREQ; S>DREP; est; C>CALL 5 v4 [PUTFH GETATTR]; S>REPLY 5; exchange",
	},
}

// isNull reports whether a Call is of the NULL procedure.
func (m *Message) isNull() bool {
	return m.HasRPC && m.RPC.Has(rpc.FieldProcedure) && m.RPC.Procedure == 0
}
