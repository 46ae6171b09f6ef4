package rules

import (
	"rpcrdma-lint/rfc8166"
)

// A Read list can only be pulled where the client serves RDMA Reads.
var connNoReadDepth = &Rule{
	ID:       "conn/no-read-depth",
	Title:    "Read list sent on a connection that lends no Read resources",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-3.3.1-j"},
	Deviates: "the depth fields may be adapted outside the CM exchange",
	Off:      true,
	Unit:     PerMessage,
	Roles:    []Role{RoleCall},
	Plain:    PlainWithoutChunks,
	Message: func(c *Conn, m *Message) Outcome {
		if m.Role != RoleCall || m.Reverse() || len(m.Header.Reads) == 0 {
			return NotApplicable
		}
		req := c.CM.Req
		switch {
		case req == nil || req.Resources < 0:
			return Undecided(NoCM)
		case req.Resources > 0:
			return Held
		}
		return Violated(Client, "a Call with %s, but the client serves no RDMA Reads", plural(len(m.Header.Reads), "read segment")).
			Seen(req.Frame, "responder resources: 0").At(m.Event.Frame, m.Event.Time, "sent here").
			XID(m.Header.XID).Values("0", "1 or more").Folded(1)
	},
	Doc: Doc{
		Why:    "The server cannot pull the arguments: the Call fails, or the connection does.",
		How:    "The client's ConnectRequest offers no responder resources, and a Call has a Read list.",
		Silent: "The ConnectRequest was not captured that far.",
		Bad:    "est[R1 4K/4K resp=0 | R0 4K/4K init=0]; C>CALL 1; S>REPLY 1; C>CALL 2 v3 WRITE count=4096 rd=(p,4096,h); exchange",
		Good:   "est; C>CALL 1 v3 WRITE count=4096 rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
	},
}
