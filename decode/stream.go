package decode

import "rpcrdma-lint/decode/roce"

// Bounds on what one connection may make the decoder remember.
const (
	maxHeldPackets = 512       // packets behind a hole in the order of PSNs
	maxHeldBytes   = 1 << 20   // and their bytes
	maxWaiting     = 1024      // packets of a connection whose protocol is not known
	maxReads       = 256       // RDMA Reads outstanding in one direction
	maxMessage     = 256 << 10 // bytes of one Send that are kept (RFC 8797 §4.2: the largest size)
	psnWindow      = 1 << 20   // PSNs further off than this belong to another life of the QP
	recentRequests = 256       // requests that a NAK can still be matched with
	maxNamed       = 8         // responses to what was not delivered yet
	recentAcks     = 8         // acknowledgements of which a second copy is known
	maxSkew        = int64(10e6)
)

// A stream is the sequence of requests that one side of a connection sends,
// numbered by its own PSNs (IBTA vol. 1, chapter 9.7).
type stream struct {
	anchored  bool   // next is known
	fromStart bool   // from the first PSN, which the CM exchange named
	next      uint32 // the PSN expected next
	loose     uint32 // next may be larger by up to this: the length of a Read in packets was not known

	started bool // a request was delivered

	// The highest PSN that a response captured so far has acknowledged, where
	// it lies at or beyond next.
	early    bool
	earlyPSN uint32
	named    []naming // what such responses named, the higher the later

	strays   int // packets far outside the window, in a row
	strayPSN uint32

	// The highest PSN that a response to this stream named so far.
	answered   bool
	answerPSN  uint32
	answerAt   int
	answerTime int64

	refusedAt  int64  // time of the latest NAK to this stream
	refusedPSN uint32 // what it names: from there on everything is sent again

	acks [recentAcks]ack // of this stream, by PSN modulo recentAcks

	cur   assembly
	reads []read // outstanding RDMA Reads, oldest first

	recent []request // ring, latest at (n-1) % recentRequests
	n      int
	sums   []digest // of Send packets, by PSN modulo recentRequests
}

// A naming is a PSN that a response named before the request with it was
// delivered.
type naming struct {
	psn  uint32
	at   int // frame of the response
	time int64
}

// A request is what a NAK may refer to.
type request struct {
	kind     Kind
	psn, end uint32
	frame    int
	length   int
	partial  bool // length lacks the packet that was refused, which was not captured
}

// An assembly is a Send or Write whose Last packet has not come.
type assembly struct {
	open bool
	kind Kind

	psn, end       uint32
	frame, last    int
	time, lastTime int64
	sentFrame      int
	sentTime       int64
	length         int
	data           []byte // the contiguous captured front, of a Write as far as it is wanted
	whole          bool   // data is all of it so far
	want           int    // bytes of a Write that the sink wants to see
	va             uint64
	addressed      bool // the RETH was captured
	key, dma       uint32
}

// A read is an RDMA Read that was asked for and not fully answered.
type read struct {
	psn, n   uint32 // first PSN and how many the responses take
	got      uint32 // responses seen, from the first
	frame    int
	time     int64
	va       uint64
	key, dma uint32
	sized    bool // dma was captured
	missing  bool // a response in the middle was not captured
	passed   bool // an answer to what was asked for later was captured before the last response
	passedAt int  // frame of the first of these
	passedT  int64
	again    bool // it was asked for again, so that responses may rightly come late
	want     int  // bytes that the sink wants to see
	data     []byte
	dataAt   int // frame that the first of them came in
}

// remember puts a request into the ring that NAKs are matched with.
func (s *stream) remember(r request) {
	if len(s.recent) < recentRequests {
		s.recent = append(s.recent, r)
	} else {
		s.recent[s.n%recentRequests] = r
	}
	s.n++
}

// refused finds the request that PSN psn belongs to, newest first.
func (s *stream) refused(psn uint32, mtu uint32) (request, bool) {
	if s.cur.open {
		if d := roce.PSNDiff(psn, s.cur.psn); d >= 0 && roce.PSNDiff(psn, s.next) <= 0 {
			r := request{kind: s.cur.kind, psn: s.cur.psn, end: s.cur.end, frame: s.cur.frame, length: s.cur.length}
			return r.upTo(psn, mtu), true
		}
	}
	for i := s.n - 1; i >= 0 && i >= s.n-recentRequests; i-- {
		r := s.recent[i%recentRequests]
		if roce.PSNDiff(psn, r.psn) >= 0 && roce.PSNDiff(r.end, psn) >= 0 {
			return r.upTo(psn, mtu), true
		}
	}
	return request{}, false
}

