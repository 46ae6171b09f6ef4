package decode

import (
	"net/netip"

	"rpcrdma-lint/decode/roce"
)

// A Side is one of a connection's two endpoints.
type Side uint8

// The sides. The client sent the ConnectRequest; where that was not captured,
// Conn.RolesKnown says whether the roles are known from the traffic.
const (
	ClientSide Side = iota
	ServerSide
)

// Other is the opposite side.
func (s Side) Other() Side { return 1 - s }

func (s Side) String() string {
	if s == ClientSide {
		return "client"
	}
	return "server"
}

// A StartKind tells how the beginning of a connection is known.
type StartKind uint8

// How a connection came to be known.
const (
	StartInferred StartKind = iota // from traffic alone
	StartPartial                   // some of the CM exchange was captured, or it was cut
	StartCM                        // REQ and REP were captured whole
)

func (k StartKind) String() string { return [...]string{"inferred", "partial", "cm"}[k] }

// An EndKind tells how a connection ended.
type EndKind uint8

// How a connection ended.
const (
	EndCapture      EndKind = iota // it outlived the capture
	EndDisconnected                // DREQ
	EndLost                        // a fatal NAK, or an RNR NAK with no retry left, before any DREQ
	EndReplaced                    // a newer ConnectRequest took over an endpoint
	EndRejected                    // REJ
)

func (k EndKind) String() string {
	return [...]string{"capture ended", "disconnected", "lost", "replaced", "rejected"}[k]
}

// An Endpoint is one queue pair.
type Endpoint struct {
	Addr  netip.Addr
	QPN   uint32 // 24 bits
	Known bool   // the QPN is known
}

// A Conn is one connection: two queue pairs and what the CM exchange said of
// them (IBTA vol. 1, chapter 12; RFC 8797).
type Conn struct {
	Client, Server Endpoint
	RolesKnown     bool // which endpoint is the client is known

	Start   StartKind
	CM      CM
	rtuTime int64 // of the first RTU

	FirstFrame, LastFrame int
	FirstTime, LastTime   int64

	// Broken says that a panic ended what is known of the connection.
	Broken bool

	// Forgotten says that the connection was given up before its end, to stay
	// within the memory.
	Forgotten bool

	End      EndKind
	EndFrame int // of the DREQ, REJ or REQ that ended it; 0 when none was captured
	EndTime  int64
	EndSide  Side // who sent that DREQ

	// What each side sent, in packets: all, those cut by the snapshot length,
	// requests with a PSN seen before, those of them whose bytes are not the
	// ones that a Send had there, and packets far off the order of PSNs.
	Packets, Cut, Repeated, Conflicts, Stray [2]int
	FirstCut                                 int // frame number, 0 for none

	pair    *pair
	half    [2]*half // by the sender's side
	streams [2]stream
	sideOf  [2]Side // by the direction of travel within the pair

	proto   protocol
	score   evidence
	waiting []held // packets of a connection whose protocol is not known yet
	hold    []held // packets behind a hole in the order of PSNs
	holdLen int
	pmtu    uint32   // bytes, 0 while unknown
	closing bool     // DREQ seen
	busy    bool     // a packet is being taken
	fatal   [2]fatal // by the side whose requests were refused
	ended   bool

	// Its part of what the lane remembers and can forget.
	load  int // bytes, when it was weighed last
	stale int // by which it may have grown since
	place int // in budget.conns

	order    int  // among the connections of the pair, as they were made
	known    int  // halves that know it, and one while it is open
	reported bool // the sink keeps it to the end

	// ready says that its packets are delivered: both halves are known, or the
	// missing one is waited for no more.
	ready bool

	lone bool // given up waiting for the missing half

	// User belongs to the sink: what it keeps of this connection.
	User any
}

// Port is the TCP port number in the service ID, or -1 where it is not known.
func (c *Conn) Port() int {
	if c.CM.Req == nil || !c.CM.Req.HasPort {
		return -1
	}
	return int(c.CM.Req.Port)
}

// Skew is the largest time, in ns, by which the capture of this pair of hosts
// was seen to show an effect before its cause, or a time stamp to step
// backwards. Backwards says that it was the latter.
func (c *Conn) Skew() int64 { return c.pair.skew }

// Echo is the largest time, in ns, between two captured copies of a packet
// between this pair of hosts that was sent once.
func (c *Conn) Echo() int64 { return c.pair.echo }

// Echoes counts what was captured twice and sent once.
func (c *Conn) Echoes() int { return c.pair.echoes }

// Backwards reports whether the Skew is that of a time stamp.
func (c *Conn) Backwards() bool { return c.pair.skewBack }

