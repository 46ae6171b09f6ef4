// Package journal keeps what happened on each connection of a capture, in time
// order and in few words, for those who tell its story: traffic in numbers,
// what was out of the ordinary, and on request all that belongs to one
// transaction.
package journal

import (
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

// A Journal is a rules.Watcher.
type Journal struct {
	// XID, where HasXID, is the transaction of which every step is kept.
	XID    uint32
	HasXID bool

	conns map[*rules.Summary]*Conn
}

// New makes a Journal.
func New() *Journal { return &Journal{conns: map[*rules.Summary]*Conn{}} }

// Of is what is known of a connection, never nil.
func (j *Journal) Of(s *rules.Summary) *Conn {
	if c := j.conns[s]; c != nil {
		return c
	}
	return &Conn{}
}

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
	PeakGrant uint32 // the grant then

	Resent      int // Calls that were outstanding when an earlier connection was lost
	FirstResent Mark
	Open        int // Calls without an answer at the end

	BytesRead, BytesWritten uint64 // by RDMA
	Slowest                 Exchange

	Quiet  []Quiet
	Events []Event
	Lost   int // events beyond the bound

	Steps     []Step
	StepsLost int

	last Mark
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
	Text string
}

func (j *Journal) of(c *rules.Conn) *Conn {
	k := j.conns[c.Sum]
	if k == nil {
		k = &Conn{}
		j.conns[c.Sum] = k
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
	if load := from.Load(decode.ClientSide); load.InFlight > c.Peak {
		c.Peak, c.PeakAt, c.PeakGrant = load.InFlight, at, load.Granted
	}
}

func (c *Conn) answer(m *rules.Message, at Mark) {
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
}

// Pulled is of rules.Watcher.
func (j *Journal) Pulled(c *rules.Conn, p *rules.Pull, e *decode.Event) {
	k := j.of(c)
	k.pass(Mark{e.LastFrame, e.LastTime})
	j.pulled(k, p, e)
}

// Other is of rules.Watcher.
func (j *Journal) Other(c *rules.Conn, e *decode.Event) {
	if text := unusual(e); text != "" {
		k := j.of(c)
		if len(k.Events) == maxEvents {
			k.Lost++
			return
		}
		k.Events = append(k.Events, Event{markOf(e), text})
	}
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
	j.of(c).Open = len(c.Open(decode.ClientSide))
}
