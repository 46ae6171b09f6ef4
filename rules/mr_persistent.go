package rules

import (
	"time"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

const (
	manyCalls = 100 // below this a handle that comes back says nothing
	longTime  = int64(10 * time.Second)
)

// Memory that stays registered stays open.
var mrPersistent = &Rule{
	ID:       "mr/persistent",
	Title:    "Same handle and address advertised for many RPCs",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-8.1.2-a", "8166-8.1.3-a"},
	Deviates: "The advice is about the safety of the Requester's own memory; a client may trust its server.",
	Off:      true,
	Unit:     PerDirection,
	Direction: func(c *Conn, side decode.Side) Outcome {
		r := &c.regions[side]
		if r.calls == 0 {
			return NotApplicable
		}
		x := r.persistent(manyCalls, longTime)
		switch {
		case x != nil:
		case r.calls < manyCalls || r.last-r.first < longTime:
			return Undecided(TooFew)
		case r.mayHide(manyCalls):
			return Undecided(Forgotten)
		default:
			return Held
		}
		return Violated(blame(side), "handle %s at 0x%x advertised in %d Calls within %v", hex(x.handle), x.offset, x.calls,
			time.Duration(x.till-x.time).Round(time.Millisecond)).
			At(x.first, x.time, "first advertised here").Seen(x.last, "last advertised here").
			Values(plural(x.calls, "Call"), "a registration for each")
	},
	Doc: Doc{
		Why: "A handle that lives as long as the connection lets the server, or whoever can forge its packets, read and change the client's memory at any time, " +
			"also while an application uses it.",
		How:    "At least 100 Calls over at least 10 seconds advertise the same handle with the same offset. Segments of up to 4 bytes, which take padding, do not count.",
		Silent: "Fewer Calls or less time. Of very many regions at a time only those in most Calls are followed, and another one may have been in as many.",
		Bad:    "est; exchange 60 v3 WRITE rd=(p,4096,h); wait 11s; exchange 60 v3 WRITE rd=(p,4096,h)",
		Good:   "est; exchange 60 v3 WRITE rd=(p,4096,a); wait 11s; exchange 60 v3 WRITE rd=(p,4096,b)",
	},
}
