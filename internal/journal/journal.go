// Package journal keeps what happened on each connection of a capture, in time
// order and in few words, for those who tell its story: traffic in numbers,
// what was out of the ordinary, and on request all that belongs to one
// transaction.
package journal

import (
	"maps"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
	"rpcrdma-lint/rules"
)

// Bounds on what is kept of one connection.
const (
	maxEvents = 256  // out of the ordinary
	maxQuiet  = 64   // stretches without traffic
	maxSteps  = 4096 // of the transactions that are asked for
	quietFor  = int64(5e9)
)

// Options say what a Journal keeps beside what it always does.
type Options struct {
	// XID, where HasXID, is the transaction of which every step is kept.
	XID    uint32
	HasXID bool

	// Pictures keeps what plots over time are drawn from, and the arrows around
	// each finding.
	Pictures bool
}

// A Journal is a rules.Watcher.
type Journal struct {
	Options
	conns map[*rules.Summary]*Conn
	lanes map[int]*lane
}

// New makes a Journal.
func New(o Options) *Journal {
	return &Journal{Options: o, conns: map[*rules.Summary]*Conn{}, lanes: map[int]*lane{}}
}

// Of is what is known of a connection, never nil.
func (j *Journal) Of(s *rules.Summary) *Conn {
	if j != nil {
		if c := j.conns[s]; c != nil {
			return c
		}
	}
	return &Conn{}
}

// Add adds what another Journal knows of other connections of the capture.
func (j *Journal) Add(o *Journal) { maps.Copy(j.conns, o.conns) }

// A Mark is a place in the capture.
type Mark struct {
	Frame int
	Time  int64
}

// A Conn is what happened on one connection.
type Conn struct {
	FirstCall, FirstGrant Mark
	FirstCallName         string
	Granted               uint32 // by the first answer
	Before                int    // Calls before it
	Asked                 uint32 // credits that the latest Call asked for

	Peak      int // Calls in flight at the most
	PeakAt    Mark
	PeakGrant int64 // the grant then, -1 where it is not known

	Resent      int // Calls that were outstanding when an earlier connection was lost
	FirstResent Mark
	Open        int // Calls without an answer at the end

	Thresholds [2]rules.Threshold // of what each side sends

	BytesRead, BytesWritten uint64 // by RDMA
	Slowest                 Exchange

	Quiet  []Quiet
	Events []Event
	Lost   int // events beyond the bound

	Steps     []Step
	StepsLost int

	Pictures *Pictures // nil where nobody asked for them

	last  Mark
	grant *uint32 // of the latest answer captured
}

// grantOn is what a Requester may count on at this time: the grant of the
// latest answer captured, 1 before any, and -1 where an answer may have come
// before the capture.
func (c *Conn) grantOn(from *rules.Conn) int64 {
	switch {
	case c.grant != nil:
		return int64(*c.grant)
	case from.Started():
		return 1
	}
	return -1
}

// An Exchange is a Call and its answer.
type Exchange struct {
	XID          uint32
	Name         string
	Call, Answer Mark
}

// Took is the time from the Call to its answer, in ns.
func (e Exchange) Took() int64 { return e.Answer.Time - e.Call.Time }

// A Quiet is a stretch in which neither side sent a request.
type Quiet struct{ From, To Mark }

// An Event is something out of the ordinary that no message is.
type Event struct {
	Mark
	Kind EventKind
	By   decode.Side
	Text string
}

// An EventKind is the kind of an Event.
type EventKind uint8

// The kinds.
const (
	RNR EventKind = iota // a NAK for want of a Receive
	NAK                  // any other
	Gap                  // packets are missing from the capture
)

func kindOf(e *decode.Event) EventKind {
	switch {
	case e.Kind == decode.KindGap:
		return Gap
	case e.Ack == roce.RNRNAK:
		return RNR
	}
	return NAK
}

func (j *Journal) of(c *rules.Conn) *Conn {
	k := j.conns[c.Sum]
	if k == nil {
		k = &Conn{}
		j.conns[c.Sum] = k
		if j.Pictures {
			k.Pictures = newPictures(j.lane(c.Lane()))
		}
	}
	return k
}

// pass notes that something was sent at a place.
func (c *Conn) pass(at Mark) {
	if c.last.Frame > 0 && at.Time-c.last.Time >= quietFor && len(c.Quiet) < maxQuiet {
		c.Quiet = append(c.Quiet, Quiet{c.last, at})
	}
	if at.Time >= c.last.Time {
		c.last = at
	}
}

func markOf(e *decode.Event) Mark { return Mark{e.Frame, e.Time} }

