package trace

// A conn is a connection of the notation: two queue pairs.
type conn struct {
	number      int
	link        link
	mtu         int
	transaction uint64 // of its CM messages
	ends        [2]*end
	mads        map[string]*mad // by verb, for again
}

// An end is one queue pair: what it has sent, and what it owes an answer.
type end struct {
	host *host
	qpn  uint32
	comm uint32
	port uint16 // UDP source port, and the TCP port in the IP CM header
	psn  uint32 // of its next request packet

	requests []*request
	reads    []segment // offered in Read lists, oldest first
	// unanswered are the requests for which the notation gives an answer by
	// itself that has not been reached, or gave a refusal.
	unanswered map[*request]bool
}

// A request is a message in a request stream.
type request struct {
	verb    string
	xid     uint32
	hasXID  bool
	handle  uint32
	first   uint32 // PSNs
	last    uint32
	msn     uint32 // of the answer that covers it
	packets []*packet
	va      uint64 // of a READ or WRITE
	length  uint32
	from    int  // of a READ sent again from its middle: bytes left out
	read    bool // a READ that has not been answered
	atomic  bool
}

func newConn(number int, l link, mtu int, client, server *host) *conn {
	n := uint32(number)
	return &conn{
		number: number, link: l, mtu: mtu, transaction: uint64(n) << 8,
		mads: make(map[string]*mad),
		ends: [2]*end{
			{
				host: client, qpn: (0x100 + n) & psnMask, comm: 0xc0000000 + n, port: 0xc000 | uint16(n)<<1&0x3fff,
				psn: (0xc00000 + n<<12) & psnMask, unanswered: make(map[*request]bool),
			},
			{
				host: server, qpn: (0x20000 + n) & psnMask, comm: 0x50000000 + n, port: 0xc001 | uint16(n)<<1&0x3fff,
				psn: (0x500000 + n<<12) & psnMask, unanswered: make(map[*request]bool),
			},
		},
	}
}

// gid is the address of the end as InfiniBand writes it.
func (e *end) gid(l link) []byte {
	if l.ip6 {
		return e.host.ip6[:]
	}
	return append([]byte{10: 0xff, 11: 0xff}, e.host.ip4[:]...)
}

// take makes a request of so many PSNs.
func (e *end) take(verb string, psns int) *request {
	r := &request{verb: verb, first: e.psn, last: (e.psn + uint32(psns) - 1) & psnMask, msn: uint32(len(e.requests)+1) & psnMask}
	e.psn = (r.last + 1) & psnMask
	e.requests = append(e.requests, r)
	return r
}

// latest is the last request for which match is true.
func (e *end) latest(match func(*request) bool) *request {
	for i := len(e.requests) - 1; i >= 0; i-- {
		if match(e.requests[i]) {
			return e.requests[i]
		}
	}
	return nil
}
