package decode

import (
	"bytes"
	"cmp"
	"maps"
	"slices"

	"rpcrdma-lint/decode/roce"
)

// A pairKey is an unordered pair of addresses.
type pairKey struct{ lo, hi roce.Addr }

// newPairKey orders two addresses. dir is 0 when src is the lower one.
func newPairKey(src, dst roce.Addr) (key pairKey, dir int) {
	if bytes.Compare(src[:], dst[:]) <= 0 {
		return pairKey{src, dst}, 0
	}
	return pairKey{dst, src}, 1
}

// A pair is all that is known between two hosts.
type pair struct {
	key    pairKey
	lane   int
	budget *budget
	halves map[halfKey]*half
	conns  []*Conn // open ones, as they were made
	made   int     // connections, all in all
	comms  comms
	ending []*Conn // of these, those with a DREQ

	requests map[cmKey]*handshake
	queue    []*handshake // the same, oldest first

	singles  []*half          // with packets that wait for a connection, by the first of these
	limbo    int              // how many such packets
	waiting  [2]int           // how many of singles, by direction
	lone     [2]int           // halves that no other was found for, by direction
	xids     map[xidKey]*half // that sent such a message, the latest, of singles
	mostXIDs int              // that there were
	idle     bool             // some half has lost its connection since the latest sweep

	icrc    [2]icrcState // by direction
	suspect bool         // frames wait until the ICRC can be trusted or not
	doubt   []Frame      // those frames

	skew                  int64
	skewEffect, skewCause int
	skewBack              bool // a time stamp stepped backwards
	echo                  int64
	echoes                int
}

// A halfKey is a queue pair as a destination.
type halfKey struct {
	dir int
	qpn uint32
}

// An xidKey is the first word of a message, in RPC-over-RDMA its XID, behind its
// direction.
type xidKey uint64

// A half is one direction of a connection: what goes to one queue pair.
type half struct {
	pair *pair
	dir  int
	qpn  uint32
	conn *Conn
	last *Conn // the connection that it was part of before

	reserved bool // there is room in the budget for a connection of this half alone

	// What is known before it has a connection.
	packets           int
	reqFirst, reqLast uint32
	hasReq            bool
	votes             map[*half]*vote
	voters            []*half // those that have voted for this one
	crowded           bool    // too many fit to vote for any
	torn              bool    // a response of it may have been for more than one half
	hs                *handshake
	limbo             []held // packets
}

// A vote counts what speaks for two halves being one connection.
type vote struct {
	n    int    // responses that fit
	last uint32 // PSN of the last one: the same one again says nothing new
	xids int    // messages with an XID of the other half
}

// maxHalves bounds the queue pairs between two hosts, and with them the open
// connections.
const maxHalves = 4096

// halfOf finds or makes the half for what goes to qpn. It is nil when there
// are too many of them in use.
func (pr *pair) halfOf(d *Decoder, dir int, qpn uint32) *half {
	key := halfKey{dir, qpn}
	h := pr.halves[key]
	if h == nil {
		if len(pr.halves) >= maxHalves && !pr.sweep(d) {
			d.dropped.over(BoundQueuePairs, 1)
			return nil
		}
		// Alone it may become a connection, so that there has to be room for one.
		if !pr.budget.keep(costHalf+costConn) && !(pr.sweep(d) && pr.budget.keep(costHalf+costConn)) {
			return nil
		}
		h = &half{pair: pr, dir: dir, qpn: qpn, reserved: true}
		pr.halves[key] = h
	}
	return h
}

// sweep forgets the halves of ended connections. It reports whether there were
// any.
func (pr *pair) sweep(d *Decoder) bool {
	if !pr.idle {
		return false
	}
	pr.idle = false
	n := len(pr.halves)
	maps.DeleteFunc(pr.halves, func(_ halfKey, h *half) bool {
		if h.conn != nil || len(h.limbo) > 0 {
			return false
		}
		h.leave()
		h.unreserve()
		return true
	})
	pr.budget.fixed -= (n - len(pr.halves)) * costHalf
	d.cache = [cacheSize]cacheEntry{}
	return len(pr.halves) < n
}

// leave forgets the connection that the half is or was part of.
func (h *half) leave() {
	for _, c := range [...]*Conn{h.conn, h.last} {
		if c != nil {
			c.unrefer()
		}
	}
	h.conn, h.last = nil, nil
}

// unreserve gives back the room for a connection that the half might become.
func (h *half) unreserve() {
	if h.reserved {
		h.pair.budget.fixed -= costConn
		h.reserved = false
	}
}

// pairedTo gives the half to a connection.
func (h *half) pairedTo(c *Conn) {
	h.leave()
	h.unreserve()
	h.conn = c
	c.refer()
	h.unvote()
	h.voters, h.crowded, h.torn, h.hs = nil, false, false, nil
}

