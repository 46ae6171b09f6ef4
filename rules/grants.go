package rules

// grantStats gather what a server's grants look like over many Replies.
type grantStats struct {
	replies int

	minGrant, maxGrant   uint32
	minFlight, maxFlight int
	sum                  uint64 // Calls in flight plus grant, as long as it stays the same
	sumVaries            bool
	lastFrame            int
	lastTime             int64

	requests  map[uint32]bool // distinct credit requests answered, up to a few
	notEchoed bool            // a grant differed from the request that it answers
	firstEcho int             // frame of the first grant
}

const maxDistinct = 8

// add takes the grant of a Reply to a Call, when inFlight other Calls are
// still unanswered.
func (s *grantStats) add(inFlight int, m *Message) {
	if m.Role != RoleReply || m.Match != MatchFirst {
		return
	}
	g := m.Header.Credit
	sum := uint64(inFlight) + uint64(g)
	if s.replies == 0 {
		s.minGrant, s.maxGrant, s.minFlight, s.maxFlight, s.sum = g, g, inFlight, inFlight, sum
		s.requests = map[uint32]bool{}
		s.firstEcho = m.Event.Frame
	}
	s.replies++
	s.minGrant, s.maxGrant = min(s.minGrant, g), max(s.maxGrant, g)
	s.minFlight, s.maxFlight = min(s.minFlight, inFlight), max(s.maxFlight, inFlight)
	s.sumVaries = s.sumVaries || sum != s.sum
	s.lastFrame, s.lastTime = m.Event.Frame, m.Event.Time
	if len(s.requests) < maxDistinct {
		s.requests[m.Txn.Header.Credit] = true
	}
	s.notEchoed = s.notEchoed || g != m.Txn.Header.Credit
}

// ackCredits gather the AETH credit codes of one side's acknowledgements
// (IBTA vol. 1, chapter 9.7.7.2).
type ackCredits struct {
	acks    int
	codes   uint32 // a bit for each code seen
	low     []lowAck
	lowSeen int
}

// A lowAck is an acknowledgement that tells of fewer Receives than granted.
type lowAck struct {
	frame     int
	time      int64
	code      uint8
	most      int // Receives at the most
	owed      int // Receives that the grant and the messages under way ask for
	granted   int
	grantedAt int
	inFlight  int
}

const maxLowAcks = 8
