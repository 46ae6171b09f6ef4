package rules

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/rpc"
)

const (
	maxPeers    = 4096 / decode.Lanes // hosts of one lane that are profiled, each role apart
	maxPrograms = 16                  // programs of one peer
)

// A Peer is how one host behaved in one role, over all its connections in the
// capture. It tells what was seen and judges nothing: retransmissions and what
// the capture lacks change the counts.
type Peer struct {
	Addr        netip.Addr
	Side        decode.Side // its role: a host that is client and server is two Peers
	Connections int

	// Of the ConnectRequest or ConnectReply (IBTA vol. 1, chapter 12.7).
	Private     Announced
	RNRRetry    Span  // 7 is for ever
	Serves      Span  // RDMA Reads that it takes at once (responder resources)
	Starts      Span  // RDMA Reads that it may have outstanding (initiator depth)
	PathMTU     Span  // bytes
	FlowControl Share // of set-ups: asks for end-to-end flow control
	SRQ         Share // of set-ups: receives through a shared receive queue

	Calls, Replies, Errors int
	LongCalls, LongReplies int       // of these: RDMA_NOMSG
	LargestSend            int       // bytes
	Programs               []Program // called, in order

	Requested Span // credits, in its Calls
	Granted   Grants

	RNRNAKs     int   // sent
	AckCredits  Share // of its acknowledgements: tells of Receives
	CreditCodes Span  // AETH credit codes of these

	ReadChunks  Offer // Position zero ones apart, see LongCalls
	WriteChunks Offer
	ReplyChunks Share // of its Calls: offers a Reply chunk
	ReplyChunk  Span  // bytes offered

	Returned      Returns
	ReplyChunkUse Share // of the Reply chunks that its Calls brought
	Invalidating  Share // of its Replies: Send with Invalidate
	Reading       int   // RDMA Reads outstanding at most; 0 where there were none, or that is not known
}

// A Span is the range of a number that was seen N times.
type Span struct{ Min, Max, N int }

// see adds a number.
func (s *Span) see(v int) { s.merge(Span{v, v, 1}) }

// known adds a number that is negative where it is not known.
func (s *Span) known(v int) {
	if v >= 0 {
		s.see(v)
	}
}

func (s *Span) merge(o Span) {
	switch {
	case o.N == 0:
	case s.N == 0:
		*s = o
	default:
		*s = Span{min(s.Min, o.Min), max(s.Max, o.Max), s.N + o.N}
	}
}

// A Share is N of Of.
type Share struct{ N, Of int }

func (s *Share) see(yes bool) {
	s.Of++
	if yes {
		s.N++
	}
}

func (s *Share) merge(o Share) { s.N, s.Of = s.N+o.N, s.Of+o.Of }

// bit adds a bit that is negative where it is not known.
func (s *Share) bit(v int) {
	if v >= 0 {
		s.see(v == 1)
	}
}

// Announced is what the private data of a peer says, in so many set-ups (RFC
// 8797 §4).
type Announced struct {
	Sent         int // with an RFC 8797 message of version 1
	Unusable     int // with one cut short, or of another version
	None         int
	Unknown      int   // not captured
	Send         Span  // bytes
	Receive      Span  // bytes
	Invalidation Share // R is set
}

// An Offer is what Calls have in a list of chunks.
type Offer struct {
	Chunks   int
	Segments Span  // in a chunk
	Unpadded int   // chunks whose length is no multiple of four: the XDR pad is not in them
	Pads     Share // of the chunks of several segments: the last one is of 4 bytes at most
}

// Returns is how Write chunks come back.
type Returns struct {
	Chunks     int
	Unused     int   // with no byte in them
	Fewer      int   // with fewer segments than were offered
	Unpadded   int   // with a length that is no multiple of four
	PadsFilled Share // of the pads offered in a segment of their own: bytes were written
}

// A Program is one that was called.
type Program struct{ Number, Version uint32 }

// String is "NFSv3", "NFS callback" or "program 400122 version 1".
func (p Program) String() string {
	if rpc.IsCallback(p.Number) {
		return rpc.ProgramName(p.Number)
	}
	name, _, _ := strings.Cut(rpc.ProcName(p.Number, p.Version, 1<<32-1), " procedure ")
	return name
}

func comparePrograms(a, b Program) int {
	return cmp.Or(cmp.Compare(a.Number, b.Number), cmp.Compare(a.Version, b.Version))
}

// calls adds a program. Of too many the first ones in order are kept.
func (p *Peer) calls(x Program) {
	i, known := slices.BinarySearchFunc(p.Programs, x, comparePrograms)
	if known {
		return
	}
	p.Programs = slices.Insert(p.Programs, i, x)
	p.Programs = p.Programs[:min(len(p.Programs), maxPrograms)]
}

// merge adds what was seen of the same peer elsewhere.
func (p *Peer) merge(o *Peer) {
	p.Connections += o.Connections
	p.Private.merge(&o.Private)
	p.RNRRetry.merge(o.RNRRetry)
	p.Serves.merge(o.Serves)
	p.Starts.merge(o.Starts)
	p.PathMTU.merge(o.PathMTU)
	p.FlowControl.merge(o.FlowControl)
	p.SRQ.merge(o.SRQ)
	p.Calls, p.Replies, p.Errors = p.Calls+o.Calls, p.Replies+o.Replies, p.Errors+o.Errors
	p.LongCalls, p.LongReplies = p.LongCalls+o.LongCalls, p.LongReplies+o.LongReplies
	p.LargestSend = max(p.LargestSend, o.LargestSend)
	for _, x := range o.Programs {
		p.calls(x)
	}
	p.Requested.merge(o.Requested)
	p.Granted.merge(&o.Granted)
	p.RNRNAKs += o.RNRNAKs
	p.AckCredits.merge(o.AckCredits)
	p.CreditCodes.merge(o.CreditCodes)
	p.ReadChunks.merge(&o.ReadChunks)
	p.WriteChunks.merge(&o.WriteChunks)
	p.ReplyChunks.merge(o.ReplyChunks)
	p.ReplyChunk.merge(o.ReplyChunk)
	p.Returned.merge(&o.Returned)
	p.ReplyChunkUse.merge(o.ReplyChunkUse)
	p.Invalidating.merge(o.Invalidating)
	p.Reading = max(p.Reading, o.Reading)
}

func (a *Announced) merge(o *Announced) {
	a.Sent, a.Unusable = a.Sent+o.Sent, a.Unusable+o.Unusable
	a.None, a.Unknown = a.None+o.None, a.Unknown+o.Unknown
	a.Send.merge(o.Send)
	a.Receive.merge(o.Receive)
	a.Invalidation.merge(o.Invalidation)
}

func (f *Offer) merge(o *Offer) {
	f.Chunks, f.Unpadded = f.Chunks+o.Chunks, f.Unpadded+o.Unpadded
	f.Segments.merge(o.Segments)
	f.Pads.merge(o.Pads)
}

func (r *Returns) merge(o *Returns) {
	r.Chunks, r.Unused = r.Chunks+o.Chunks, r.Unused+o.Unused
	r.Fewer, r.Unpadded = r.Fewer+o.Fewer, r.Unpadded+o.Unpadded
	r.PadsFilled.merge(o.PadsFilled)
}
