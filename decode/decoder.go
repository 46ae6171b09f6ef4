package decode

import (
	"cmp"
	"slices"

	"rpcrdma-lint/decode/roce"
)

// DefaultPort is the port of NFS over RDMA (RFC 8166 §5, RFC 8267 §6.3).
const DefaultPort = 20049

// Options set what a Decoder looks for.
type Options struct {
	// Ports are further ports at which RPC-over-RDMA is served.
	Ports []uint16

	// AllICRCs says to check the ICRC of every packet, even of those that carry
	// no evidence.
	AllICRCs bool

	// Memory is how many bytes may be remembered, by the Sink too if it is an
	// Accountant; 0 stands for DefaultMemory. A Decoder that gets only some lanes
	// stays within their part.
	Memory int

	// Before is what was kept of the frames before, where the first one is not the
	// capture's first.
	Before Account
}

// A Decoder takes frames and tells a Sink of RPC-over-RDMA connections.
type Decoder struct {
	sink  Sink
	ports map[uint16]bool

	pairs map[pairKey]*pair
	order []*pair // by first frame
	cache [cacheSize]cacheEntry

	other     map[string]int
	iwarp     map[tcpFlow]bool
	dropped   Dropped
	budgets   *[Lanes]budget // apart: reported connections know theirs, and nothing else of d
	lanes     [Lanes]bool    // that the capture has so far
	laneCount int
	memory    int
	books     Accountant // the sink, or nil
	crashes   Crashes

	splitter Splitter
	at       int // number of the frame in splitter

	// Scratch, so that the path of a packet allocates nothing.
	headers Headers
	pkt     packet
	heldPkt packet
	ev      Event
	msg     Message
}

// Dropped counts what was left out, and why.
type Dropped struct {
	ICRC   int // frames whose ICRC did not match: the queue pair dropped them too
	Limits int // frames and messages beyond a bound

	// By says which bounds they were beyond.
	By [bounds]int
}

// A Bound is what a capture may make the Decoder remember no more of.
type Bound uint8

// The bounds.
const (
	BoundPairs       Bound = iota // pairs of hosts
	BoundQueuePairs               // queue pairs between two hosts
	BoundConnections              // open connections between two hosts
	BoundWaiting                  // packets that wait until their protocol is known
	BoundUnpaired                 // packets of a queue pair that wait for the other half of their connection
	BoundSuitors                  // halves that may belong to one other
	BoundHandshakes               // CM exchanges without an answer
	BoundMessage                  // bytes of a message
	BoundReads                    // RDMA Reads outstanding in one direction
	BoundFlows                    // iWARP connections
	BoundMemory                   // bytes, as Options have it
	BoundCrowd                    // packets between two hosts that wait for other halves
	BoundKept                     // bytes of packets that wait
	bounds
)

var boundTexts = [bounds]struct {
	name  string
	limit int
}{
	BoundPairs:       {"pairs of hosts", maxPairs},
	BoundQueuePairs:  {"queue pairs between two hosts", maxHalves},
	BoundConnections: {"open connections between two hosts", maxHalves},
	BoundWaiting:     {"packets of a connection whose protocol is not known", 2 * maxWaiting},
	BoundUnpaired:    {"packets of a queue pair that wait for the other half of their connection", maxHalfLimbo},
	BoundSuitors:     {"queue pairs that one may belong to", maxSuitors},
	BoundHandshakes:  {"CM exchanges between two hosts without an answer", maxHandshakes},
	BoundMessage:     {"bytes of a message", maxMessage},
	BoundReads:       {"RDMA Reads outstanding in one direction", maxReads},
	BoundFlows:       {"iWARP connections", maxTCPFlows},
	BoundMemory:      {"bytes of memory (--max-memory)", DefaultMemory},
	BoundCrowd:       {"packets between two hosts that wait for the other half of their connection", maxLimbo},
	BoundKept:        {"bytes of packets that wait until their connection is known", maxKept},
}

// String names what there was too much of.
func (b Bound) String() string { return boundTexts[b].name }

