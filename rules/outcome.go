package rules

import (
	"fmt"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// An Outcome is what a rule says of one unit. The zero value says that the
// rule does not apply to the unit, which is not counted.
type Outcome struct {
	kind  outcomeKind
	guard Guard
	claim *claim
}

type outcomeKind uint8

const (
	notApplicable outcomeKind = iota
	held
	violated
	undecided
)

// NotApplicable is the outcome of a unit that the rule has nothing to say of.
var NotApplicable = Outcome{}

// Held is the outcome of a unit in which the pattern is absent and all guards
// hold.
var Held = Outcome{kind: held}

// Undecided is the outcome of a unit in which the pattern is absent but a
// guard fails, so that it may be hidden.
func Undecided(g Guard) Outcome { return Outcome{kind: undecided, guard: g} }

// Violated is the outcome of a unit in which the pattern is present. Its
// methods add the facts; Unless and the methods that wait add the guards.
func Violated(b Blame, format string, args ...any) Outcome {
	return Outcome{kind: violated, claim: &claim{blame: b, message: fmt.Sprintf(format, args...), count: 1}}
}

// proven reports whether the pattern is present and no guard fails so far.
func (o Outcome) proven() bool { return o.kind == violated && o.guard == 0 }

// A claim is a violation on its way to being a finding.
type claim struct {
	blame    Blame
	message  string
	observed string
	expected string
	count    int
	frame    int
	time     int64
	xid      uint32
	hasXID   bool
	subject  *Transaction // that the XID is of, where it is known
	evidence []Evidence

	severity    Severity
	hasSeverity bool
	covers      []rfc8166.Key

	fold    int // claims of one rule on one connection with the same number are one finding
	hasFold bool

	waits [waitCount]bool
	check func() Guard // asked when all waits are over
}

// A waitFor is something that only a later packet can settle.
type waitFor uint8

const (
	waitClient waitFor = iota // the client's next request, captured without a gap
	waitServer                // likewise the server's
	waitEnd                   // the end of the connection
	waitFinish                // the end of the capture, or until the ledger lets go of the connection
	waitCount
)

// At sets the frame at fault and adds it to the evidence.
func (o Outcome) At(frame int, time int64, what string) Outcome {
	if o.claim == nil {
		return o
	}
	o.claim.frame, o.claim.time = frame, time
	return o.Seen(frame, what)
}

// Seen adds a frame to the evidence.
func (o Outcome) Seen(frame int, what string) Outcome {
	if o.claim != nil && frame > 0 {
		o.claim.evidence = append(o.claim.evidence, Evidence{Frame: frame, What: what})
	}
	return o
}

// XID names the transaction.
func (o Outcome) XID(xid uint32) Outcome {
	if o.claim != nil {
		o.claim.xid, o.claim.hasXID = xid, true
	}
	return o
}

// Values sets what was observed and what the standard expects instead.
func (o Outcome) Values(observed, expected string) Outcome {
	if o.claim != nil {
		o.claim.observed, o.claim.expected = observed, expected
	}
	return o
}

// Counting says for how many units the claim stands.
func (o Outcome) Counting(n int) Outcome {
	if o.claim != nil {
		o.claim.count = n
	}
	return o
}

// As sets a severity other than the rule's.
func (o Outcome) As(s Severity) Outcome {
	if o.claim != nil {
		o.claim.severity, o.claim.hasSeverity = s, true
	}
	return o
}

// Citing narrows the requirements to those that this unit broke.
func (o Outcome) Citing(keys ...rfc8166.Key) Outcome {
	if o.claim != nil {
		o.claim.covers = keys
	}
	return o
}

// Unless makes the claim inconclusive when g is not zero. The first guard
// that fails is kept.
func (o Outcome) Unless(g Guard) Outcome {
	if o.guard == 0 {
		o.guard = g
	}
	return o
}

// Folded makes one finding of all claims of this rule on this connection that
// have the same number; the first one gives frame and message.
func (o Outcome) Folded(n int) Outcome {
	if o.claim != nil {
		o.claim.fold, o.claim.hasFold = n, true
	}
	return o
}

// OnceClosed makes the claim wait until the next request of side is captured
// without a gap, which proves that nothing was sent unseen before it.
func (o Outcome) OnceClosed(side decode.Side) Outcome {
	if o.claim != nil {
		o.claim.waits[waitFor(side)] = true
	}
	return o
}

// AtEnd makes the claim wait for the end of the connection.
func (o Outcome) AtEnd() Outcome {
	if o.claim != nil {
		o.claim.waits[waitEnd] = true
	}
	return o
}

// AtFinish makes the claim wait for what later connections show.
func (o Outcome) AtFinish() Outcome {
	if o.claim != nil {
		o.claim.waits[waitFinish] = true
	}
	return o
}

// Checking names what is asked, once the claim has waited for all it waits
// for: the guard that fails then, if any.
func (o Outcome) Checking(check func() Guard) Outcome {
	if o.claim != nil {
		o.claim.check = check
	}
	return o
}