// upTo limits the length to what the packets up to psn carry.
func (r request) upTo(psn, mtu uint32) request {
	r.partial = roce.PSNDiff(psn, r.end) > 0
	if n := (roce.PSNDiff(psn, r.psn) + 1) * int32(mtu); mtu > 0 && int(n) < r.length {
		r.length = int(n)
	}
	return r
}

// acknowledged notes that a response of the other side names psn.
func (s *stream) acknowledged(psn uint32, p *packet) {
	if !s.beyond(psn) || roce.PSNDiff(psn, s.next) > psnWindow {
		return
	}
	if !s.early || roce.PSNDiff(psn, s.earlyPSN) > 0 {
		s.early, s.earlyPSN = true, psn
		if len(s.named) == maxNamed { // the first tells by how much the hole is late
			s.named = append(s.named[:1], s.named[2:]...)
		}
		s.named = append(s.named, naming{psn, p.frame, p.time})
	}
}

// namedBy is the first response that tells of the arrival of psn, which one does.
// Of too many some are forgotten: then it is a later one.
func (s *stream) namedBy(psn uint32) naming {
	for _, n := range s.named {
		if roce.PSNDiff(n.psn, psn) >= 0 {
			return n
		}
	}
	return naming{psn: psn}
}

// covers reports whether a response captured earlier names psn.
func (s *stream) covers(psn uint32) bool {
	return s.early && roce.PSNDiff(s.earlyPSN, psn) >= 0
}

// closeRead ends a Read whose length in packets was not known: psn, the
// request behind it, is the first PSN that its responses do not take.
func (s *stream) closeRead(psn uint32) {
	if s.loose == 0 || len(s.reads) == 0 {
		return
	}
	if r := &s.reads[len(s.reads)-1]; roce.PSNDiff(psn, r.psn) > 0 {
		r.n = min(r.n, uint32(roce.PSNDiff(psn, r.psn)))
	}
	if r := &s.recent[(s.n-1)%recentRequests]; r.kind == KindRead && roce.PSNDiff(r.end, psn) >= 0 {
		r.end = roce.PSNAdd(psn, -1)
	}
}

// beyond reports whether psn is that of a request that was not delivered yet.
func (s *stream) beyond(psn uint32) bool {
	return s.anchored && roce.PSNDiff(psn, s.next) >= int32(s.loose)
}

// advance sets the PSN expected next.
func (s *stream) advance(next uint32) {
	s.next = next & 0xffffff
	s.loose = 0
	if s.early && roce.PSNDiff(s.earlyPSN, s.next) < 0 {
		s.early = false
	}
	for len(s.named) > 0 && roce.PSNDiff(s.named[0].psn, s.next) < 0 {
		s.named = append(s.named[:0], s.named[1:]...)
	}
}

// pass notes that p, a response, answers what was asked for after the oldest
// outstanding Reads. A responder answers in order.
func (s *stream) pass(p *packet) {
	for i := range s.reads {
		r := &s.reads[i]
		if at := roce.PSNDiff(p.psn, r.psn); at < 0 || uint32(at) < r.n {
			return
		}
		if !r.passed {
			r.passed, r.passedAt, r.passedT = true, p.frame, p.time
		}
	}
}

// overtaken is the time and the frame of an answer that was captured before p, a
// response to r, and should not have been. The frame is 0 where there is none.
func (s *stream) overtaken(r *read, p *packet) (since int64, at int) {
	switch {
	case r.passed:
		return r.passedT, r.passedAt
	case roce.PSNDiff(p.psn, s.answerPSN) < 0:
		return s.answerTime, s.answerAt
	}
	return 0, 0
}

// askedAgain notes that the responses to an outstanding Read from psn on were
// asked for once more.
func (s *stream) askedAgain(psn uint32) {
	for i := range s.reads {
		r := &s.reads[i]
		if at := roce.PSNDiff(psn, r.psn); at >= 0 && uint32(at) < r.n {
			r.again = true
		}
	}
}
