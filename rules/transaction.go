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
	maxClosed = 2048    // closed ones that are remembered in one direction
	minClosed = 256     // of these are, however many those of the other connections of a lane are

	maxClosedInLane = 2048 // beyond which each direction has to do with the fewest
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

		Stat      rpc.AcceptStat
		HasStat   bool   // Stat was captured
		Status    uint32 // of the NFS procedure or COMPOUND
		HasStatus bool   // and known
	}

	Defect     Defect
	HasVersion bool // rdma_vers was captured
	Misplaced  bool // a Read chunk stands where no argument can

	Pulls    []*Pull   // RDMA Reads that served it
	Segments []Segment // what the Call advertised
	Chunks   []int     // of its Write list: how many segments each chunk has
	HasReply bool      // it offers a Reply chunk
	HasLists bool      // all three lists were decoded

	Resent      bool // the same XID was open when an earlier connection of the pair ended
	mayBeResent bool // or one that may have been earlier

	Asked      Asked
	misreduced *misreduction // a Read chunk of the Call proves it wrong
	agreement  agreement     // of its Read chunks with its arguments
	customary  bool          // its lists are no longer than every server of NFSv4 takes
	protection protection
	gssService rpc.GSSService
	gssProc    rpc.GSSProc

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
	ackTime  int64 // of the acknowledgement that names the Call
	repeated bool  // what was captured may be a repetition (see credits.repeats)
	number   int   // how many were opened before it
	later    int   // transactions opened after it and closed, by the connection's end
	blind    bool  // its answer may be one that was captured before it
	open     bool
	retired  bool // its segments are forgotten
	extra    int  // bytes that are remembered of it beside itself
}

// Requester is the side that called.
func (t *Transaction) Requester() decode.Side { return t.requester }

// Name is the program's name, and its procedure's or operations':
// "NFSv3 GETATTR", "NFSv4.1 COMPOUND (SEQUENCE, PUTFH, READ)".
func (t *Transaction) Name() string {
	if !t.HasProgram {
		return ""
	}
	return t.Asked.name()
}

// named is the transaction where a claim has its XID, and nil otherwise.
func (t *Transaction) named(k *claim) *Transaction {
	if t == nil || !k.hasXID || k.xid != t.XID && k.xid != t.RPCXID {
		return nil
	}
	return t
}

// named is the transaction with the XID of a claim, where only one direction
// has one.
func (c *Conn) named(k *claim) *Transaction {
	if !k.hasXID {
		return nil
	}
	forward, reverse := c.transaction(decode.ClientSide, k.xid), c.transaction(decode.ServerSide, k.xid)
	switch {
	case reverse == nil:
		return forward
	case forward == nil:
		return reverse
	}
	return nil
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
	order     queue[*Transaction] // open ones by Call, closed ones still in it are skipped
	opened    int                 // how many there have been
	closed    map[uint32]*Transaction
	ring      queue[past]   // closed ones, oldest first
	inLane    *int          // how many closed ones its lane remembers; nil for a lane of its own
	forgot    int           // closed ones that are remembered no more, open ones not taken
	early     []earlyAnswer // answers to nothing known, oldest first
	earlyLost Place         // the latest of these that is remembered no more

	asked        bool           // something was requested
	repliedAt    int            // frame of the first Reply in version 1
	supported    versionRange   // of the Responder, by its latest ERR_VERS
	ignored      []ignored      // messages that may not be answered
	ignoredLost  int            // how many of them are forgotten
	nameless     []*Transaction // messages too short to have an XID, not answered
	refusals     []*Transaction // Calls that an RDMA_ERROR has completed, the latest last
	refusalsLost int            // of these, remembered no more
	inner        []uint32       // XIDs of RPC messages that came under the rdma_xid of another one, oldest first

	memory map[uint32]shelf // by handle, of the transactions in open and ring
	offers int              // segments advertised so far
	extra  int              // bytes that these transactions take beside themselves
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
	t.open, t.number = true, d.opened
	d.opened++
	d.open[t.XID] = t
	if t.RPCXID != t.XID && d.open[t.RPCXID] == nil {
		d.open[t.RPCXID] = t
	}
	if n := d.order.len(); n > 64 && n > 4*len(d.open) {
		d.compact()
	}
	d.order.push(t)
	return true
}

// compact drops closed transactions from the list of open ones.
func (d *direction) compact() {
	d.order.keep(func(t *Transaction) bool { return t.open })
}

// close moves t to the closed ones.
func (d *direction) close(t *Transaction) {
	t.open = false
	delete(d.open, t.XID)
	if d.open[t.RPCXID] == t {
		delete(d.open, t.RPCXID)
	}
	for d.order.len() > 0 && !d.order.all()[0].open {
		d.order.pop()
	}
	if n := d.ring.len(); n == maxClosed || n >= minClosed && d.inLane != nil && *d.inLane >= maxClosedInLane {
		d.forget(d.ring.pop())
	} else if d.inLane != nil {
		*d.inLane++
	}
	d.ring.push(past{t, t.XID, t.RPCXID, t.extra > 0})
	d.closed[t.XID] = t
	if t.RPCXID != t.XID {
		d.closed[t.RPCXID] = t
	}
}

// Open lists the open transactions of a Requester, by Call.
func (c *Conn) Open(requester decode.Side) []*Transaction {
	d := &c.dirs[requester]
	d.compact()
	return d.order.all()
}

// countLater tells the open transactions, by Call, how many of those opened
// after them are closed. It is asked once, at the connection's end: an answer
// takes no time for the Calls that wait.
func (d *direction) countLater(open []*Transaction) {
	for i, t := range open {
		t.later = d.opened - t.number - (len(open) - i)
	}
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
		requester: m.Requester, gapsAt: [2]int{c.gapsBy(0, m.Event.Frame), c.gapsBy(1, m.Event.Frame)}, after: [2]bool{c.requests[0] > 0, c.requests[1] > 0},
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
	t.mayBeResent, t.Resent = c.pair.wasLost(c, m.Requester, xid)
	m.Txn = t
	c.answeredEarly(t)
	if d.add(t) {
		if m.Role == RoleCall && m.HeaderErr == nil {
			d.advertise(t, &m.Header)
			c.grow(t, len(t.Segments)*costSegment+len(t.Chunks)*8)
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
	t.protection, t.gssService, t.gssProc = protectionOf(&m.RPC), m.RPC.GSS.Service, m.RPC.GSS.Proc
	t.Asked, t.agreement, t.customary = m.Args.Asked, m.Args.agree(), exceeds(&m.Header) == nil
	t.Misplaced = t.Misplaced || len(m.Header.Reads) > 0 && m.positions().proven()
	if wrong, _ := m.misreduction(); wrong != nil && m.offerGuard() == 0 {
		t.misreduced = wrong
	}
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
