package journal

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rules"
)

// SetUp are the arrows of the CM messages that made and ended a connection,
// which had so many other arrows. Their places are right before and behind those.
func SetUp(s *rules.Summary, count int) []Arrow {
	c := s.Conn
	var out []Arrow
	add := func(frame int, time int64, by decode.Side, text string) {
		if frame > 0 {
			out = append(out, Arrow{Mark: Mark{frame, time}, Last: frame, By: by, Kind: ArrowCM, Text: text})
		}
	}
	if q := c.CM.Req; q != nil {
		add(q.Frame, q.Time, decode.ClientSide, "CM ConnectRequest")
	}
	if q := c.CM.Rep; q != nil {
		add(q.Frame, q.Time, decode.ServerSide, "CM ConnectReply")
	}
	add(c.CM.RTUFrame, 0, decode.ClientSide, "CM ReadyToUse")
	for i := range out {
		out[i].N = i + 1 - len(out)
	}
	made := len(out)
	add(c.CM.REJFrame, timeAt(c, c.CM.REJFrame), c.CM.RejectSide, "CM Reject: "+c.CM.Reason.String())
	add(c.CM.DREQFrame, timeAt(c, c.CM.DREQFrame), c.EndSide, "CM DisconnectRequest")
	add(c.CM.DREPFrame, 0, c.EndSide.Other(), "CM DisconnectReply")
	for i := range out[made:] {
		out[made+i].N = count + 1 + i
	}
	return out
}

// timeAt is the time of a frame where it is the one that ended the connection,
// 0 where it is not known.
func timeAt(c *decode.Conn, frame int) int64 {
	if frame == c.EndFrame {
		return c.EndTime
	}
	return 0
}
