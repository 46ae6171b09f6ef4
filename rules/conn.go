package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
)

const defaultThreshold = 1024 // bytes (RFC 8166 §3.3.3)

// A Conn is the ledger of one connection: what its peers promised and used.
// Rules only read it.
type Conn struct {
	*decode.Conn
	Sum *Summary // outlives the ledger

	pair  *Pair
	busy  bool         // an event is being taken
	dirs  [2]direction // by the side of the Requester
	sends [2]sentRing  // by sender

	start   [2]bool // the first request of that side's stream was captured
	gaps    [2]int  // times that packets of that side's request stream were missing
	missing [2]int  // how many
	gapAt   [2]int  // frame after the first gap
	lastGap [2]int  // and after the latest
	voids   [2]int  // gaps of which not even the length is known
	unseen  [2]int  // gaps, and messages of that side whose role was cut off
	early   [2]int  // frame of the first acknowledgement by that side of a packet not captured at that place

	requests    [2]int    // requests delivered of that side
	firstPSN    [2]uint32 // of the first of them
	responses   [2]int    // responses captured of that side
	lastRequest [2]int    // frame of the latest request of that side
	extras      [2]extras // by sender

	version1 bool // a whole version 1 message was seen
	foreign  int  // frame of the first message of another version

	reading  [2]pulls // by the side that reads
	refusals []*Refusal
	naks     []*NAK
	acks     [2]ackCredits // by the acknowledging side

	waiting   pendings
	lastTime  [2]int64 // time of the latest request of that side
	lastAgain [2]int64 // of the latest repetition
	faults    []fault

	forgotten forgotten
	turn      int  // how often the RPC that ended it had ended a connection before
	resent    bool // a Call that was open at the end came again on a later connection

	back     backchannel
	compound spot // the first COMPOUND of the client
	quality  quality
	strays   [2]strays // by the side that writes

	incoming *decode.Event  // the event that is being taken in
	unclear  [2]unclear     // by Requester
	regions  [2]regions     // by Requester
	recent   [2]recentMoves // by the side that reads and writes
	depths   [2]depth       // by the side that reads
	special  [2]special     // by sender
	profiles profiles

	kept    map[int]int
	folded  map[foldKey]*Finding
	now     int // frame of the latest event
	nowTime int64
}

// Started reports whether the capture holds the beginning of the connection:
// both request streams from their first PSN (guard START).
func (c *Conn) Started() bool { return c.start[0] && c.start[1] }

// startGuard is the guard that fails when the beginning was not captured.
func (c *Conn) startGuard() Guard {
	if c.Started() {
		return 0
	}
	return NoStart
}

// gapGuard is the guard that fails when requests of side are missing.
func gapGuard(side decode.Side) Guard {
	if side == decode.ClientSide {
		return GapClient
	}
	return GapServer
}

// openGuard is the guard that fails when side sent nothing more.
func openGuard(side decode.Side) Guard {
	if side == decode.ClientSide {
		return OpenClient
	}
	return OpenServer
}

// Unbroken is the guard that fails when a request of side may be missing
// between the connection's start and now: guards START and SEQ.
func (c *Conn) Unbroken(side decode.Side) Guard {
	if g := c.startGuard(); g != 0 {
		return g
	}
	if c.gaps[side] > 0 {
		return gapGuard(side)
	}
	return 0
}

// blame is the side as a Blame.
func blame(s decode.Side) Blame {
	if s == decode.ClientSide {
		return Client
	}
	return Server
}

// Margin is the time, in ns, that two frames of different directions must be
// apart for the capture's order of them to be trusted (guard ORDER). Of a few
// second copies none may be nearly as late as others are.
func (c *Conn) Margin() int64 {
	echo := 2 * c.Echo()
	switch n := c.Echoes(); {
	case n < 4:
		echo *= 4
	case n < 8:
		echo *= 2
	}
	return max(2*c.Skew(), echo, 1000)
}

// A Threshold is the inline threshold of one direction of travel (RFC 8166
// §3.3.2, RFC 8797 §4.2).
type Threshold struct {
	Bytes      int
	Known      bool // both private data areas were captured
	Negotiated bool // both peers sent an RFC 8797 message
}

// Threshold is the inline threshold of what sender sends.
func (c *Conn) Threshold(sender decode.Side) Threshold {
	req, rep := c.CM.Req, c.CM.Rep
	if req == nil || rep == nil || req.PrivateState == roce.NotCaptured || rep.PrivateState == roce.NotCaptured {
		return Threshold{}
	}
	client, server := sizesOf(req.Private, req.PrivateState), sizesOf(rep.Private, rep.PrivateState)
	t := Threshold{Known: true, Negotiated: client.given && server.given}
	if sender == decode.ClientSide {
		t.Bytes = min(client.send, server.receive)
	} else {
		t.Bytes = min(server.send, client.receive)
	}
	return t
}

// sizes are what one peer can send and take; the default where it does not say
// (RFC 8797 §5.1).
type sizes struct {
	send, receive int
	given         bool
}

func sizesOf(m roce.PrivateMessage, state roce.Presence) sizes {
	if state != roce.Present || m.Version != 1 {
		return sizes{send: defaultThreshold, receive: defaultThreshold}
	}
	return sizes{m.SendSize, m.ReceiveSize, true}
}

// AckTimeout is the time after which a side repeats what was not acknowledged,
// in ns, as the REQ names it. It is false where that is not known.
func (c *Conn) AckTimeout() (int64, bool) {
	req := c.CM.Req
	if req == nil || req.AckTimeout < 0 {
		return 0, false
	}
	if req.AckTimeout == 0 { // never
		return 1 << 62, true
	}
	return req.AckTimeout, true
}

// shortestTimeout, in ns, is taken for the acknowledgement timeout where the
// ConnectRequest was not captured. Those in use begin at 4 ms.
const shortestTimeout = int64(1e6)

// repeatsAfter is the time, in ns, after which a sender may repeat what was not
// acknowledged.
func (c *Conn) repeatsAfter() int64 {
	if t, ok := c.AckTimeout(); ok {
		return t
	}
	return shortestTimeout
}

// Fresh is the guard that fails when a packet of an answer, captured at, may
// be a repetition whose original is missing: so much time has passed since the
// Call that the sender may have repeated it.
func (c *Conn) Fresh(call, at int64) Guard {
	if t, ok := c.AckTimeout(); !ok || at-call >= t {
		return NotFresh
	}
	return 0
}

// requestFrame is the frame of the REQ, or 0 where it was not captured.
func (c *Conn) requestFrame() int {
	if c.CM.Req == nil {
		return 0
	}
	return c.CM.Req.Frame
}

// A fault is an error proven against one side.
type fault struct {
	frame int
	blame Blame
}
