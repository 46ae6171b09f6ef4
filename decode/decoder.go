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
}

// A Decoder takes frames and tells a Sink of RPC-over-RDMA connections.
type Decoder struct {
	sink  Sink
	ports map[uint16]bool

	pairs map[pairKey]*pair
	order []*pair // by first frame
	cache [cacheSize]cacheEntry

	other   map[string]int
	iwarp   map[tcpFlow]bool
	dropped Dropped
	crashes Crashes
	kept    int // bytes of packets that wait until their connection is known

	// Scratch, so that the path of a packet allocates nothing.
	p       roce.Packet
	pkt     packet
	heldPkt packet
	ev      Event
	msg     Message
}

// Dropped counts what was left out, and why.
type Dropped struct {
	ICRC   int // frames whose ICRC did not match: the queue pair dropped them too
	Limits int // frames and messages beyond a bound
}

// An Other is something seen in the capture that is named but not linted.
type Other struct {
	What   string // "iWARP", "NVMe-oF", …
	Frames int
}

// Bounds on what a Decoder remembers of all hosts together.
const (
	maxPairs = 1 << 16  // pairs of hosts
	maxKept  = 64 << 20 // bytes of packets that wait until their connection is known
)

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
	}
	for _, p := range o.Ports {
		d.ports[p] = true
	}
	return d
}

// Frame takes the next frame of the capture. A panic, of the Sink too, costs
// the frame, and the connection that it happened on.
func (d *Decoder) Frame(f *Frame) {
	defer d.caught(f.Number)
	d.frame(f)
}

func (d *Decoder) frame(f *Frame) {
	if kind := roce.Split(f.Link, f.Data, f.Length, &d.p); kind != roce.RoCE {
		d.notRoCE(kind)
		return
	}
	op := d.p.BTH.Opcode()
	if op == roce.CNP {
		return
	}
	// The middles of Writes and Read Responses carry no evidence where they are
	// expected, and reading all their bytes would cost more than everything else.
	qpn := d.p.BTH.DestQP()
	h := d.cached(&d.p, qpn)
	idle := bulk(op) && h != nil && h.conn != nil && h.conn.expects(h.dir, op, d.p.BTH.PSN())
	if idle && !h.pair.suspect {
		d.toHalf(h, f)
		return
	}
	pr, dir := d.pairOf()
	if pr == nil {
		return
	}
	if pr.suspect || !idle {
		if !pr.trust(d, dir, f) {
			return
		}
	}
	d.accept(pr, dir, f)
}

// accept takes a frame, split in d.p, whose ICRC needs no more doubt.
func (d *Decoder) accept(pr *pair, dir int, f *Frame) {
	op, qpn := d.p.BTH.Opcode(), d.p.BTH.DestQP()
	switch {
	case op.Service() == roce.UD:
		if qpn == 1 {
			d.datagram(pr, dir, f)
		} else {
			d.other["UD datagrams"]++
		}
		return
	case op.Service() != roce.RC:
		d.other[op.Service().String()+" packets"]++
		return
	}
	h := d.cached(&d.p, qpn)
	if h == nil {
		if h = pr.halfOf(d, dir, qpn); h == nil {
			return
		}
		*d.slot(&d.p, qpn) = cacheEntry{d.p.Src, d.p.Dst, qpn, h}
	}
	d.toHalf(h, f)
}

// toHalf gives the frame, split in d.p, to the queue pair that it goes to.
func (d *Decoder) toHalf(h *half, f *Frame) {
	k := &d.pkt
	k.fill(f, &d.p)
	if h.conn != nil && h.conn.ready {
		h.conn.packet(d, h.dir, k)
		return
	}
	d.unpaired(h, k)
}

func (d *Decoder) slot(p *roce.Packet, qpn uint32) *cacheEntry {
	i := qpn ^ qpn>>10 ^ uint32(p.Dst[15])<<3 ^ uint32(p.Src[15])<<6 ^ uint32(p.Src[14])
	return &d.cache[i%cacheSize]
}

// cached finds a queue pair without a map, or nil.
func (d *Decoder) cached(p *roce.Packet, qpn uint32) *half {
	if e := d.slot(p, qpn); e.half != nil && e.qpn == qpn && e.src == p.Src && e.dst == p.Dst {
		return e.half
	}
	return nil
}

// pairOf finds the pair of hosts of the packet in d.p, and its direction. The
// pair is nil when there are too many of them.
func (d *Decoder) pairOf() (*pair, int) {
	key, dir := newPairKey(d.p.Src, d.p.Dst)
	pr := d.pairs[key]
	if pr == nil {
		if len(d.order) == maxPairs {
			d.dropped.Limits++
			return nil, 0
		}
		pr = &pair{key: key, halves: map[halfKey]*half{}, requests: map[cmKey]*handshake{}}
		d.pairs[key] = pr
		d.order = append(d.order, pr)
	}
	return pr, dir
}

// Finish tells of everything that waited for more frames.
func (d *Decoder) Finish() {
	for _, pr := range d.order {
		for range maxCrashes { // each leaves less to finish
			if d.finish(pr) {
				break
			}
		}
	}
}

// finish reports whether it came to its end.
func (d *Decoder) finish(pr *pair) (done bool) {
	defer d.caught(0)
	pr.finish(d)
	return true
}

// Other lists what was seen and not linted, most frames first.
func (d *Decoder) Other() []Other {
	all := make([]Other, 0, len(d.other))
	for what, n := range d.other {
		all = append(all, Other{what, n})
	}
	slices.SortFunc(all, func(a, b Other) int {
		return cmp.Or(cmp.Compare(b.Frames, a.Frames), cmp.Compare(a.What, b.What))
	})
	return all
}

// Dropped tells what was left out.
func (d *Decoder) Dropped() Dropped { return d.dropped }

// bulk reports whether a packet carries nothing but the middle of an RDMA
// Write or of a Read Response.
func bulk(op roce.Opcode) bool { return op == roce.WriteMiddle || op == roce.ReadResponseMiddle }
