package journal

import (
	"cmp"
	"fmt"
	"slices"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/rules"
)

// neighbours is how many arrows are kept before and behind one that proves a
// finding. Acknowledgements don't count, and are kept as proof only.
const neighbours = 3

// An Arrow is what goes from one side to the other: a message, an RDMA
// operation, an answer to one.
type Arrow struct {
	Mark
	Last int // frame of its last packet
	By   decode.Side
	Kind ArrowKind

	// N is its place among the connection's arrows: neighbours follow each
	// other. An acknowledgement has that of the arrow before.
	N int

	// Of a message.
	Role      rules.Role
	Reverse   bool
	XID       uint32
	HasXID    bool
	Credit    uint32
	HasCredit bool
	Name      uint16 // index into Names
	Chunks    Chunks

	Length int    // of a message or operation, in bytes
	Ref    int    // frame that it answers, 0 where that goes without saying
	Text   string // of an arrow that is out of the ordinary
}

// An ArrowKind is what an Arrow stands for.
type ArrowKind uint8

// The kinds.
const (
	ArrowMessage ArrowKind = iota
	ArrowWrite
	ArrowRead
	ArrowReadDone
	ArrowAck
	ArrowNAK
	ArrowGap
	ArrowOther
	ArrowCM
)

var arrowKinds = [...]string{"message", "write", "read", "read done", "ack", "nak", "gap", "other", "cm"}

func (k ArrowKind) String() string { return arrowKinds[k] }

// Chunks are the lists of a message that have something in them.
type Chunks uint8

// The lists.
const (
	ReadChunks Chunks = 1 << iota
	WriteChunks
	ReplyChunk
)

// Arrows are the latest of a connection, and those around its findings.
type Arrows struct {
	Count   int // arrows that there were, without acknowledgements
	NotKept int // that belong to findings and are beyond the bound

	kept    map[arrowKey]Arrow
	recent  []Arrow // a ring once it is full
	next    int     // place in the ring
	until   int     // arrows up to this one are kept
	awaited []int   // frames that prove a finding and did not come yet
	latest  int     // the highest frame of an arrow
}

// arrowKey tells arrows apart: an acknowledgement shares N with the arrow
// before it, and one frame may hold several arrows.
type arrowKey struct{ n, frame int }

func (a *Arrow) key() arrowKey { return arrowKey{a.N, a.Frame} }

func (a *Arrow) has(frame int) bool { return a.Frame == frame || a.Last == frame }

// Kept are the arrows around findings, in order.
func (as *Arrows) Kept() []Arrow {
	out := make([]Arrow, 0, len(as.kept))
	for _, a := range as.kept {
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b Arrow) int {
		return cmp.Or(cmp.Compare(a.N, b.N), cmp.Compare(a.Frame, b.Frame))
	})
	return out
}

// add takes the next arrow.
func (p *Pictures) add(a Arrow) {
	if a.Kind != ArrowAck {
		p.Count++
	}
	a.N = p.Count
	p.latest = max(p.latest, a.Frame, a.Last)
	if len(p.recent) < maxRecent {
		p.recent = append(p.recent, a)
	} else {
		p.recent[p.next] = a
		p.next = (p.next + 1) % maxRecent
	}
	if a.N <= p.until && a.Kind != ArrowAck {
		p.keep(a)
	}
	for i, frame := range p.awaited {
		if a.has(frame) {
			p.awaited = slices.Delete(p.awaited, i, i+1)
			p.around(len(p.recent)-1, frame)
			return
		}
	}
}

func (p *Pictures) keep(a Arrow) {
	if _, known := p.kept[a.key()]; known {
		return
	}
	if len(p.kept) == maxKept || p.lane.kept == laneKept {
		p.NotKept++
		return
	}
	if p.kept == nil {
		p.kept = map[arrowKey]Arrow{}
	}
	p.kept[a.key()] = a
	p.lane.kept++
}

// at is the arrow at a place in order of time.
func (p *Pictures) at(i int) *Arrow {
	return &p.recent[(p.next+i)%len(p.recent)]
}

