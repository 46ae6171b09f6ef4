package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
)

// A privateArea is the private data of a ConnectRequest or ConnectReply (RFC
// 8797 §4).
type privateArea struct {
	roce.PrivateMessage
	state  roce.Presence
	offset int // of the identifier
	frame  int
	time   int64
}

// privateOf is the private data that side sent, and the guard that fails where
// it was not captured. It is false where side had no occasion to send any.
func (c *Conn) privateOf(side decode.Side) (a privateArea, g Guard, ok bool) {
	switch req, rep := c.CM.Req, c.CM.Rep; {
	case side == decode.ClientSide && req != nil:
		a = privateArea{req.Private, req.PrivateState, req.PrivateAt, req.Frame, req.Time}
	case side == decode.ServerSide && rep != nil:
		a = privateArea{rep.Private, rep.PrivateState, rep.PrivateAt, rep.Frame, rep.Time}
	case side == decode.ServerSide && c.CM.REJFrame > 0:
		return a, 0, false
	default:
		return a, NoCM, true
	}
	if a.state == roce.NotCaptured {
		return a, NotWhole, true
	}
	return a, 0, true
}

// sent reports whether there is an RFC 8797 message, maybe one of no use.
func (a *privateArea) sent() bool { return a.state == roce.Present || a.state == roce.Incomplete }