// Limit is how many there may be, unless Options say otherwise.
func (b Bound) Limit() int { return boundTexts[b].limit }

// Plus is the sum of both.
func (d Dropped) Plus(o Dropped) Dropped {
	d.ICRC += o.ICRC
	for b, n := range o.By {
		d.over(Bound(b), n)
	}
	return d
}

func (d *Dropped) over(b Bound, n int) {
	d.Limits += n
	d.By[b] += n
}

// An Other is something seen in the capture that is named but not linted.
type Other struct {
	What   string // "iWARP", "NVMe-oF", …
	Frames int
}

// cacheSize is the number of queue pairs that are found without a map.
const cacheSize = 1024

type cacheEntry struct {
	src, dst roce.Addr
	qpn      uint32
	half     *half
}

// New makes a Decoder that tells sink.
func New(o Options, sink Sink) *Decoder {
	d := &Decoder{
		sink: sink, ports: map[uint16]bool{DefaultPort: true},
		pairs: map[pairKey]*pair{}, other: map[string]int{}, iwarp: map[tcpFlow]bool{},
		budgets: &[Lanes]budget{}, splitter: Splitter{All: o.AllICRCs},
	}
	d.memory = cmp.Or(o.Memory, DefaultMemory)
	d.books, _ = sink.(Accountant)
	for _, p := range o.Ports {
		d.ports[p] = true
	}
	d.goOn(&o.Before)
	return d
}

// Frame takes the next frame of the capture. A panic, of the Sink too, costs
// the frame, and the connection that it happened on.
func (d *Decoder) Frame(f *Frame) {
	defer d.caught(f.Number)
	d.splitter.split(f, &d.headers)
	d.at = f.Number
	d.take(f, &d.headers)
}

// Take takes the next frame of the capture, the headers of which were split off
// before.
func (d *Decoder) Take(f *Frame, x *Headers) {
	defer d.caught(f.Number)
	d.take(f, x)
}

func (d *Decoder) take(f *Frame, x *Headers) {
	if x.lane == noLane {
		return
	}
	if lane, ok := x.Share(); ok {
		d.See(lane)
	}
	d.look(f, x)
	if d.budgets[x.lane].full {
		d.relieve()
	}
}

func (d *Decoder) look(f *Frame, x *Headers) {
	switch {
	case x.kind != roce.RoCE:
		d.notRoCE(f, x)
		return
	}
	// The middles of Writes and Read Responses carry no evidence where they are
	// expected, and reading all their bytes would cost more than everything else.
	h := d.cached(x)
	idle := !d.splitter.All && bulk(x.packet.op) && h != nil && h.conn != nil && h.conn.expects(h.dir, &x.packet)
	if idle && !h.pair.suspect {
		d.toHalf(h, x)
		return
	}
	pr, dir := d.pairOf(h, x)
	if pr == nil {
		return
	}
	if pr.suspect || !idle {
		if !pr.trust(d, dir, f, x) {
			return
		}
	}
	d.accept(pr, dir, f, x)
}

// accept takes a frame whose ICRC needs no more doubt.
func (d *Decoder) accept(pr *pair, dir int, f *Frame, x *Headers) {
	switch s := x.packet.op.Service(); {
	case s == roce.UD:
		if x.qpn == 1 {
			d.datagram(pr, dir, f)
		} else {
			d.other["UD datagrams"]++
		}
		return
	case s != roce.RC:
		d.other[s.String()+" packets"]++
		return
	}
	h := d.cached(x)
	if h == nil {
		if h = pr.halfOf(d, dir, x.qpn); h == nil {
			return
		}
		*d.slot(x) = cacheEntry{x.src, x.dst, x.qpn, h}
	}
	d.toHalf(h, x)
}

// toHalf gives a packet to the queue pair that it goes to.
func (d *Decoder) toHalf(h *half, x *Headers) {
	if h.conn != nil && h.conn.ready {
		h.conn.packet(d, h.dir, &x.packet)
		return
	}
	d.unpaired(h, &x.packet)
}

