package rules

import (
	"fmt"

	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// What a checksum covers or a cipher hides cannot be taken apart.
var ddpGSS = &Rule{
	ID:       "ddp/gss",
	Title:    "Reduction under RPCSEC_GSS integrity or privacy",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-8.2.2.3-a"},
	Contents: true,
	Unit:     PerMessage,
	Plain:    PlainWithoutChunks,
	Message: func(c *Conn, m *Message) Outcome {
		return c.reducedUnder(m, protected, func(r reduction) Outcome {
			return Violated(blame(m.Sender), "%s, under RPCSEC_GSS %s", r.text, serviceName(r.service)).
				Values(r.text, "nothing reduced")
		})
	},
	Doc: Doc{
		Why: "Integrity and privacy cover arguments and results as one. With a part of them elsewhere the receiver cannot check or decrypt the rest, and what was moved went without protection.",
		How: "The credential of the Call is RPCSEC_GSS with the service integrity or privacy, and the Call has a Read chunk with a Position other than zero, " +
			"or the Reply returns a Write chunk with bytes in it.",
		Silent: "The credential was not captured.",
		Bad:    "est; exchange; C>CALL 1 v3 WRITE count=4096 gss service=3 rd=(140,4096,h); S>ERR 1 CHUNK; exchange",
		Good:   "est; exchange; C>NOMSG 1 v3 WRITE count=4096 gss service=3 rd=(0,4300,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
	},
}

// serviceName names the protection of RPCSEC_GSS.
func serviceName(s rpc.GSSService) string {
	if s == rpc.GSSIntegrity {
		return "integrity"
	}
	return "privacy"
}

// A reduction is what of a message was moved.
type reduction struct {
	text    string
	service rpc.GSSService
	proc    rpc.GSSProc
}

// reducedUnder judges the messages of RPCs that RPCSEC_GSS protects in a way:
// none may have anything moved but the whole of it.
func (c *Conn) reducedUnder(m *Message, how protection, claim func(reduction) Outcome) Outcome {
	switch m.Role {
	case RoleCall:
		return m.callReducedUnder(how, claim)
	case RoleReply:
	default:
		return NotApplicable
	}
	i, data := returnsData(&m.Header)
	if !data {
		return NotApplicable
	}
	if o, ok := m.returns(); !ok {
		return o
	}
	switch t := m.Txn; {
	case t.protection == unknownProtection:
		return Undecided(t.unread())
	case t.protection != how:
		return NotApplicable
	default:
		r := reduction{fmt.Sprintf("%d bytes in %s", m.Header.Writes[i].Length(), writeChunkName(i)), t.gssService, t.gssProc}
		return c.misreturned(m, claim(r))
	}
}

// callReducedUnder judges a Call.
func (m *Message) callReducedUnder(how protection, claim func(reduction) Outcome) Outcome {
	if m.undecodable() {
		return NotApplicable
	}
	if !m.HasRPC {
		return Undecided(m.unread())
	}
	switch p := protectionOf(&m.RPC); {
	case p == unknownProtection && len(m.Header.Reads) == 0, p != unknownProtection && p != how:
		return NotApplicable
	case p == unknownProtection:
		return Undecided(NotWhole)
	case !m.Header.Has(rfc8166.HaveReads):
		return m.uncaptured()
	}
	for _, r := range m.Header.Reads {
		if r.Position > 0 {
			moved := reduction{fmt.Sprintf("a Read chunk at Position %d", r.Position), m.RPC.GSS.Service, m.RPC.GSS.Proc}
			o := claim(moved).At(m.Event.Frame, m.Event.Time, "sent here")
			if m.HasXID() {
				o = o.XID(m.Header.XID)
			}
			return o.Unless(m.offerGuard())
		}
	}
	return unless(sureGuard(m))
}
