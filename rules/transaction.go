package rules

import (
	"hash/maphash"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

const (
	maxOpen   = 1 << 16 // transactions open in one direction
	maxClosed = 4096    // closed ones that are remembered in one direction
)

// A Place is where one message stands in the capture.
type Place struct {
	Frame, LastFrame int
	Time, LastTime   int64
	SentFrame        int // see decode.Event
	SentTime         int64
	PSN, EndPSN      uint32
}

func placeOf(e *decode.Event) Place {
	return Place{e.Frame, e.LastFrame, e.Time, e.LastTime, e.SentFrame, e.SentTime, e.PSN, e.EndPSN}
}

// A Transaction is a Call and its answer. It is keyed by XID, connection and
// Requester.
type Transaction struct {
	XID    uint32
	RPCXID uint32 // of the RPC message, where it differs

	Call   Place
	Role   Role // RoleCall or RoleOdd
	Sure   bool
	Proper bool // a decodable version 1 Call: it takes a credit
	Header struct {
		Version uint32
		Proc    rfc8166.Proc
		Credit  uint32
	}

	HasProgram                  bool
	Program, Version, Procedure uint32
	RPCVersion                  uint32

	Repeats  int // Calls with the same XID while it was open
	RepeatAt int // frame of the first of these

	Answered bool
	Answer   Place
	AnswerIs Role
	Certain  bool // AnswerIs is no guess
	Answers  int  // all of them, the first included
	Answer1  struct {
		Version uint32
		Err     rfc8166.ErrCode
		HasErr  bool // Err was captured
	}

	Defect     Defect
	HasVersion bool // rdma_vers was captured
	Misplaced  bool // a Read chunk stands where no argument can

	Pulls    []*Pull   // RDMA Reads that served it
	Segments []Segment // what the Call advertised
	Chunks   []int     // of its Write list: how many segments each chunk has
	HasReply bool      // it offers a Reply chunk
	HasLists bool      // all three lists were decoded

	Resent bool // the same XID was open when an earlier connection of the pair ended

	gss bool // RPCSEC_GSS: what it asks for may be hidden

	answerSure bool   // the role of the first answer is proven
	answerXID  uint32 // rdma_xid of the first answer

	longCall, longReply *longMessage
	deferred            *deferred

	requester decode.Side
	chunks    bool // the Call has a chunk
	digest    uint64
	length    int  // bytes of the Call's Send
	whole     bool // digest covers all of the RPC message
	gen       int  // see direction.gen
	gapsAt    [2]int
	after     [2]bool // requests of that side were captured before the Call

	check *CallCredit // its place in the credit accounting, where that was over a limit

	acked    bool
	ackFrame int  // of the acknowledgement that names the Call
	later    int  // transactions opened after it and closed
	blind    bool // its answer may be one of those captured before it that are remembered no more
	open     bool
}

// Requester is the side that called.
func (t *Transaction) Requester() decode.Side { return t.requester }

// Name is the program's and procedure's name: "NFSv3 GETATTR".
func (t *Transaction) Name() string {
	if !t.HasProgram {
		return ""
	}
	return rpc.ProcName(t.Program, t.Version, t.Procedure)
}

// A Repeat tells how a Call compares with an open one of the same XID.
type Repeat uint8

// How two Calls compare. Segments registered anew are no difference.
const (
	RepeatUnknown Repeat = iota // one of them was not captured whole
	RepeatSame
	RepeatDiffers
)

var digestSeed = maphash.MakeSeed()

// digestOf sums up the RPC message of a Call, and says whether that is all of
// it.
func digestOf(m *Message) (uint64, bool) {
	if !m.HasRPC {
		return 0, false
	}
	p := m.Payload()
	return maphash.Bytes(digestSeed, p[min(4, len(p)):]), m.Whole() // the XID does not count
}

// A direction is the ledger of the transactions that one side requests.
type direction struct {
	open      map[uint32]*Transaction
	order     []*Transaction // open ones by Call, closed ones still in it are skipped
	closed    map[uint32]*Transaction
	ring      []*Transaction // closed ones, oldest first
	forgot    int            // closed ones that are remembered no more, open ones not taken
	early     []earlyAnswer  // answers to nothing known, oldest first
	earlyLost Place          // the latest of these that is remembered no more

	asked        bool           // something was requested
	repliedAt    int            // frame of the first Reply in version 1
	supported    versionRange   // of the Responder, by its latest ERR_VERS
	ignored      []ignored      // messages that may not be answered
	ignoredLost  int            // how many of them are forgotten
	nameless     []*Transaction // messages too short to have an XID, not answered
	refusals     []*Transaction // Calls that an RDMA_ERROR has completed, the latest last
	refusalsLost int            // of these, remembered no more
	inner        []uint32       // XIDs of RPC messages that came under the rdma_xid of another one, oldest first

	memory map[uint32][]*Segment // by handle, of the transactions in open and ring
	credit credits
}

// find is the open transaction with this XID, or nil.
func (d *direction) find(xid uint32) *Transaction { return d.open[xid] }

// add opens t.
func (d *direction) add(t *Transaction) bool {
	if len(d.open) >= maxOpen {
		d.forgot++
		return false
	}
	if d.open == nil {
		d.open, d.closed = map[uint32]*Transaction{}, map[uint32]*Transaction{}
	}
	t.open = true
	d.open[t.XID] = t
	if t.RPCXID != t.XID && d.open[t.RPCXID] == nil {
		d.open[t.RPCXID] = t
	}
	if len(d.order) > 64 && len(d.order) > 4*len(d.open) {
		d.compact()
	}
	d.order = append(d.order, t)
	return true
}

// compact drops closed transactions from the list of open ones.
func (d *direction) compact() {
	rest := d.order[:0]
	for _, t := range d.order {
		if t.open {
			rest = append(rest, t)
		}
	}
	clear(d.order[len(rest):])
	d.order = rest
}

// close moves t to the closed ones.
func (d *direction) close(t *Transaction) {
	t.open = false
	delete(d.open, t.XID)
	if d.open[t.RPCXID] == t {
		delete(d.open, t.RPCXID)
	}
	for len(d.order) > 0 && !d.order[0].open {
		d.order = d.order[1:]
	}
	if len(d.ring) == maxClosed {
		old := d.ring[0]
		d.ring = d.ring[1:]
		for _, xid := range [...]uint32{old.XID, old.RPCXID} {
			if d.closed[xid] == old {
				delete(d.closed, xid)
			}
		}
		d.retire(old)
		d.forgot++
	}
	d.ring = append(d.ring, t)
	d.closed[t.XID] = t
	if t.RPCXID != t.XID {
		d.closed[t.RPCXID] = t
	}
}

// Open lists the open transactions of a Requester, by Call.
func (c *Conn) Open(requester decode.Side) []*Transaction {
	d := &c.dirs[requester]
	d.compact()
	return d.order
}

// call takes a Requester's message into the ledger.
func (c *Conn) call(m *Message) {
	d := &c.dirs[m.Requester]
	d.asked = true
	xid := m.Header.XID
	if old := d.find(xid); old != nil && (m.Role == RoleCall || m.Role == RoleOdd) {
		m.Txn, m.Match, m.Repeat = old, MatchAgain, c.compare(m, old)
		old.Repeats++
		d.misnamed(m)
		if old.RepeatAt == 0 {
			old.RepeatAt = m.Event.Frame
		}
		return
	}
	t := &Transaction{
		XID: xid, RPCXID: xid, Call: placeOf(m.Event), Role: m.Role, Sure: m.Sure,
		requester: m.Requester, gapsAt: c.gaps, after: [2]bool{c.requests[0] > 0, c.requests[1] > 0},
	}
	t.Proper = m.Role == RoleCall && m.Sure && m.HeaderErr == nil
	t.Header.Version, t.Header.Proc, t.Header.Credit = m.Header.Version, m.Header.Proc, m.Header.Credit
	if m.HasRPC && m.RPC.Has(rpc.FieldXID) {
		t.RPCXID = m.RPC.XID
	}
	t.Defect, t.HasVersion, t.length = m.defect(), m.Header.Fixed >= 2, m.Length
	t.Misplaced = m.misplaced()
	t.learn(m)
	t.chunks = len(m.Header.Reads) > 0 || len(m.Header.Writes) > 0 || m.Header.HasReply
	t.digest, t.whole = digestOf(m)
	t.Resent = c.pair.wasLost(c, m.Requester, xid)
	m.Txn = t
	c.answeredEarly(t)
	if d.add(t) {
		if m.Role == RoleCall && m.HeaderErr == nil {
			d.advertise(t, &m.Header)
		}
		if len(d.refusals) > 0 {
			d.retried(t)
		}
		c.openCredit(m, t)
		if t.Answered {
			d.close(t)
		}
	}
}

// learn takes from the RPC header of a Call what it calls.
func (t *Transaction) learn(m *Message) {
	if !m.HasRPC || !m.RPC.Has(rpc.FieldProgram|rpc.FieldVersion|rpc.FieldProcedure) || m.Role != RoleCall {
		return
	}
	t.HasProgram = true
	t.RPCVersion = m.RPC.RPCVersion
	t.Program, t.Version, t.Procedure = m.RPC.Program, m.RPC.Version, m.RPC.Procedure
	t.gss = !m.RPC.Has(rpc.FieldCred) || m.RPC.Cred.Flavor == rpc.AuthGSS
}

// compare tells whether a Call repeats the open one with its XID.
func (c *Conn) compare(m *Message, old *Transaction) Repeat {
	digest, whole := digestOf(m)
	if !whole || !old.whole {
		return RepeatUnknown
	}
	if digest == old.digest && m.RPC.XID == old.RPCXID {
		return RepeatSame
	}
	return RepeatDiffers
}

// answeredBy notes the first answer.
func (t *Transaction) answeredBy(m *Message) {
	t.Answered, t.Answer, t.AnswerIs, t.Answers = true, placeOf(m.Event), m.Role, 1
	t.Certain, t.answerXID = m.Sure, m.Header.XID
	t.Answer1.Version, t.Answer1.Err, t.Answer1.HasErr = m.Header.Version, m.Header.Err, m.Header.Has(rfc8166.HaveErr)
}

// answer takes a Reply or RDMA_ERROR into the ledger.
func (c *Conn) answer(m *Message) {
	d := &c.dirs[m.Requester]
	if !m.HasXID() {
		return
	}
	xid := m.Header.XID
	switch t := d.find(xid); {
	case t != nil:
		m.Txn, m.Match = t, MatchFirst
		t.answeredBy(m)
		c.closeCredit(t)
		d.close(t)
		for i := 0; i < len(d.order) && i < 128; i++ {
			if d.order[i].open && d.order[i].Call.Frame < t.Call.Frame {
				d.order[i].later++
			}
		}
	case d.closed[xid] != nil:
		m.Txn, m.Match = d.closed[xid], MatchAgain
		m.Txn.Answers++
	case m.Role == RoleError && len(d.nameless) > 0:
		t := d.nameless[0]
		d.nameless = d.nameless[1:]
		m.Txn, m.Match = t, MatchFirst
		t.answeredBy(m)
	default:
		if other, t := c.pair.openElsewhere(c, m.Requester, xid); t != nil {
			m.Other, m.Txn, m.Match = other, t, MatchElsewhere
		}
		d.keepEarly(m)
	}
	c.grant(m)
	d.note(m)
}

// before reports whether PSN a comes before PSN b.
func before(a, b uint32) bool { return roce.PSNDiff(a, b) < 0 }
