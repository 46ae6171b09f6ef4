package rules

import "rpcrdma-lint/rfc8166"

// A Severity says how much a finding weighs.
type Severity uint8

// The severities. Error breaks a MUST or a definition without which the
// message has no meaning; Warning breaks a SHOULD, or a MUST where an innocent
// cause outside the capture cannot be excluded; Note is legal but of interest.
const (
	Note Severity = iota
	Warning
	Error
)

var severityNames = [...]string{"note", "warning", "error"}

func (s Severity) String() string { return severityNames[s] }

// ParseSeverity is the inverse of String.
func ParseSeverity(s string) (Severity, bool) {
	for i, n := range severityNames {
		if n == s {
			return Severity(i), true
		}
	}
	return 0, false
}

// A Blame names the side at fault.
type Blame uint8

// The sides that a finding can blame. NoBlame accuses no one or cannot decide,
// Capture says that the capture, not a peer, is imperfect.
const (
	NoBlame Blame = iota
	Client
	Server
	Capture
)

var blameNames = [...]string{"none", "client", "server", "capture"}

func (b Blame) String() string { return blameNames[b] }

// A Finding is one place where a rule's pattern was seen.
type Finding struct {
	Rule     *Rule
	Severity Severity

	// Guard is what kept the finding from being proven; zero when it is proven.
	Guard Guard

	Blame  Blame
	Conn   *Summary // nil for a finding about the capture as a whole
	XID    uint32   // valid when HasXID
	HasXID bool
	Call   string // what the transaction asks for: "NFSv3 READ"; empty where that is not known

	Frame   int   // the frame at fault, as Wireshark numbers it
	Decided int   // the frame at which the verdict was certain
	Time    int64 // of Frame, ns since the Unix epoch

	Message  string
	Observed string
	Expected string
	Count    int // how many units this finding stands for, 1 or more
	Told     int // what Count was when the finding was decided, 0 where that is not known

	Requirements []rfc8166.Key
	Evidence     []Evidence
}

// Proven reports whether all guards held.
func (f *Finding) Proven() bool { return f.Guard == 0 }

// Evidence is one frame that proves a finding, and its part in it.
type Evidence struct {
	Frame int
	What  string // "granted here", "sent here", "refused here"
}

// Coverage counts what became of every unit that a rule looked at.
type Coverage struct {
	Rule *Rule

	// Disabled says that the rule was switched off and counted nothing.
	Disabled bool

	Held, Violated, Inconclusive, Undecided int

	// Why counts the inconclusive and undecided units by the guard that failed.
	Why map[Guard]int

	// Dropped is the number of findings beyond the bound per connection, which
	// were counted but not kept.
	Dropped int
}
