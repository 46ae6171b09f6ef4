package journal

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rules"
)

// Bounds on what is kept for pictures.
const (
	maxPoints     = 1 << 18 // of one curve
	lanePoints    = 1 << 19 // of all curves of a lane
	fewPoints     = 64      // a curve with no more is left alone
	maxNames      = 1 << 10 // of what Calls ask for, on one connection
	maxKept       = 1 << 12 // arrows of one connection
	laneKept      = 1 << 15 // arrows of a lane
	maxRecent     = 1 << 10 // latest arrows of a connection that is open
	closedRecents = 64      // connections of a lane that have them after their end
)

// Pictures are what one connection looks like over time, and the arrows around
// its findings. They tell of the client's Calls: a reverse direction is in the
// arrows only.
type Pictures struct {
	Load    Curve[Load]
	Answers Curve[Answered]
	Moved   Moved
	Arrows

	// Names are what the Calls ask for; the first one stands for what is not
	// known, or would be one too many.
	Names []string

	names map[string]uint16
	asked uint32
	lane  *lane
}

// A Load is what the client has under way from a place on.
type Load struct {
	Mark
	InFlight int32
	Granted  int64  // by the latest answer, 1 before any, -1 where it is not known
	Asked    uint32 // credits that the latest Call asks for
}

func (l Load) height() int64 { return int64(l.InFlight) }

// An Answered is a Call whose answer came.
type Answered struct {
	Mark // of the answer
	Took int64
	Call int32  // frame
	Name uint16 // index into Names
}

func (a Answered) height() int64 { return a.Took }

func newPictures(l *lane) *Pictures {
	p := &Pictures{Names: []string{""}, names: map[string]uint16{"": 0}, lane: l}
	l.all = append(l.all, p)
	return p
}

// A lane is what is kept of the connections of one lane, so that the bounds
// don't depend on how lanes are shared out among cores.
type lane struct {
	all    []*Pictures
	closed []*Pictures // with recent arrows, oldest first
	points int
	kept   int
}

func (j *Journal) lane(n int) *lane {
	l := j.lanes[n]
	if l == nil {
		l = &lane{}
		j.lanes[n] = l
	}
	return l
}

func (p *Pictures) message(c *rules.Conn, k *Conn, m *rules.Message) {
	name := p.name(m)
	p.add(arrowOf(m, name))
	if m.Reverse() {
		return
	}
	at := markOf(m.Event)
	if m.Role == rules.RoleCall {
		p.asked = m.Header.Credit
	} else if !m.IsAnswer() {
		return
	}
	before := p.Points()
	p.Load.add(Load{at, int32(c.InFlight(decode.ClientSide)), k.grantOn(c), p.asked})
	if t := m.Txn; m.Match == rules.MatchFirst && t != nil && m.IsAnswer() {
		p.Answers.add(Answered{at, at.Time - t.Call.Time, int32(t.Call.Frame), name})
	}
	p.lane.points += p.Points() - before
	p.bound()
}

// name is the index of what the message's transaction asks for.
func (p *Pictures) name(m *rules.Message) uint16 {
	if m.Txn == nil {
		return 0
	}
	name := m.Txn.Name()
	i, known := p.names[name]
	if !known && len(p.Names) < maxNames {
		i = uint16(len(p.Names))
		p.Names = append(p.Names, name)
		p.names[name] = i
	}
	return i
}

// bound thins out curves until the bounds are kept.
func (p *Pictures) bound() {
	l := p.lane
	for _, c := range p.curves() {
		if c.Len() > maxPoints {
			l.points -= halve(c)
		}
	}
	for l.points > lanePoints {
		n := Thin(l.all)
		if n == 0 {
			return
		}
		l.points -= n
	}
}

// A thinnable is a curve, whatever its points are.
type thinnable interface {
	Len() int
	Halve()
}

func (p *Pictures) curves() [3]thinnable { return [3]thinnable{&p.Load, &p.Answers, &p.Moved} }

// Points is the number of points of all curves.
func (p *Pictures) Points() (n int) {
	for _, c := range p.curves() {
		n += c.Len()
	}
	return n
}

// halve returns how many points it left out.
func halve(c thinnable) int {
	before := c.Len()
	c.Halve()
	return before - c.Len()
}

// Thin halves the longest curve of all pictures, and returns how many points
// that left out: none where all curves are short.
func Thin(all []*Pictures) int {
	var longest thinnable
	most := fewPoints
	for _, p := range all {
		for _, c := range p.curves() {
			if n := c.Len(); n > most {
				longest, most = c, n
			}
		}
	}
	if longest == nil {
		return 0
	}
	return halve(longest)
}

func (p *Pictures) move(m *rules.Move) {
	e, before := m.Event, p.Moved.Len()
	if e.Kind == decode.KindWrite {
		p.Moved.add(e.Time, Bytes{Written: uint64(e.Length)})
	} else {
		p.Moved.add(e.Time, Bytes{Read: uint64(e.DMALen)})
	}
	p.lane.points += p.Moved.Len() - before
	p.bound()
	p.add(moveArrow(m))
}

func (p *Pictures) pulled(q *rules.Pull, e *decode.Event) {
	p.add(Arrow{Mark: Mark{e.LastFrame, e.LastTime}, Last: e.LastFrame, By: e.Side, Kind: ArrowReadDone, Ref: q.Frame})
}

func (p *Pictures) other(e *decode.Event, text string) {
	a := Arrow{Mark: markOf(e), Last: e.LastFrame, By: e.Side, Kind: ArrowOther, Text: text}
	switch e.Kind {
	case decode.KindAck:
		a.Kind = ArrowAck
	case decode.KindNAK:
		a.Kind = ArrowNAK
	case decode.KindGap:
		a.Kind = ArrowGap
	case decode.KindResend:
		a.Text = "the first packet of the Send again"
	case decode.KindAtomic:
		a.Text = "atomic operation"
	}
	p.add(a)
}

// Settle forgets what only a capture that is being read needs.
func (p *Pictures) Settle() {
	p.Arrows = Arrows{Count: p.Count, NotKept: p.NotKept}
	p.names, p.lane = nil, nil
}

// close leaves the latest arrows to a connection for findings that are decided
// later, as long as there are not too many such connections.
func (p *Pictures) close() {
	l := p.lane
	if l.closed = append(l.closed, p); len(l.closed) > closedRecents {
		l.closed[0].recent = nil
		l.closed = l.closed[1:]
	}
}
