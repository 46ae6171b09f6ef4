package damage

import (
	"fmt"
	"strings"
)

// An Accusation is what a proven finding says: the rule, and whom it blames on
// which connection of the whole capture. Conn is 0 where that is all the same.
type Accusation struct {
	Rule, Blame string
	Conn        int
}

// Nobody is the connection of a finding whose frames belong to none of the whole
// capture, so that it cannot be true.
const Nobody = -1

// noOne is the blame of a finding that accuses nobody.
const noOne = "none"

// silencing names, for a rule, the one that says the same of a message more
// exactly as long as the capture shows it.
var silencing = map[string]string{
	"xid/reply-unknown": "conn/reply-elsewhere",
}

// Follows reports whether a finding in a damaged capture says no more than
// those in the whole one of the same connection: the same, or less of it.
func (a Accusation) Follows(whole map[Accusation]bool) bool {
	if whole[a] || whole[Accusation{silencing[a.Rule], a.Blame, a.Conn}] {
		return true
	}
	if a.Blame != noOne {
		return false
	}
	for w := range whole {
		switch {
		case w.Conn != a.Conn:
		case w.Rule == a.Rule: // the same, but who is to blame cannot be told any more
			return true
		case a.Rule == "recv/rnr-unattributed" && strings.HasPrefix(w.Rule, "recv/rnr-"):
			return true // the NAK is still there, its cause is not
		}
	}
	return false
}

// AboutCapture reports whether a rule speaks of the capture rather than of a
// peer. Damage is what such a rule is there to tell of.
func AboutCapture(rule string) bool { return strings.HasPrefix(rule, "wire/") }

func (a Accusation) String() string {
	switch a.Conn {
	case 0:
		return a.Rule + " blaming " + a.Blame
	case Nobody:
		return a.Rule + " blaming " + a.Blame + " of no connection"
	}
	return fmt.Sprintf("%s blaming %s of connection %d", a.Rule, a.Blame, a.Conn)
}