// addr is the address that direction dir goes to, or comes from.
func (pr *pair) dst(dir int) roce.Addr {
	if dir == 0 {
		return pr.key.hi
	}
	return pr.key.lo
}

func (pr *pair) src(dir int) roce.Addr { return pr.dst(1 - dir) }

// opened puts a connection onto the list of open ones.
func (pr *pair) opened(c *Conn) {
	pr.made++
	c.order = pr.made
	pr.conns = append(pr.conns, c)
	pr.comms.add(c)
}

// forget takes an ended connection off the list of open ones.
func (pr *pair) forget(c *Conn) {
	pr.idle = true
	pr.comms.remove(c)
	if c.closing {
		pr.ending = slices.DeleteFunc(pr.ending, func(o *Conn) bool { return o == c })
	}
	i, found := slices.BinarySearchFunc(pr.conns, c.order, func(c *Conn, order int) int { return cmp.Compare(c.order, order) })
	if found {
		pr.conns = slices.Delete(pr.conns, i, i+1)
	}
}

// finish ends everything at the end of the capture.
func (pr *pair) finish(d *Decoder) {
	if pr.suspect {
		pr.settle(d)
	}
	pr.pairAll(d)
	for len(pr.conns) > 0 {
		d.end(pr.conns[0], EndCapture, 0, 0)
		d.relieve()
	}
	for _, hs := range pr.queue {
		d.unanswered(pr, hs)
	}
}

// An icrcState is what is known of the ICRCs of one direction between two
// hosts.
type icrcState struct {
	mode      icrcMode
	good, bad int
	firstBad  int
}

type icrcMode uint8

const (
	icrcUnknown  icrcMode = iota // none has matched yet
	icrcChecked                  // they match, as a rule
	icrcArtefact                 // none matches: the capture changed them
)

const (
	icrcDecide = 16  // so many bad ones and no good one are an artefact
	icrcLone   = 10  // or so many when no more can be waited for and the other direction has no bad one
	icrcFew    = 6   // or so many in both directions, of which neither has a good one
	icrcQueue  = 256 // frames that wait for it at the most
)

// trust reports whether the frame can be used now. A frame with
// a wrong ICRC was not delivered to the queue pair, so it is no evidence; but
// where every frame of a direction fails, the capture is to blame.
func (pr *pair) trust(d *Decoder, dir int, f *Frame, x *Headers) bool {
	st := &pr.icrc[dir]
	status := d.icrc(f, x)
	switch status {
	case roce.ICRCGood:
		st.good++
		if st.mode == icrcUnknown {
			st.mode = icrcChecked
		}
	case roce.ICRCBad:
		st.bad++
		if st.firstBad == 0 {
			st.firstBad = f.Number
		}
	}
	if pr.suspect || status == roce.ICRCBad && st.mode == icrcUnknown {
		pr.suspect = true
		pr.doubt = append(pr.doubt, Frame{f.Number, f.Time, f.Link, f.Length, slices.Clone(f.Data)})
		pr.budget.kept += len(f.Data)
		if pr.certain() || len(pr.doubt) >= icrcQueue || pr.budget.kept > pr.budget.waiting() {
			pr.settle(d)
		}
		return false
	}
	if status == roce.ICRCBad && st.mode == icrcChecked {
		d.dropped.ICRC++
		return false
	}
	return true
}

// certain reports whether each direction with a bad ICRC has also a good one,
// or enough bad ones.
func (pr *pair) certain() bool {
	for i := range pr.icrc {
		if st := &pr.icrc[i]; st.mode == icrcUnknown && st.bad > 0 && st.bad < icrcDecide {
			return false
		}
	}
	return true
}

// settle decides about the ICRCs with what is known and takes the frames that
// waited. A few bad frames prove nothing: the network may have spoilt them all.
// They are left out, and the next one raises the question anew.
func (pr *pair) settle(d *Decoder) {
	for i := range pr.icrc {
		st, other := &pr.icrc[i], &pr.icrc[1-i]
		if st.mode == icrcUnknown && st.bad > 1 && (st.bad >= icrcDecide ||
			other.bad == 0 && st.bad >= icrcLone || other.good == 0 && other.bad > 0 && st.bad+other.bad >= icrcFew) {
			st.mode = icrcArtefact
		}
	}
	frames := pr.doubt
	pr.suspect, pr.doubt = false, nil
	for i := range frames {
		f := &frames[i]
		pr.budget.kept -= len(f.Data)
		d.splitter.split(f, &d.headers)
		d.at = f.Number
		_, dir := newPairKey(d.headers.src, d.headers.dst)
		if pr.icrc[dir].mode != icrcArtefact && d.headers.checked && d.headers.icrc == roce.ICRCBad {
			d.dropped.ICRC++
			continue
		}
		d.accept(pr, dir, f, &d.headers)
	}
}
