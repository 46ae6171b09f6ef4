package rules

import (
	"fmt"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
)

// attributed judges an RNR NAK for the rule that stands for one cause. by is
// the side whose refusals the rule looks at.
func (r *Refusal) attributed(by decode.Side, cause Cause, claim func() Outcome) Outcome {
	switch {
	case r.By != by || r.Guard == NotASend:
		return NotApplicable
	case r.Cause == CauseUnknown:
		return Undecided(r.Guard)
	case r.Cause != cause:
		return Held
	}
	return r.proved(claim())
}

// proved adds to a claim about an RNR NAK its evidence, and lowers the
// severity where the Send was received after all.
func (r *Refusal) proved(o Outcome) Outcome {
	o = o.Seen(r.At, "sent here")
	for _, e := range r.Because {
		o = o.Seen(e.Frame, e.What)
	}
	o = o.At(r.Frame, r.Time, "refused here: RNR NAK").Counting(r.Count)
	if r.Last != r.Frame {
		o = o.Seen(r.Last, "refused for the last time")
	}
	if r.Sent != nil && r.Sent.HasXID {
		o = o.XID(r.Sent.XID)
	}
	switch r.Fate {
	case FateRecovered:
		return o.As(Warning).Seen(r.FateAt, "received at last")
	case FateLost:
		return o.Seen(r.FateAt, "connection lost")
	}
	return o
}

// what names the refused Send: "Call 0x00000005".
func (r *Refusal) what() string {
	s := r.Sent
	if s == nil {
		return "a packet"
	}
	word := s.Role.String()
	if s.Requester == decode.ServerSide && (s.Role == RoleCall || s.Role == RoleReply) {
		word = "reverse " + word
	}
	if !s.HasXID {
		return "a " + word
	}
	return word + " " + hex(s.XID)
}

// course tells how often the Send was refused and what came of it.
func (r *Refusal) course() string {
	text := "refused once"
	if r.Count > 1 {
		text = fmt.Sprintf("refused %d times", r.Count)
	}
	switch {
	case r.Retry == 0:
		text += ", no retry allowed"
	case r.Retry == 7:
		text += fmt.Sprintf(", RNR retries unlimited, timer %v", roce.RNRTimer(r.Timer).Duration())
	case r.Retry > 0:
		text += fmt.Sprintf(", %d retries allowed", r.Retry)
	}
	switch r.Fate {
	case FateRecovered:
		return text + ", then received"
	case FateLost:
		return text + ", connection lost"
	}
	return text
}