// Message is of rules.Watcher.
func (j *Journal) Message(c *rules.Conn, m *rules.Message) {
	k, at := j.of(c), markOf(m.Event)
	k.pass(at)
	switch {
	case m.Role == rules.RoleCall && !m.Reverse():
		k.call(c, m, at)
	case m.IsAnswer() && !m.Reverse():
		k.answer(m, at)
	}
	j.message(k, m, at)
	if k.Pictures != nil {
		k.Pictures.message(c, k, m)
	}
}

func (c *Conn) call(from *rules.Conn, m *rules.Message, at Mark) {
	if c.FirstCall.Frame == 0 {
		c.FirstCall = at
		if m.Txn != nil {
			c.FirstCallName = m.Txn.Name()
		}
	}
	if c.FirstGrant.Frame == 0 {
		c.Before++
	}
	c.Asked = m.Header.Credit
	if m.Txn != nil && m.Txn.Resent && m.Match == rules.MatchNone {
		if c.Resent == 0 {
			c.FirstResent = at
		}
		c.Resent++
	}
	if n := from.InFlight(decode.ClientSide); n > c.Peak {
		c.Peak, c.PeakAt, c.PeakGrant = n, at, c.grantOn(from)
	}
}

func (c *Conn) answer(m *rules.Message, at Mark) {
	if m.CreditCaptured() {
		credit := m.Header.Credit
		c.grant = &credit
	}
	if c.FirstGrant.Frame == 0 {
		c.FirstGrant, c.Granted = at, m.Header.Credit
	}
	t := m.Txn
	if m.Match != rules.MatchFirst || t == nil {
		return
	}
	x := Exchange{XID: t.XID, Call: Mark{t.Call.Frame, t.Call.Time}, Answer: at}
	if x.Took() > c.Slowest.Took() {
		x.Name = t.Name()
		c.Slowest = x
	}
}

// Move is of rules.Watcher.
func (j *Journal) Move(c *rules.Conn, m *rules.Move) {
	k, e := j.of(c), m.Event
	k.pass(markOf(e))
	if e.Kind == decode.KindWrite {
		k.BytesWritten += uint64(e.Length)
	} else {
		k.BytesRead += uint64(e.DMALen)
	}
	j.move(k, m)
	if k.Pictures != nil {
		k.Pictures.move(m)
	}
}

// Pulled is of rules.Watcher.
func (j *Journal) Pulled(c *rules.Conn, p *rules.Pull, e *decode.Event) {
	k := j.of(c)
	k.pass(Mark{e.LastFrame, e.LastTime})
	j.pulled(k, p, e)
	if k.Pictures != nil {
		k.Pictures.pulled(p, e)
	}
}

// Other is of rules.Watcher.
func (j *Journal) Other(c *rules.Conn, e *decode.Event) {
	k, text := j.of(c), unusual(e)
	if k.Pictures != nil {
		k.Pictures.other(e, text)
	}
	if text == "" {
		return
	}
	if len(k.Events) == maxEvents {
		k.Lost++
		return
	}
	k.Events = append(k.Events, Event{markOf(e), kindOf(e), e.Side, text})
}

// unusual says what an event is, where it is out of the ordinary.
func unusual(e *decode.Event) string {
	switch {
	case e.Kind == decode.KindGap:
		return "packets of the " + e.Side.String() + " are missing from the capture"
	case e.Kind != decode.KindNAK:
		return ""
	case e.Ack == roce.RNRNAK:
		return "RNR NAK by the " + e.Side.String() + refused(e)
	}
	switch roce.NAKCode(e.Code & 31) {
	case roce.PSNSequenceError:
		return "NAK by the " + e.Side.String() + ": PSN sequence error, so that the other side sends again"
	default:
		return "NAK by the " + e.Side.String() + ": " + roce.NAKCode(e.Code&31).String() + refused(e)
	}
}

func refused(e *decode.Event) string {
	if !e.RefFound {
		return ""
	}
	return ": refuses " + kindName(e.RefKind) + " of frame " + itoa(e.RefFrame)
}

// Closed is of rules.Watcher.
func (j *Journal) Closed(c *rules.Conn) {
	k := j.of(c)
	k.Open = len(c.Open(decode.ClientSide))
	for side := range decode.Side(2) {
		k.Thresholds[side] = c.Threshold(side)
	}
	if k.Pictures != nil {
		k.Pictures.close()
	}
}

// Found is told of a finding as it is decided, so that what happened around it
// is kept.
func (j *Journal) Found(f *rules.Finding) {
	if k := j.conns[f.Conn]; k != nil && k.Pictures != nil {
		k.Pictures.keepAround(f)
	}
}