// SkewFrames names the frames that showed the largest skew: the effect, then
// its cause.
func (c *Conn) SkewFrames() (effect, cause int) { return c.pair.skewEffect, c.pair.skewCause }

// BadICRC counts the frames from this side's host to the other whose ICRC did
// not match, and all that were checked. Artefact says that all failed, so that
// the capture, not the wire, changed them.
func (c *Conn) BadICRC(s Side) (bad, checked int, artefact bool) {
	st := &c.pair.icrc[c.dirOf(s)]
	return st.bad, st.good + st.bad, st.mode == icrcArtefact
}

// FirstBadICRC is the number of the first frame of that side with a wrong
// ICRC, 0 for none.
func (c *Conn) FirstBadICRC(s Side) int { return c.pair.icrc[c.dirOf(s)].firstBad }

// OneWay reports whether packets of only one side were captured, or are known to
// be of this connection (see Unpaired).
func (c *Conn) OneWay() bool { return (c.Packets[0] == 0) != (c.Packets[1] == 0) }

// Unpaired counts the queue pairs of which the packets of the other side may be,
// when those of only one side are known: between the same hosts, in the other
// direction, and as lonely.
func (c *Conn) Unpaired() int {
	if !c.OneWay() {
		return 0
	}
	side := ClientSide
	if c.Packets[ClientSide] > 0 {
		side = ServerSide
	}
	dir := c.dirOf(side)
	return c.pair.lone[dir] + c.pair.waiting[dir]
}

// Anchored reports whether the request stream of side was captured from the
// first PSN that the CM exchange named.
func (c *Conn) Anchored(s Side) bool { return c.streams[s].fromStart }

// PathMTU is the path MTU in bytes, 0 while unknown.
func (c *Conn) PathMTU() int { return int(c.pmtu) }

// dirOf is the direction of travel, within the pair, of what side sends.
func (c *Conn) dirOf(s Side) int {
	if c.sideOf[0] == s {
		return 0
	}
	return 1
}

// Hosts are the pair's two addresses; the same value, compared with ==, for
// all connections between the same two hosts.
func (c *Conn) Hosts() HostPair { return HostPair{c.pair.key.lo.Netip(), c.pair.key.hi.Netip()} }

// Ending are the open connections between the same hosts of which a DREQ was
// seen.
func (c *Conn) Ending() []*Conn { return c.pair.ending }

// Lane is the lane of the pair of hosts.
func (c *Conn) Lane() int { return c.pair.lane }

// A HostPair is an unordered pair of addresses.
type HostPair struct{ A, B netip.Addr }

// CM is what was captured of the exchange of CM messages that made and ended
// a connection.
type CM struct {
	Req *Request // nil when not captured
	Rep *Reply   // nil when not captured

	RTUFrame   int
	DREQFrame  int // first one
	DREPFrame  int
	REJFrame   int
	Reason     roce.RejectReason // of the REJ
	RejectSide Side              // who sent it
}

// A Request is the content of a CM ConnectRequest (REQ).
type Request struct {
	Frame int
	Time  int64
	Whole bool // not cut by the snapshot length

	CommID       uint32
	Service      uint64
	HasService   bool
	HasPort      bool // the service ID is in the RDMA IP CM space
	Port         uint16
	QPN          uint32
	PSN          uint32 // first PSN that the server will send
	HasPSN       bool
	Resources    int // RDMA Reads that the client can serve at once; -1 unknown
	Depth        int // RDMA Reads that the client may have outstanding; -1 unknown
	Transport    int // 0 RC, 1 UC, 2 RD, 3 extended; -1 unknown
	FlowControl  int // 0 or 1; -1 unknown
	RNRRetry     int // for the server to use; -1 unknown
	SRQ          int
	AckTimeout   int64         // ns; 0 unknown or endless
	PathMTU      int           // bytes; 0 unknown
	IPCM         roce.Presence // of an IP CM header that makes sense
	Private      roce.PrivateMessage
	PrivateState roce.Presence
	PrivateAt    int // offset of the message in the consumer's private data
}

// A Reply is the content of a CM ConnectReply (REP).
type Reply struct {
	Frame int
	Time  int64
	Whole bool

	CommID       uint32
	ReqID        uint32 // the communication ID of the REQ that it answers
	QPN          uint32
	PSN          uint32 // first PSN that the client will send
	HasPSN       bool
	Resources    int // RDMA Reads that the server can serve at once; -1 unknown
	Depth        int // RDMA Reads that the server may have outstanding; -1 unknown
	FlowControl  int
	RNRRetry     int // for the client to use; -1 unknown
	SRQ          int
	Private      roce.PrivateMessage
	PrivateState roce.Presence
	PrivateAt    int
}
