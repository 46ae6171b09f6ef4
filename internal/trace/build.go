package trace

import "time"

// Limits of a notation, so that a wrong one ends in an error.
const (
	maxRange = 10000
	maxBytes = 64 << 20
	maxWait  = 100 * 24 * time.Hour
	maxConns = 4096
)

// start is the time of the first frame.
var start = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

const (
	frameGap   = 10 * time.Microsecond
	impliedGap = 5 * time.Microsecond
	mirrorGap  = time.Microsecond
	freshXID   = 0x0e000000
	noCredits  = 31 // AETH credit code: no credit information
)

// A builder runs statements.
type builder struct {
	link    link
	mtu     int
	noAck   bool
	snap    int
	credits byte // AETH credit code of ACKs

	now        time.Time
	hosts      [2]*host
	statements []*statement
	index      int
	conns      []*conn
	calls      map[callKey]*call
	requests   map[*statement]*request
	memory     map[memoryKey][]region
	late       []delayed
	fresh      uint32
	bytes      int
	cmPSN      uint32
	trace      *Trace
}

type callKey struct {
	conn int // 0 for the latest of any connection
	side Side
	xid  uint32
}

// delayed frames wait until so many statements have passed.
type delayed struct {
	frames []Frame
	gap    time.Duration
	after  int
}

// Parse makes the trace of a notation, which the package comment describes. An
// error names line and column.
func Parse(notation string) (*Trace, error) {
	lines, err := lex(notation)
	if err != nil {
		return nil, err
	}
	b := &builder{
		mtu: 1024, credits: noCredits, now: start.Add(-frameGap),
		hosts:    [2]*host{newHost(Client, 1), newHost(Server, 1)},
		calls:    make(map[callKey]*call),
		requests: make(map[*statement]*request),
		memory:   make(map[memoryKey][]region),
		trace:    &Trace{names: make(map[string]bool)},
	}
	for _, words := range lines {
		more, err := parse(words)
		if err != nil {
			return nil, err
		}
		b.statements = append(b.statements, more...)
		if len(b.statements) > 4*maxRange {
			return nil, words[0].at.errorf("more than %d statements", 4*maxRange)
		}
	}
	if err := b.resolve(); err != nil {
		return nil, err
	}
	if err := b.run(); err != nil {
		return nil, err
	}
	return b.trace, nil
}

// A TB is the part of testing.TB that Make needs.
type TB interface {
	Helper()
	Fatal(args ...any)
}

// Make is Parse for tests: it ends the test when the notation is wrong.
func Make(t TB, notation string) *Trace {
	t.Helper()
	tr, err := Parse(notation)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func (b *builder) run() error {
	for i, st := range b.statements {
		b.index = i
		waiting := len(b.late)
		b.step(st)
		if err := st.args.done(); err != nil {
			return err
		}
		b.release(waiting)
		if b.bytes > maxBytes {
			return st.at.errorf("the trace has more than %d bytes", maxBytes)
		}
	}
	for len(b.late) > 0 {
		b.release(len(b.late))
	}
	return nil
}

func (b *builder) step(st *statement) {
	if !st.sided {
		b.global(st)
		return
	}
	for len(b.conns) < st.conn {
		b.conns = append(b.conns, newConn(len(b.conns)+1, b.link, b.mtu, b.hosts[Client], b.hosts[Server]))
	}
	c := b.conns[st.conn-1]
	switch st.verb {
	case "REQ", "REP", "RTU", "REJ", "MRA", "DREQ", "DREP":
		b.connect(st, c)
	case "CALL", "REPLY", "NOMSG", "ERR", "MSG", "msg", "DONE", "MSGP", "SEND":
		b.send(st, c)
	case "WRITE":
		b.write(st, c)
	case "READ":
		b.read(st, c)
	case "FADD", "CSWAP":
		b.atomic(st, c)
	case "RRESP", "ARESP":
		b.respond(st, c)
	case "again", "resend":
		b.again(st, c)
	case "ACK", "RNR", "NAK", "SEQNAK":
		b.answer(st, c)
	case "gap":
		e := c.ends[st.side]
		e.psn = (e.psn + uint32(st.count(psnMask))) & psnMask
	case "CNP":
		b.emit(st, c, st.text, &packet{op: opCNP, reserved: 0x40, payload: make([]byte, 16)})
	default:
		st.args.fail(st.at, "unknown word %q", st.verb)
	}
}
