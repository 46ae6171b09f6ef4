package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
)

// FirstCall reports whether a second Call of the requester was captured before
// the first answer of the connection, and the guard that fails if so; or, if
// not, the guard because of which one may be hidden (requirement 8166-3.3.3-b).
func (c *Conn) FirstCall(requester decode.Side) (pattern bool, g Guard) {
	k := &c.dirs[requester].credit
	pattern = k.second != nil && (!k.hasAnswer || k.second.Call.SentFrame < k.firstAnswer.last)
	if g := c.startGuard(); g != 0 {
		return pattern, g
	}
	if at := c.early[requester]; pattern && at > 0 && at < k.second.Call.SentFrame {
		return false, EarlyAck // an answer was received before the second Call, it seems
	}
	if !pattern {
		return false, c.noHiddenCall(requester)
	}
	return true, c.noHiddenAnswer(requester)
}

// noHiddenCall is the guard that fails when a Call before the first answer may
// be missing from the capture.
func (c *Conn) noHiddenCall(requester decode.Side) Guard {
	k := &c.dirs[requester].credit
	switch {
	case k.unseenAtAnswer > 0 || !k.hasAnswer && c.unseen[requester] > 0:
		return gapGuard(requester)
	case !k.hasAnswer:
		return NoTail
	}
	return 0
}

// noHiddenAnswer is the guard that fails when an answer before the second Call
// may be missing from the capture.
func (c *Conn) noHiddenAnswer(requester decode.Side) Guard {
	k, responder := &c.dirs[requester].credit, requester.Other()
	closed := 0
	switch {
	case k.hasAnswer && k.firstAnswer.unseen == 0 && k.firstAnswer.last > k.second.Call.SentFrame:
		closed = k.firstAnswer.last
	case k.hasClosing && k.closing.unseen == 0:
		closed = k.closing.frame
	case k.hasAnswer || k.hasClosing:
		return gapGuard(responder)
	case c.provenSilent(requester):
		return 0
	default:
		return openGuard(responder)
	}
	if at := c.early[requester]; at > 0 && at < closed {
		return EarlyAck
	}
	// What came first of the Responder may repeat what the capture missed.
	call, at := k.first, k.closing.time
	if k.hasAnswer {
		at = k.firstAnswer.time
		if k.firstAnswerTo != nil {
			call = k.firstAnswerTo
		}
	}
	if g := c.Fresh(call.Call.Time, at); g != 0 {
		return g
	}
	if k.hasAnswer && (k.firstAnswer.late || k.firstAnswer.time-k.second.Call.SentTime <= c.Margin()) {
		return Disordered
	}
	return 0
}

// provenSilent is the guard EMPTY-S: the Responder sent no request and the
// Requester no response on this connection, and nothing but Call 1 before Call 2;
// and Call 1 was acknowledged by itself and only after Call 2, so that no answer
// can have come before Call 2.
func (c *Conn) provenSilent(requester decode.Side) bool {
	k := &c.dirs[requester].credit
	first, second := k.first, k.second
	return c.requests[requester.Other()] == 0 && c.responses[requester] == 0 &&
		first.gapsAt[requester] == 0 && c.firstPSN[requester] == first.Call.PSN && second.Call.PSN == roce.PSNAdd(first.Call.EndPSN, 1) &&
		first.acked && first.ackTime-second.Call.SentTime > c.Margin()
}
