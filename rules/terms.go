package rules

import (
	"time"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// Terms are how the connections between two hosts are judged, where that is not
// left to the standard. They are not changed once an Engine has seen them.
type Terms struct {
	// Off are rules that do not run, of those that run at all.
	Off map[*Rule]bool

	// Severity is what findings bear instead of their own. What a fault entails
	// for other rules is the same.
	Severity map[*Rule]Severity

	Thresholds
}

// Thresholds are the numbers in rules about which the standard is silent. Zero
// stands for the value in DefaultThresholds.
type Thresholds struct {
	Unanswered time.Duration // for which a Call may wait for its answer
	HugeGrant  uint32        // above which a grant is no statement about Receives
}

// DefaultThresholds are the numbers that hold where nothing else is said.
var DefaultThresholds = Thresholds{Unanswered: 60 * time.Second, HugeGrant: 65535}

// A regime is Terms made ready: all numbers are set, and the rules that run are
// picked. Pairs of hosts with the same Terms share it.
type regime struct {
	Terms
	*running
}

// regimeOf is how the connections between two hosts are judged.
func (e *Engine) regimeOf(hosts decode.HostPair) *regime {
	var given *Terms
	if e.o.Terms != nil {
		given = e.o.Terms(hosts)
	}
	r := e.regimes[given]
	if r == nil {
		r = e.regime(given)
		e.regimes[given] = r
	}
	return r
}

func (e *Engine) regime(given *Terms) *regime {
	r := &regime{running: &e.running}
	if given != nil {
		r.Terms = *given
	}
	if r.Unanswered == 0 {
		r.Unanswered = DefaultThresholds.Unanswered
	}
	if r.HugeGrant == 0 {
		r.HugeGrant = DefaultThresholds.HugeGrant
	}
	if len(r.Off) == 0 {
		return r
	}
	r.running = &running{}
	for unit, all := range e.byUnit {
		for _, a := range all {
			if !r.Off[a.Rule] {
				r.byUnit[unit] = append(r.byUnit[unit], a)
			}
		}
	}
	r.group()
	return r
}

// Binds reports whether any requirement of r binds that side. A Requester, a
// sender and so on may be either.
func (r *Rule) Binds(side decode.Side) bool {
	if len(r.Covers) == 0 {
		return true
	}
	for _, k := range r.Covers {
		q, _ := rfc8166.Find(k)
		switch {
		case q.Bound == rfc8166.Client && side != decode.ClientSide:
		case q.Bound == rfc8166.Server && side != decode.ServerSide:
		default:
			return true
		}
	}
	return false
}