// keepAround keeps the arrows that prove a finding, with their neighbours.
func (p *Pictures) keepAround(f *rules.Finding) {
	frames := []int{f.Frame}
	for _, e := range f.Evidence {
		if e.Frame > 0 {
			frames = append(frames, e.Frame)
		}
	}
	slices.Sort(frames)
	for _, frame := range slices.Compact(frames) {
		i := p.find(frame)
		switch {
		case i >= 0:
			p.around(i, frame)
		case frame >= p.latest && len(p.awaited) < 16:
			p.awaited = append(p.awaited, frame)
		}
	}
}

// find is the place of a frame among the recent arrows, or -1.
func (p *Pictures) find(frame int) int {
	for i := len(p.recent) - 1; i >= 0; i-- {
		if p.at(i).has(frame) {
			return i
		}
	}
	return -1
}

// around keeps the arrows of a frame, the latest of which is at place i, and
// those near it.
func (p *Pictures) around(i, frame int) {
	n := p.at(i).N
	for k := i; k >= 0 && p.at(k).N >= n-neighbours; k-- {
		if a := p.at(k); a.Kind != ArrowAck || a.has(frame) {
			p.keep(*a)
		}
	}
	for k := i + 1; k < len(p.recent) && p.at(k).N <= n+neighbours; k++ {
		if a := p.at(k); a.Kind != ArrowAck {
			p.keep(*a)
		}
	}
	p.until = max(p.until, n+neighbours)
}

func arrowOf(m *rules.Message, name uint16) Arrow {
	a := Arrow{
		Mark: markOf(m.Event), Last: m.Event.LastFrame, By: m.Sender, Kind: ArrowMessage,
		Role: m.Role, Reverse: m.Reverse(), Length: m.Length, Name: name,
		XID: m.Header.XID, HasXID: m.HasXID(), Credit: m.Header.Credit, HasCredit: m.CreditCaptured(),
	}
	if len(m.Header.Reads) > 0 {
		a.Chunks |= ReadChunks
	}
	if len(m.Header.Writes) > 0 {
		a.Chunks |= WriteChunks
	}
	if m.Header.HasReply {
		a.Chunks |= ReplyChunk
	}
	if m.Role == rules.RoleError {
		a.Text = m.Header.Err.String()
	}
	if m.Role == rules.RoleCall && m.Match == rules.MatchAgain {
		a.Text = "sent again"
	}
	return a
}

func moveArrow(m *rules.Move) Arrow {
	e := m.Event
	a := Arrow{Mark: markOf(e), Last: e.LastFrame, By: m.By, Kind: ArrowRead, Length: int(e.DMALen)}
	if e.Kind == decode.KindWrite {
		a.Kind, a.Length = ArrowWrite, e.Length
	}
	if m.Segment != nil {
		a.XID, a.HasXID = m.Segment.Txn.XID, true
	}
	return a
}

// Label says what an arrow is, in a line. Names are those of its connection.
func (a *Arrow) Label(names []string) string {
	switch a.Kind {
	case ArrowWrite:
		return fmt.Sprintf("RDMA Write, %d bytes", a.Length)
	case ArrowRead:
		return fmt.Sprintf("RDMA Read Request, %d bytes", a.Length)
	case ArrowReadDone:
		return fmt.Sprintf("last RDMA Read Response to frame %d", a.Ref)
	case ArrowAck:
		return "acknowledgement"
	case ArrowMessage:
		return a.message(names)
	}
	return a.Text
}

func (a *Arrow) message(names []string) string {
	text := "message"
	switch a.Role {
	case rules.RoleCall:
		text = "Call"
	case rules.RoleReply:
		text = "Reply"
	case rules.RoleError:
		text = "RDMA_ERROR"
	case rules.RoleOdd:
		text = "odd Call"
	}
	if a.Reverse {
		text = "reverse " + text
	}
	if int(a.Name) < len(names) && names[a.Name] != "" {
		text += " " + names[a.Name]
	}
	for _, c := range []struct {
		is   Chunks
		name string
	}{{ReadChunks, "Read list"}, {WriteChunks, "Write list"}, {ReplyChunk, "Reply chunk"}} {
		if a.Chunks&c.is != 0 {
			text += ", " + c.name
		}
	}
	if a.Text != "" {
		text += ", " + a.Text
	}
	return text
}