// split is the frame in full, for what Headers leave out.
func (d *Decoder) split(f *Frame) *roce.Packet {
	if d.at != f.Number {
		roce.Split(f.Link, f.Data, f.Length, &d.splitter.p)
		d.at = f.Number
	}
	return &d.splitter.p
}

// icrc is the outcome of the frame's ICRC check.
func (d *Decoder) icrc(f *Frame, x *Headers) roce.ICRCStatus {
	if !x.checked {
		x.icrc, x.checked = d.split(f).CheckICRC(), true
	}
	return x.icrc
}

func (d *Decoder) slot(x *Headers) *cacheEntry {
	i := x.qpn ^ x.qpn>>10 ^ uint32(x.dst[15])<<3 ^ uint32(x.src[15])<<6 ^ uint32(x.src[14])
	return &d.cache[i%cacheSize]
}

// cached finds a queue pair without a map, or nil.
func (d *Decoder) cached(x *Headers) *half {
	if e := d.slot(x); e.half != nil && e.qpn == x.qpn && e.src == x.src && e.dst == x.dst {
		return e.half
	}
	return nil
}

// pairOf finds the pair of hosts of a packet, and its direction. The pair is
// nil when there are too many of them. Where its queue pair is known that is h.
func (d *Decoder) pairOf(h *half, x *Headers) (*pair, int) {
	if h != nil {
		return h.pair, h.dir
	}
	key, dir := newPairKey(x.src, x.dst)
	pr := d.pairs[key]
	if pr == nil {
		b := &d.budgets[x.lane]
		if b.pairs == maxPairs {
			d.dropped.over(BoundPairs, 1)
			return nil, 0
		}
		if !b.keep(costPair) {
			return nil, 0
		}
		b.pairs++
		pr = &pair{key: key, lane: int(x.lane), budget: b, halves: map[halfKey]*half{}, requests: map[cmKey]*handshake{}, comms: comms{}}
		d.pairs[key] = pr
		d.order = append(d.order, pr)
	}
	return pr, dir
}

// maxFinish is how often a pair is finished anew after a panic.
const maxFinish = 100

// Finish tells of everything that waited for more frames.
func (d *Decoder) Finish() {
	for _, pr := range d.order {
		for range maxFinish { // each leaves less to finish
			if d.finish(pr) {
				break
			}
		}
		// Connections that are reported know the pair.
		pr.halves, pr.requests, pr.comms, pr.queue, pr.singles, pr.xids, pr.doubt = nil, nil, comms{}, nil, nil, nil, nil
	}
}

// finish reports whether it came to its end.
func (d *Decoder) finish(pr *pair) (done bool) {
	defer d.caught(0)
	pr.finish(d)
	return true
}

// Other lists what was seen and not linted, most frames first.
func (d *Decoder) Other() []Other { return others(d.other) }

// JoinOther adds two such lists.
func JoinOther(a, b []Other) []Other {
	seen := map[string]int{}
	for _, list := range [...][]Other{a, b} {
		for _, x := range list {
			seen[x.What] += x.Frames
		}
	}
	return others(seen)
}

func others(seen map[string]int) []Other {
	all := make([]Other, 0, len(seen))
	for what, n := range seen {
		all = append(all, Other{what, n})
	}
	slices.SortFunc(all, func(a, b Other) int {
		return cmp.Or(cmp.Compare(b.Frames, a.Frames), cmp.Compare(a.What, b.What))
	})
	return all
}

// Dropped tells what was left out.
func (d *Decoder) Dropped() Dropped {
	all := d.dropped
	for lane := range d.budgets {
		all.over(BoundMemory, d.budgets[lane].over)
	}
	return all
}

// Add adds what another Decoder counted of the same capture.
func (d *Decoder) Add(o *Decoder) {
	for what, n := range o.other {
		d.other[what] += n
	}
	d.dropped.ICRC += o.dropped.ICRC
	for b, n := range o.Dropped().By {
		d.dropped.over(Bound(b), n)
	}
	d.crashes.Join(&o.crashes)
}

// AddSplitter adds the crashes of a Splitter that served the Decoder.
func (d *Decoder) AddSplitter(s *Splitter) { d.crashes.Join(&s.crashes) }
