package rules

import "rpcrdma-lint/decode"

const maxHoles = 8 // gaps of one side that a finding names

// quality is what the ledger keeps of the capture's own faults.
type quality struct {
	holes  [2][]hole // the first gaps, by the side whose packets are missing
	before [2]int    // wrong ICRCs of that side before the connection began

	// The first event at which each fault was known.
	cut, skew spot
	icrc      [2]spot
}

// A hole is a gap.
type hole struct {
	frame     int // that showed it
	time      int64
	first, to uint32 // PSNs
	void      bool
}

// A spot is a place in the capture.
type spot struct {
	frame int
	time  int64
}

// begin notes what was wrong before the connection.
func (q *quality) begin(c *decode.Conn) {
	for side := range decode.Side(2) {
		if first := c.FirstBadICRC(side); first > 0 && first < c.FirstFrame {
			q.before[side], _, _ = c.BadICRC(side)
		}
	}
}

// note looks for faults that were not known before.
func (q *quality) note(c *decode.Conn, e *decode.Event) {
	if h := q.holes[e.Side]; e.Kind == decode.KindGap && len(h) < maxHoles {
		q.holes[e.Side] = append(h, hole{e.Frame, e.Time, e.PSN, e.EndPSN, e.Void})
	}
	here := spot{e.LastFrame, e.LastTime}
	if q.cut.frame == 0 && c.FirstCut > 0 {
		q.cut = here
	}
	if q.skew.frame == 0 && c.Skew() > 0 {
		q.skew = here
	}
	for side := range decode.Side(2) {
		if q.icrc[side].frame == 0 && c.FirstBadICRC(side) > 0 && q.badICRC(c, side) > 0 {
			q.icrc[side] = here
		}
	}
}

// badICRC counts the frames from the host of side with a wrong ICRC since the
// connection began.
func (q *quality) badICRC(c *decode.Conn, side decode.Side) int {
	bad, _, _ := c.BadICRC(side)
	return bad - q.before[side]
}

// timeOf is when the fault was known, or else the end of the connection.
func (s spot) timeOf(c *Conn) int64 {
	if s.frame == 0 {
		return c.LastTime
	}
	return s.time
}
