package rules

import (
	"slices"

	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// Plainness says of which plain messages a rule always says the same.
type Plainness uint8

// The kinds of plainness.
const (
	NotPlain           Plainness = iota // of none: it looks at more than the message
	PlainWithoutChunks                  // of those to which no chunk belongs
	PlainAlways                         // of all
)

// plain reports whether the message is as nearly all are: a whole forward Call
// that opens a transaction, or the whole successful Reply that is first to
// answer such a Call, both sent as RDMA_MSG with nothing in them that a rule
// might object to. Its chunks are not looked at.
func (c *Conn) plain(m *Message) bool {
	return c.RolesKnown && m.Sure && !m.Reverse() && m.Txn != nil && m.wellFormed() &&
		(m.Role == RoleCall && m.plainCall() || m.Role == RoleReply && m.plainReply())
}

// wellFormed reports whether the message is a whole RDMA_MSG in which neither
// header has anything unusual.
func (m *Message) wellFormed() bool {
	h, r := &m.Header, &m.RPC
	return m.HeaderErr == nil && h.Version == rfc8166.Version1 && h.Proc == rfc8166.Msg && h.Credit != 0 &&
		m.HasRPC && m.RPCErr == nil && m.Long == nil && m.Whole() && m.PayloadLength()%4 == 0 &&
		r.XID == h.XID && r.OddPad.Field == 0 && !m.Event.Invalidate &&
		r.Cred.Flavor != rpc.AuthGSS && r.Verf.Flavor != rpc.AuthGSS &&
		r.Cred.Length <= rpc.MaxAuthLen && r.Verf.Length <= rpc.MaxAuthLen
}

func (m *Message) plainCall() bool {
	return m.Match == MatchNone && m.RPC.RPCVersion == rpc.Version2
}

func (m *Message) plainReply() bool {
	t := m.Txn
	return m.Match == MatchFirst && t.Role == RoleCall && t.HasLists &&
		m.RPC.ReplyStat == rpc.Accepted && m.RPC.AcceptStat == rpc.Success
}

// withChunks reports whether a chunk belongs to the message: one of its own or
// of the Call that it answers.
func (m *Message) withChunks() bool {
	h, t := &m.Header, m.Txn
	return len(h.Reads) > 0 || len(h.Writes) > 0 || h.HasReply ||
		len(t.Segments) > 0 || len(t.Chunks) > 0 || t.HasReply
}

// A plainKind counts the plain messages of one role, with or without chunks.
type plainKind struct {
	known bool
	held  []*active // that say Held of each
	ask   []*active // that have to be asked

	facts facts // of the latest message
	n     int   // of the latest in a row with these facts
	seen  map[facts]int
}

// take counts a message with these facts.
func (k *plainKind) take(f facts) {
	if k.facts != f {
		k.store()
	}
	k.facts = f
	k.n++
}

func (k *plainKind) store() {
	if k.n == 0 {
		return
	}
	if k.seen == nil {
		k.seen = map[facts]int{}
	}
	k.seen[k.facts] += k.n
	k.n = 0
}

// judges reports whether a rule about messages judges those of the role.
func (r *Rule) judges(role Role) bool { return len(r.Roles) == 0 || slices.Contains(r.Roles, role) }

// group sorts the rules about messages by the roles that they judge.
func (r *running) group() {
	for _, a := range r.byUnit[PerMessage] {
		for role := range r.byRole {
			if a.judges(Role(role)) {
				r.byRole[role] = append(r.byRole[role], a)
			}
		}
	}
}

// rulesFor has the rules that are to be asked about a message, when what the
// others say has been counted.
func (e *Engine) rulesFor(c *Conn, m *Message) []*active {
	r := c.pair.terms.running
	all := r.byRole[m.Role]
	if !c.plain(m) {
		return all
	}
	k, least := &r.plain[m.Role][0], PlainWithoutChunks
	if m.withChunks() {
		k, least = &r.plain[m.Role][1], PlainAlways
	}
	if !k.known {
		k.known = true
		for _, a := range all {
			if a.Plain < least {
				k.ask = append(k.ask, a)
			} else if o := a.Message(c, m); o == Held {
				k.held = append(k.held, a)
			} else if o != NotApplicable {
				k.ask = append(k.ask, a) // it isn't what it promises
			}
		}
	}
	k.take(e.facts)
	return k.ask
}

// countPlain adds what was counted of plain messages to the coverage.
func (e *Engine) countPlain(r *running) {
	for role := range r.plain {
		for i := range r.plain[role] {
			k := &r.plain[role][i]
			k.store()
			for f, n := range k.seen {
				e.facts = f
				for _, a := range k.held {
					e.cover[a.index].Held += n
					e.exercised(a.cited, true, n)
				}
			}
			clear(k.seen)
		}
	}
}
