package rules

import (
	"fmt"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/rfc8166"
)

// The reply cache is there to answer a repetition as the first time.
var nfsReplayed = &Rule{
	ID:       "nfs/replayed",
	Title:    "Non-idempotent request executed again after a reconnect",
	Severity: Note,
	Covers:   []rfc8166.Key{"5661-2.9.2-a"},
	Deviates: "the client does what it is allowed to, and no standard asks the server for a reply cache",
	Off:      true,
	Unit:     PerTransaction,
	Transaction: func(c *Conn, t *Transaction) Outcome {
		a := &t.Asked
		if t.requester != decode.ClientSide || !a.changes || !t.Answered || t.AnswerIs != RoleReply || a.compound() && a.Minor > 0 {
			return NotApplicable
		}
		first, old := c.pair.earlier(c, t)
		switch {
		case first == nil:
			return NotApplicable
		case !t.whole || !first.whole || !t.Answer1.HasStatus || !first.Answer1.HasStatus:
			return Undecided(NotWhole)
		case first.Answer1.Status == t.Answer1.Status:
			return Held
		}
		before, after := nfs.StatusName(first.Answer1.Status), nfs.StatusName(t.Answer1.Status)
		return Violated(NoBlame, "%s answered with %s, and with %s when it came again", t.Name(), before, after).
			Seen(first.Call.Frame, fmt.Sprintf("Call, on the connection of frame %d", old.FirstFrame)).Seen(first.Answer.Frame, before).
			Seen(t.Call.Frame, "the same Call").At(t.Answer.Frame, t.Answer.Time, after).XID(t.XID).
			Values(after, before+", from the reply cache").Unless(c.matched(t)).Unless(old.matched(first)).OnceClosed(t.requester)
	},
	Doc: Doc{
		Why: "The request was executed twice. A file that was made is reported to exist, one that was removed to be missing, and an application fails that did nothing wrong.",
		How: "A Call that is not idempotent (MKDIR, REMOVE, RENAME, OPEN and the like) came on two connections of the same client, with the same XID and contents, " +
			"was answered on both, and the second Reply has another NFS status than the first.",
		Silent: "One of the Calls or Replies was not captured whole, or the two differ in their credentials. NFSv4.1 and later have slots, which answer by sequence number.",
		Bad:    "est; exchange; C>CALL 6; C>CALL 5 v3 MKDIR; S>REPLY 5; C>DREQ; S>DREP; est; C>CALL 5 v3 MKDIR; S>REPLY 5 EXIST; C>CALL 6; S>REPLY 6; exchange",
		Good:   "est; exchange; C>CALL 6; C>CALL 5 v3 MKDIR; S>REPLY 5; C>DREQ; S>DREP; est; C>CALL 5 v3 MKDIR; S>REPLY 5; C>CALL 6; S>REPLY 6; exchange",
	},
}

// earlier finds the same Call, answered, on a connection of the same client
// that ended before, and that connection.
func (p *Pair) earlier(c *Conn, t *Transaction) (*Transaction, *Conn) {
	for i := len(p.ended) - 1; i >= 0; i-- {
		o := p.ended[i]
		if o == c || !c.follows(o) {
			continue
		}
		if s := o.dirs[t.requester].closed[t.XID]; s != nil && s.Asked.changes && s.AnswerIs == RoleReply && s.digest == t.digest {
			return s, o
		}
	}
	return nil, nil
}
